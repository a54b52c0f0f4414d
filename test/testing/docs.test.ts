import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createFakeReachFive, endpointPaths } from '../../src/testing/index.js'
import { resolveOptions } from '../../src/testing/fake/options.js'
import { refusals } from '../../src/testing/fake/refusals.js'
import { serveFakeReachFive } from '../../src/testing/node.js'
import * as playwright from '../../src/testing/playwright.js'

const text = readFileSync(new URL('../../.github/docs/testing.md', import.meta.url), 'utf8')
const quoted = new Set(
  Array.from(text.matchAll(/`(\w[^`]*)`/g), ([, name = '']) => name.replace(/[(:].*/, '')),
)
const missing = (names: readonly string[]) => names.filter((name) => !text.includes(name))

/** The `curl` lines of the document: method, call with its query, body. */
const curls = Array.from(
  text.matchAll(/^curl -s (?:-X (\w+) )?.*?"\$fake\/([^"]+)"(?: -d '([^']+)')?/gm),
  ([, method, call = '', body]) => ({ method: method ?? (body === undefined ? 'GET' : 'POST'), call, body }),
)

describe('the guide to testing', () => {
  it('names every option, persona, endpoint and page object', () => {
    const options = [...Object.keys(resolveOptions({})), 'startAt']
    const endpoints = Object.keys(endpointPaths)
    const { personas } = createFakeReachFive()
    for (const names of [options, endpoints, Object.keys(personas), Object.keys(playwright)]) {
      expect(names.filter((name) => !quoted.has(name))).toEqual([])
    }
    expect(missing(Object.values(personas).map((one) => `${one.givenName} ${one.familyName}`))).toEqual([])
    expect(Object.keys(refusals)).toContain(/answers: \{ (\w+):/.exec(text)?.[1])
  })

  it.each(['page.test.tsx', 'page.stories.tsx', 'page.spec.ts'])(
    'shows the example %s as it is run from the packed package',
    (file) => {
      const source = readFileSync(new URL(`../consumer/app/examples/${file}`, import.meta.url), 'utf8')
      expect(text).toContain(`\n${source.trim()}\n\`\`\``)
    },
  )

  it('names every member of the fake', () => {
    expect(missing(Object.keys(createFakeReachFive()).map((name) => `\`${name}`))).toEqual([])
  })

  it('lists every call of the control endpoint, with a curl line that works', async () => {
    const { url, fake, close } = await serveFakeReachFive()
    const unknown: unknown = await (await fetch(`${url}/__fake/unknown`)).json()
    const calls: unknown = Reflect.get(Object(unknown), 'calls')
    const listed = Array.from(text.matchAll(/^\| `(\w+) \/__fake\/([\w-]+)`/gm), ([, a, b]) => `${a} ${b}`)
    expect(listed.toSorted()).toEqual(Array.isArray(calls) ? calls.map(String).toSorted() : undefined)

    const { accessToken } = fake.issueTokens(undefined, { amr: ['mfa'] })
    await fake.fetch(`${url}/identity/v1/update-email`, {
      method: 'POST',
      headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'new@example.com' }),
    })
    for (const { method, call, body } of curls) {
      const answer = await fetch(`${url}/__fake/${call}`, { method, ...(body !== undefined && { body }) })
      expect([method, call, answer.status]).toEqual([method, call, 200])
    }
    const covered = new Set(curls.map(({ method, call }) => `${method} ${call.replace(/\?.*/, '')}`))
    expect(listed.filter((line) => !covered.has(line))).toEqual([])
    await close()
  })
})
