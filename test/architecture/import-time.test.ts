import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { importable, root } from '../../.ci/entries.mjs'

/** What a server lacks; newer versions of Node have some of them, the kit must not count on it. */
const absent = [
  'window',
  'document',
  'navigator',
  'location',
  'localStorage',
  'sessionStorage',
  'fetch',
  'crypto',
]

const originals = new Map<string, PropertyDescriptor | undefined>()

beforeEach(async () => {
  // The peers are none of the kit's business here.
  await Promise.all([
    import('react'),
    import('react/jsx-runtime'),
    import('react-dom'),
    import('@tanstack/react-query'),
    import('react-hook-form'),
    import('msw'),
    import('@playwright/test'),
  ])
  for (const name of absent) {
    originals.set(name, Object.getOwnPropertyDescriptor(globalThis, name))
    Reflect.deleteProperty(globalThis, name)
  }
})

afterEach(() => {
  for (const [name, original] of originals) if (original) Object.defineProperty(globalThis, name, original)
})

describe('importing needs no browser', () => {
  it.each(Object.entries(importable))('%s', async (_, source) => {
    expect({ source, exists: existsSync(join(root, source)) }).toEqual({ source, exists: true })
    const exported: unknown = await import(/* @vite-ignore */ join(root, source))
    expect(exported).toBeTypeOf('object')
  })

  it.each(absent)('there is no %s meanwhile', (name) => {
    expect(name in globalThis).toBe(false)
  })
})
