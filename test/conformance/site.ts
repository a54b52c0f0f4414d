import { createServer } from 'node:https'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { selfSignedCertificate } from '../../src/testing/node/certificate.js'
import { listen, type Site } from '../listen.js'

/**
 * A page over HTTPS on a port of its own: another origin than ReachFive, as in real life.
 *
 * @param entry its script, beside this file @default the one that runs the scenarios
 */
export async function serveSite(entry = 'page.ts'): Promise<Site> {
  const script = await bundle(entry)
  const server = createServer(selfSignedCertificate('localhost'), ({ url = '' }, response) => {
    const isScript = url === '/page.js'
    response.writeHead(200, { 'content-type': isScript ? 'text/javascript' : 'text/html;charset=UTF-8' })
    response.end(isScript ? script : '<!doctype html><title>Shop</title><script src="/page.js"></script>')
  })
  return listen(server, 'https')
}

async function bundle(name: string): Promise<string> {
  const entry = fileURLToPath(new URL(name, import.meta.url))
  const result = await build({
    configFile: false,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: { write: false, minify: false, lib: { entry, formats: ['iife'], name: 'conformance' } },
  })
  const [first] = [result].flat()
  if (!first || !('output' in first)) throw new Error('The page was not built.')
  return first.output[0].code
}
