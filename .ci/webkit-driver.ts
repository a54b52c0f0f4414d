import { spawn, type ChildProcess } from 'node:child_process'

export const webkitDriverPort = 4777

/** Vitest global setup: WebKitGTK's driver on a virtual display. */
export default async function setup(): Promise<void> {
  const children: ChildProcess[] = []
  const start = (command: string, args: string[], env: NodeJS.ProcessEnv = {}): void => {
    const child = spawn(command, args, { stdio: 'ignore', env: { ...process.env, ...env } })
    child.unref()
    children.push(child)
  }
  start('Xvfb', [':77', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'])
  start('WebKitWebDriver', [`--port=${webkitDriverPort}`, '--host=127.0.0.1'], { DISPLAY: ':77' })
  // Not in a teardown: Vitest runs those before the provider ends its session.
  process.once('exit', () => children.reverse().forEach((child) => child.kill()))
  await answering(`http://127.0.0.1:${webkitDriverPort}/status`)
}

async function answering(url: string, attempts = 100): Promise<void> {
  try {
    await fetch(url)
  } catch (error) {
    if (attempts === 0) throw error
    await new Promise((resolve) => setTimeout(resolve, 100))
    await answering(url, attempts - 1)
  }
}
