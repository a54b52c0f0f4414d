#!/usr/bin/env node
import { parseArgs } from 'node:util'
import { resolveOptions, type FakeReachFiveOptions } from './fake/options.js'
import { isPersonaName, personaNames } from './fake/personas.js'
import { serveFakeReachFive, type ServeOptions } from './node/serve.js'

const help = `stepup-kit-fake-api: a ReachFive for tests and demos, over real HTTP.

Usage: stepup-kit-fake-api [options]

  --port <number>             default 4010; 0 takes a free one
  --host <name>               default 127.0.0.1
  --https                     serve HTTPS with a certificate made on the spot
  --seed <persona>            ${personaNames.join(', ')}
  --client-id <id>            default fake-client
  --redirect-uri <uri>        an allowed callback URL; may be repeated
  --allowed-origin <origin>   origins whose pages may call; may be repeated; default all
  --set <option>=<value>      any other option of createFakeReachFive, such as codeLength=8; may be repeated
  --no-control                do not serve the control endpoint
  --help                      this text

Control endpoint (JSON), for tests in any language:
  GET  /__fake/inbox[?channel=sms]   GET /__fake/requests   GET /__fake/state   GET /__fake/personas
  POST /__fake/clock {"advanceMs":60000}
  POST /__fake/faults {"endpoint":"passwordless/start","fault":{"status":429,"retryAfter":40},"times":1}
  DELETE /__fake/faults
  POST /__fake/session {"persona":"smsOnly"}      sets the SSO session cookie
  POST /__fake/tokens {"persona":"smsOnly","ageSeconds":0,"amr":["pwd","mfa"]}
  POST /__fake/email-link {"email":"new@example.com"}
  POST /__fake/reset
`

class UsageError extends Error {}

function readSettings(pairs: readonly string[]): FakeReachFiveOptions {
  const options: FakeReachFiveOptions = {}
  const defaults = resolveOptions({})
  for (const pair of pairs) {
    const at = pair.indexOf('=')
    const name = pair.slice(0, at)
    if (at < 1 || !Object.hasOwn(defaults, name)) throw new UsageError(`Unknown option in --set ${pair}`)
    const value = readValue(pair.slice(at + 1))
    const expected: unknown = Reflect.get(defaults, name)
    if (typeof expected === 'number' || typeof expected === 'boolean' || typeof expected === 'string') {
      if (typeof value !== typeof expected) throw new UsageError(`${name} must be a ${typeof expected}`)
    }
    Reflect.set(options, name, value)
  }
  return options
}

function readValue(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function readOptions(args: readonly string[]): ServeOptions | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: '4010' },
      host: { type: 'string', default: '127.0.0.1' },
      https: { type: 'boolean', default: false },
      seed: { type: 'string' },
      'client-id': { type: 'string' },
      'redirect-uri': { type: 'string', multiple: true },
      'allowed-origin': { type: 'string', multiple: true },
      set: { type: 'string', multiple: true, default: [] },
      'no-control': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return undefined
  const port = Number(values.port)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new UsageError(`--port ${values.port} is no port`)
  const options = readSettings(values.set)
  if (values.seed !== undefined) {
    if (!isPersonaName(values.seed)) throw new UsageError(`--seed must be one of ${personaNames.join(', ')}`)
    options.seed = values.seed
  }
  if (values['client-id'] !== undefined) options.clientId = values['client-id']
  if (values['redirect-uri']) options.redirectUris = values['redirect-uri']
  return {
    port,
    host: values.host,
    options,
    control: !values['no-control'],
    ...(values.https ? { https: 'self-signed' } : {}),
    ...(values['allowed-origin'] ? { allowedOrigins: values['allowed-origin'] } : {}),
  }
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2))
  if (!options) return void process.stdout.write(help)
  const { url, fake, close } = await serveFakeReachFive(options)
  const { name, email, password } = fake.currentPersona
  process.stdout.write(`Fake ReachFive at ${url}\n`)
  process.stdout.write(`  ${name}: ${email}, password ${password}\n`)
  if (options.control) process.stdout.write(`  codes: ${url}/__fake/inbox\n`)
  const stop = () => void close().then(() => process.exit(0))
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = error instanceof UsageError || (error instanceof Error && 'code' in error) ? 2 : 1
})
