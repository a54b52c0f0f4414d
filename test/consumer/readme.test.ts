import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { root } from '../../.ci/entries.mjs'
import { openBrowser } from './browser.js'
import { packInto, readBlocks } from './project.js'

const guide =
  readFileSync(join(root, 'README.md'), 'utf8').split('\n## Quick start\n')[1]?.split('\n### ')[0] ?? ''
const blocks = readBlocks(guide)
const [setUp = [], servers = []] = blocks
  .filter(({ language }) => language === 'sh')
  .map(({ text }) => text.trim().split('\n'))
const running: ReturnType<typeof spawn>[] = []
let parent: string
let folder: string

/** What someone who follows the README has after its quick start, with the tarball in place of the published kit. */
beforeAll(() => {
  parent = mkdtempSync(join(tmpdir(), 'stepup-kit-readme-'))
  folder = parent
  const tarball = packInto(parent)
  for (const line of setUp) {
    if (line.startsWith('cd ')) folder = join(folder, line.slice(3))
    else
      execFileSync('sh', ['-c', line.replace(' stepup-kit ', ` ${tarball} `)], {
        cwd: folder,
        env,
        stdio: 'pipe',
      })
  }
  for (const { path, text } of blocks) if (path !== undefined) writeFileSync(join(folder, path), text)
})

afterAll(async () => {
  for (const server of running) {
    // With the process that the shell and npx have started.
    if (server.pid !== undefined && server.exitCode === null) process.kill(-server.pid)
  }
  await Promise.all(
    running.filter(({ exitCode }) => exitCode === null).map((server) => once(server, 'close')),
  )
  rmSync(parent, { recursive: true, force: true })
})

describe('someone who follows the quick start of the README line by line', () => {
  it('gets a project that type-checks and builds, with the packed kit', () => {
    expect(readFileSync(join(folder, 'package.json'), 'utf8')).toMatch(/"stepup-kit": "file:.*\.tgz"/)
    expect(run('npm run build')).toContain('built in')
  })

  it('logs in, changes the number behind a step-up, and sees no complaint', async () => {
    const [fake = [], site = []] = await Promise.all(servers.map((line) => start(line)))
    const [, email = '', password = ''] = /: (\S+), password (\S+)/.exec(fake.join('\n')) ?? []
    const inbox = /codes: (\S+)/.exec(fake.join('\n'))?.[1] ?? ''
    const { page, complaints, close } = await openBrowser()
    try {
      await page.goto(/http:\S+/.exec(site.join('\n'))?.[0] ?? '')

      await page.getByLabel(/^email/i).fill(email)
      await page.getByLabel('Password', { exact: true }).fill(password)
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.getByRole('textbox', { name: 'Phone number' }).fill('06 39 98 42 42')
      await page.getByRole('button', { name: 'Save number' }).click()

      const dialog = page.getByRole('dialog')
      await dialog.getByRole('radio', { name: /text message/i }).check()
      await dialog.getByRole('button', { name: 'Send code' }).click()
      await dialog.getByRole('textbox').fill(await newestCode(inbox))
      await dialog.getByRole('button', { name: 'Verify' }).click()

      await page.getByRole('textbox', { name: 'Code' }).fill(await newestCode(inbox, 2))
      await page.getByRole('button', { name: 'Confirm number' }).click()
      await page.getByRole('status').filter({ hasText: /42.42/ }).waitFor()
      expect(complaints).toEqual([])
    } finally {
      await close()
    }
  })
})

const env = {
  ...process.env,
  NO_COLOR: '1',
  FORCE_COLOR: '',
  npm_config_yes: 'true',
  npm_config_prefer_offline: 'true',
  npm_config_audit: 'false',
  npm_config_fund: 'false',
}

function run(line: string): string {
  return execFileSync('sh', ['-c', line], { cwd: folder, env, encoding: 'utf8', stdio: 'pipe' })
}

/** Starts a server; what it printed until it named its address and fell silent. */
async function start(line: string): Promise<string[]> {
  const server = spawn('sh', ['-c', line], { cwd: folder, env, detached: true })
  running.push(server)
  const printed: string[] = []
  for await (const text of createInterface(server.stdout)) {
    printed.push(text)
    if (/codes: http|Local: +http/.test(text)) return printed
  }
  throw new Error(`${line} ended: ${printed.join('\n')}`)
}

/** The code of the newest message, once there are so many. */
async function newestCode(inbox: string, count = 1): Promise<string> {
  let code: string | undefined
  await expect
    .poll(async () => {
      const messages: { code: string }[] = await (await fetch(inbox)).json()
      code = messages.at(-1)?.code
      return messages.length
    })
    .toBe(count)
  return code ?? ''
}
