// Runs every bench, prints what they print, and keeps it for "npm run figures".
import { spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus } from 'node:os'
import { join } from 'node:path'
import { root } from './entries.mjs'

const quiet = ['--no-audit', '--no-fund', '--prefer-offline', '--silent']
const peers = ['ci', '--prefix', 'test/bench/sizes', '--legacy-peer-deps', '--ignore-scripts', ...quiet]
await run('npm', ['run', 'build', '--silent'])
await run('npm', ['ci', '--prefix', 'test/bench', ...quiet])
await run('npm', peers)

let printed = `Node ${process.version}, ${availableParallelism()} cores (${cpus()[0]?.model ?? 'unknown'})\n`
for (const script of ['sizes/bench.mjs', 'flow/bench.mjs', 'otp/bench.mjs', 'fake-api.mjs'])
  printed += await run(process.execPath, [join('test/bench', script)])
mkdirSync(join(root, 'reports'), { recursive: true })
writeFileSync(join(root, 'reports/bench.md'), printed)

/** @param {string} command @param {string[]} args @returns {Promise<string>} what it printed */
function run(command, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
    let output = ''
    child.stdout.on('data', (data) => {
      process.stdout.write(data)
      output += data
    })
    child.once('error', reject)
    child.once('close', (code) =>
      code === 0 ? resolve(output) : reject(new Error(`${command} ${args.join(' ')} ended with ${code}.`)),
    )
  })
}
