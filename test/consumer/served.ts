import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createProject, type Consumer } from './project.js'

export interface Served {
  readonly url: string
  close(): Promise<void>
}

/** One of `examples/`, copied and installed as a reader of it would. */
export function createExample(name: string): Consumer {
  return createProject(join('../../examples', name))
}

/** Starts a server of a project, which has to print its address. */
export async function serve({ folder }: Consumer, program: string, ...args: string[]): Promise<Served> {
  const server = spawn(join(folder, 'node_modules/.bin', program), args, {
    cwd: folder,
    env: { ...process.env, NODE_ENV: 'production', NO_COLOR: '1', FORCE_COLOR: '' },
  })
  const ended = once(server, 'exit')
  let printed = ''
  const url = await new Promise<string>((resolve, reject) => {
    const read = (data: Buffer) => {
      printed += data.toString()
      const [address] = /http:\/\/127\.0\.0\.1:\d+/.exec(printed) ?? []
      if (address !== undefined) resolve(address)
    }
    server.stdout.on('data', read)
    server.stderr.on('data', read)
    server.once('exit', () => reject(new Error(`${program} ${args.join(' ')}\n${printed}`)))
  })
  return {
    url,
    close: async () => {
      server.kill()
      await ended
    },
  }
}
