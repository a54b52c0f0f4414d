import type { Server } from 'node:http'
import type { Server as SecureServer } from 'node:https'

/** A page on a port of its own: another origin than ReachFive's, as in real life. */
export interface Site {
  readonly url: string
  close(): Promise<void>
}

/** Starts a server on a free port of `localhost`. */
export async function listen(server: Server | SecureServer, scheme: 'http' | 'https'): Promise<Site> {
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `${scheme}://localhost:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
