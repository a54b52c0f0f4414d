import { describe, expect, it } from 'vitest'
import { locales } from '../../.ci/entries.mjs'
import { measure } from '../../.ci/measure.mjs'

const everything = "export * from 'stepup-kit'"
const phoneLibrary = /node_modules\/libphonenumber-js/

describe('nobody pays for what was not asked for', () => {
  it('the phone library comes on demand', async () => {
    const { modules, onDemand } = await measure(everything)
    expect(modules.filter((module) => phoneLibrary.test(module))).toEqual([])
    expect(onDemand.filter((module) => phoneLibrary.test(module))).not.toEqual([])
  })

  it('the fake is in no bundle of the kit', async () => {
    const { modules, onDemand } = await measure(everything)
    expect([...modules, ...onDemand].filter((module) => /testing/.test(module))).toEqual([])
    const texts = await builtText([...modules, ...onDemand])
    expect(texts).not.toContain('createFakeReachFive')
  })

  it('English is the one language that comes along', async () => {
    const texts = await builtText((await measure(everything)).modules)
    const others = locales.filter((code) => code !== 'en')
    expect(others.filter((code) => texts.includes(`src/messages/locales/${code}.ts`))).toEqual([])
  })

  it('one language brings no other and no component', async () => {
    for (const code of locales) {
      const { modules, bytes } = await measure(`export * from 'stepup-kit/locales/${code}'`)
      const texts = await builtText(modules)
      const found = locales.filter((other) => texts.includes(`src/messages/locales/${other}.ts`))
      expect(found).toEqual([code])
      expect(texts).not.toContain('src/components/')
      expect(bytes).toBeLessThan(4000)
    }
  })

  it('the client needs neither React nor a dependency', async () => {
    const { modules, onDemand } = await measure("export * from 'stepup-kit/client'")
    expect([...modules, ...onDemand].filter((module) => !module.startsWith('dist/'))).toEqual([])
    expect(await builtText(modules)).not.toMatch(/from ["'](react|@tanstack)/)
  })

  it('an import for its side effects alone leaves nothing', async () => {
    expect((await measure("import 'stepup-kit'")).modules).toEqual([])
  })
})

/** What is in the built files; Rolldown names each source in a comment. */
async function builtText(modules: readonly string[]): Promise<string> {
  const { readFile } = await import('node:fs/promises')
  return (await Promise.all(modules.map((module) => readFile(module, 'utf8')))).join('\n')
}
