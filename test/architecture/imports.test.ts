import { describe, expect, it } from 'vitest'
import { wrongImports } from './imports.js'
import { filesIn, parse, read, sourcesIn } from './source.js'

describe('imports point one way', () => {
  it('in all of src', () => {
    expect(wrongImports(sourcesIn('src'))).toEqual([])
  })

  it.each([
    ['src/internal/a.ts', "import { x } from '../client/errors.js'"],
    ['src/client/a.ts', "export { x } from '../flow/machine.js'"],
    ['src/client/a.ts', "import { useState } from 'react'"],
    ['src/flow/a.ts', "type X = import('../hooks/context.js').X"],
    ['src/hooks/a.ts', "const x = await import('../components/OtpInput/OtpInput.js')"],
    ['src/hooks/a.ts', "import { en } from '../messages/locales/en.js'"],
    ['src/messages/a.ts', "import { ApiError } from '../client/errors.js'"],
    ['src/components/a.tsx', "import { createFakeReachFive } from '../testing/index.js'"],
    ['src/components/a.tsx', "import '../index.js'"],
    ['src/index.ts', "export * from './testing/index.js'"],
    ['src/testing/a.ts', "import { ApiError, type Factor } from '../client/index.js'"],
    ['src/testing/a.ts', "import type { State } from '../flow/types.js'"],
    ['src/testing/a.ts', "import { createServer } from 'node:http'"],
    ['src/unheard/a.ts', "import '../internal/x.js'"],
  ])('a wrong one is found in %s: %s', (path, text) => {
    expect(wrongImports([parse(path, text)])).toHaveLength(1)
  })

  it.each([
    ['src/messages/a.ts', "import type { StepUpKitErrorCode } from '../client/errors.js'"],
    ['src/testing/a.ts', "import { type Factor } from '../client/types.js'"],
    ['src/testing/node.ts', "import { createServer } from 'node:http'"],
    ['src/hooks/a.ts', "import { createTranslate } from '../messages/index.js'"],
    ['src/components/a.tsx', "const max = () => import('libphonenumber-js/max')"],
  ])('a right one passes in %s: %s', (path, text) => {
    expect(wrongImports([parse(path, text)])).toEqual([])
  })
})

describe('the style sheet', () => {
  it('holds the styles of every component', () => {
    const sheets = filesIn('src/components', '.css')
    const index = read('src/styles/index.css')
    const missing = sheets.filter((sheet) => !index.includes(sheet.replace(/^src\//, '../')))
    expect(missing).toEqual([])
  })

  it('is asked for by the host alone: no module imports CSS', () => {
    const importing = sourcesIn('src').filter(({ tree }) =>
      /(from|import)\s*\(?\s*['"][^'"]+\.css/.test(tree.text),
    )
    expect(importing.map(({ path }) => path)).toEqual([])
  })
})
