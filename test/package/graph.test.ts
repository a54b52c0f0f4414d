import { describe, expect, it } from 'vitest'
import { importable, locales } from '../../.ci/entries.mjs'
import { measure } from '../../.ci/measure.mjs'

const everything = "export * from 'stepup-kit'"

describe('nobody pays for what was not asked for', () => {
  it('the phone library comes on demand', async () => {
    const { modules, onDemand } = await measure(everything)
    const isPhoneLibrary = (module: string) => module.includes('node_modules/libphonenumber-js/')
    expect(modules.filter(isPhoneLibrary)).toEqual([])
    expect(onDemand.filter(isPhoneLibrary)).not.toEqual([])
  })

  it('the prompt comes on demand with the dialog', async () => {
    const { modules, onDemand } = await measure("export { StepUpDialog, StepUpProvider } from 'stepup-kit'")
    const isPrompt = (module: string) => module.includes('/StepUpPromptView/')
    expect(modules.filter(isPrompt)).toEqual([])
    expect(onDemand.filter(isPrompt)).not.toEqual([])
  })

  it('the fake is in no bundle of the kit', async () => {
    const ofTheFake = async (entry: string) => {
      const { modules, onDemand } = await measure(`export * from '${entry}'`)
      return [...modules, ...onDemand].filter((module) => module.startsWith('dist/testing/'))
    }
    expect(await ofTheFake('stepup-kit/testing')).not.toEqual([])
    const entries = Object.keys(importable).filter((name) => !name.startsWith('stepup-kit/testing'))
    for (const entry of entries) expect(await ofTheFake(entry)).toEqual([])
  })

  it('no language comes along unasked', async () => {
    const { modules, onDemand } = await measure(everything)
    expect([...modules, ...onDemand].filter(isLocale)).toEqual([])
  })

  it.each(locales)('the language %s brings nothing else', async (code) => {
    const { modules, bytes } = await measure(`export * from 'stepup-kit/locales/${code}'`)
    expect(modules).toEqual([`dist/messages/locales/${code}.js`])
    expect(bytes).toBeLessThan(6000)
  })

  it('the client needs neither React nor a dependency', async () => {
    const { modules, onDemand } = await measure("export * from 'stepup-kit/client'")
    const foreign = [...modules, ...onDemand].filter((module) => !/^dist\/(client|internal)\//.test(module))
    expect(foreign).toEqual([])
  })

  it('an import for its side effects alone leaves nothing', async () => {
    expect((await measure("import 'stepup-kit'")).modules).toEqual([])
  })
})

function isLocale(module: string): boolean {
  return module.startsWith('dist/messages/locales/')
}
