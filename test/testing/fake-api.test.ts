import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'

let folder = ''
const running: ChildProcessWithoutNullStreams[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fake-api-'))
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: 'src/testing/fake-api.ts',
      outDir: folder,
      target: 'node20',
      rolldownOptions: { output: { entryFileNames: 'fake-api.mjs' } },
    },
  })
}, 60_000)
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL')
})
afterAll(() => rm(folder, { recursive: true }))

interface Started {
  child: ChildProcessWithoutNullStreams
  output: () => string
  ended: Promise<number | null>
}

function start(...args: string[]): Started {
  const child = spawn(process.execPath, [join(folder, 'fake-api.mjs'), ...args])
  running.push(child)
  let text = ''
  child.stdout.on('data', (chunk: Buffer) => void (text += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => void (text += chunk.toString()))
  return { child, output: () => text, ended: new Promise((resolve) => child.once('close', resolve)) }
}

const origin = (text: string) => /http:\/\/\S+:\d+/.exec(text)?.[0] ?? ''

describe('stepup-kit-fake-api', () => {
  it('serves the fake with the seed and the options that it is given, and stops when it is told to', async () => {
    const { child, output, ended } = start('--port', '0', '--seed', 'smsOnly', '--set', 'language=fr')
    await expect.poll(output, { timeout: 10_000 }).toContain('sami.okoro@example.com')
    const config = await fetch(`${origin(output())}/identity/v1/config?client_id=fake-client`)
    expect(await config.json()).toMatchObject({ language: 'fr' })
    const state: unknown = await (await fetch(`${origin(output())}/__fake/state`)).json()
    expect(state).toHaveProperty('currentUser.persona', 'smsOnly')
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
  })

  it('explains itself', async () => {
    const { output, ended } = start('--help')
    expect(await ended).toBe(0)
    expect(output()).toContain('Usage: stepup-kit-fake-api')
  })

  it.each([
    [['--seed', 'nobody'], '--seed must be one of'],
    [['--port', 'http'], '--port http is no port'],
    [['--set', 'tea=1'], 'Unknown option in --set tea=1'],
    [['--set', 'codeLength=six'], 'codeLength must be a number'],
    [['--tea'], "Unknown option '--tea'"],
  ])('refuses %j', async (args, message) => {
    const { output, ended } = start(...args)
    expect(await ended).toBe(2)
    expect(output()).toContain(message)
  })
})
