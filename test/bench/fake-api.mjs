/** How the served fake bears load: parallel flows, many flows in a row, memory, and what a stopped client leaves. */
import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { build } from 'vite'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const inARow = Number(process.argv[2] ?? 10_000)
setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc')

const folder = await mkdtemp(join(tmpdir(), 'fake-bench-'))
await build({
  root,
  configFile: false,
  logLevel: 'error',
  build: {
    ssr: 'src/testing/node.ts',
    outDir: folder,
    rolldownOptions: { output: { entryFileNames: 'node.mjs' } },
  },
})
const { serveFakeReachFive } = await import(pathToFileURL(join(folder, 'node.mjs')).href)
const served = await serveFakeReachFive({ options: { sendLimit: Infinity } })
const agent = new Agent({ keepAlive: true })

const verifier = 'a'.repeat(43)
const authorization = {
  client_id: 'fake-client',
  response_type: 'code',
  redirect_uri: 'https://app.example.com/callback',
  scope: 'openid mfa full_write offline_access',
  code_challenge: createHash('sha256').update(verifier).digest('base64url'),
  code_challenge_method: 'S256',
}

function post(path, body, headers = {}) {
  return new Promise((resolve, reject) => {
    const options = { agent, method: 'POST', headers: { 'content-type': 'application/json', ...headers } }
    request(served.url + path, options, (response) => {
      let text = ''
      response.on('data', (chunk) => (text += chunk))
      response.on('end', () => {
        if (response.statusCode === 200) resolve(JSON.parse(text))
        else reject(new Error(`${path} ${response.statusCode} ${text}`))
      })
    })
      .on('error', reject)
      .end(JSON.stringify(body))
  })
}

const cookie = (() => {
  const { name, value } = served.fake.openSession()
  return `${name}=${value}`
})()

/** A whole step-up: five requests with the edit at its end. */
async function flow(number) {
  const { token } = await post('/identity/v1/mfa/stepup', authorization, { cookie })
  const { challenge_id } = await post('/identity/v1/passwordless/start', { auth_type: 'sms', step_up: token })
  const sent = served.fake.inbox.findLast((message) => message.challengeId === challenge_id)
  const { code } = await post(
    '/identity/v1/passwordless/verify',
    { challenge_id, verification_code: sent.code },
    { cookie },
  )
  const { access_token } = await post('/oauth/token', {
    client_id: 'fake-client',
    grant_type: 'authorization_code',
    code,
    redirect_uri: authorization.redirect_uri,
    code_verifier: verifier,
  })
  const phone_number = `+3363998${String(1000 + (number % 9000))}`
  await post(
    '/identity/v1/update-phone-number',
    { phone_number },
    { authorization: `Bearer ${access_token}` },
  )
}

const megabytes = () => {
  collectGarbage()
  return Math.round(process.memoryUsage().heapUsed / 1e5) / 10
}
const seconds = (start) => Math.round((performance.now() - start) / 100) / 10

process.stdout.write('\nThe served fake under load\n\n| flows | s | heap MB |\n| --- | --- | --- |\n')
let start = performance.now()
await Promise.all(Array.from({ length: 200 }, (_, number) => flow(number)))
process.stdout.write(`| 200 at once | ${seconds(start)} | ${megabytes()} |\n`)

start = performance.now()
for (let number = 1; number <= inARow; number++) {
  await flow(number)
  if (number % Math.ceil(inARow / 5) === 0) {
    process.stdout.write(`| ${number} in a row | ${seconds(start)} | ${megabytes()} |\n`)
  }
}

served.fake.fail('config', { hang: true })
const left = Array.from({ length: 100 }, () => {
  const waiting = request(`${served.url}/identity/v1/config?client_id=fake-client`, { agent: false })
  waiting.on('error', () => {})
  waiting.end()
  return waiting
})
await new Promise((resolve) => setTimeout(resolve, 500))
for (const waiting of left) waiting.destroy()
agent.destroy()
await served.close()
await new Promise((resolve) => setTimeout(resolve, 200))
const open = process
  .getActiveResourcesInfo()
  .filter((name) => name === 'TCPSocketWrap' || name === 'TCPServerWrap')
process.stdout.write(`\nAfter 100 clients that left: ${open.length} sockets open\n`)
await rm(folder, { recursive: true })
