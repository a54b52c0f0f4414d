import { execFileSync } from 'node:child_process'
import { playwright } from '@vitest/browser-playwright'

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

function which(command: string): string | undefined {
  try {
    return execFileSync('sh', ['-c', `command -v ${command}`], { encoding: 'utf8' }).trim() || undefined
  } catch {
    return undefined
  }
}

export function chromiumPath(): string | undefined {
  return process.env['CHROMIUM_PATH'] ?? which('chromium') ?? which('chromium-browser') ?? which('google-chrome')
}

export function browserInstances() {
  const executablePath = chromiumPath()
  return {
    chromium: playwright({ launchOptions: { ...(executablePath === undefined ? {} : { executablePath }), args: flags } }),
  }
}
