import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { createFakeReachFive, type FakeReachFive } from '../fake/create.js'
import type { FakeReachFiveOptions } from '../fake/options.js'
import { selfSignedCertificate, type KeyAndCertificate } from './certificate.js'
import { middleware, type MiddlewareOptions } from './middleware.js'

/** Options of `serveFakeReachFive`. */
export interface ServeOptions extends MiddlewareOptions {
  /** `0` takes a free one. @default 0 */
  port?: number
  /** The address to listen on. @default '127.0.0.1' */
  host?: string
  /** A key with its certificate, or one made on the spot for loopback. @default plain HTTP */
  https?: 'self-signed' | KeyAndCertificate
  /** The fake to serve. @default a new one, made of `options` */
  fake?: FakeReachFive
  /** Options of the new fake. */
  options?: FakeReachFiveOptions
}

/** A fake that is being served. */
export interface ServedFake {
  /** The fake itself. */
  readonly fake: FakeReachFive
  /** The origin, such as `http://127.0.0.1:4010`. */
  readonly url: string
  /** Host and port, as the SDK's `domain`. */
  readonly domain: string
  /** Where it listens. */
  readonly port: number
  /** The certificate (PEM) that clients have to trust, where HTTPS is served. */
  readonly certificate: string | undefined
  /** Ends all connections and stops. */
  close(): Promise<void>
}

/**
 * Serves the fake over real HTTP: sockets, cookies with their attributes, CORS with credentials.
 *
 * Over plain HTTP the cookies have neither `Secure` nor the `__Host-` prefix, since browsers would not take them.
 *
 * @example
 * const { url, fake, close } = await serveFakeReachFive({ port: 4010, options: { seed: 'smsOnly' } })
 */
export async function serveFakeReachFive(options: ServeOptions = {}): Promise<ServedFake> {
  const { port = 0, host = '127.0.0.1', https } = options
  const fake = options.fake ?? createFakeReachFive(options.options)
  const serveFake = middleware(fake, options)
  const listener: RequestListener = (request, response) =>
    serveFake(request, response, () => {
      response.writeHead(404, { 'content-type': 'application/json' })
      response.end('{"error":"resource_not_found","error_description":"Not found"}')
    })
  const credentials = https === 'self-signed' ? selfSignedCertificate(host) : https
  const server = credentials ? createHttpsServer(credentials, listener) : createHttpServer(listener)
  const boundPort = await listen(server, port, host)
  const domain = `${host.includes(':') ? `[${host}]` : host}:${boundPort}`
  return {
    fake,
    url: `${credentials ? 'https' : 'http'}://${domain}`,
    domain,
    port: boundPort,
    certificate: credentials?.cert,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()))
        server.closeAllConnections()
      }),
  }
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : port)
    })
  })
}
