/**
 * Serves storybook-static/ below a path, as a documentation site would.
 *
 *   node .ci/serve-storybook.mjs --port 4174
 */
import { createReadStream, existsSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { parseArgs } from 'node:util'
import { root } from './entries.mjs'

export const base = '/design/stepup-kit/'

/** @type {Record<string, string>} */
const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

/** @param {number} port */
export function serveStorybook(port) {
  const folder = join(root, 'storybook-static')
  if (!existsSync(folder))
    throw new Error('There is no storybook-static: run "npm run build:storybook" first.')
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const path = normalize(decodeURIComponent(pathname))
    if (path === '/favicon.ico') return void response.writeHead(204).end()
    const file = path.startsWith(base) ? join(folder, path.slice(base.length) || 'index.html') : undefined
    if (file === undefined || !existsSync(file) || !statSync(file).isFile())
      return void response.writeHead(404).end()
    response.writeHead(200, {
      'content-type': types[extname(file)] ?? 'application/octet-stream',
      // Every story is a page load of its own.
      'cache-control': 'max-age=3600',
    })
    createReadStream(file).pipe(response)
  })
  return server.listen(port)
}

if (process.argv[1] === import.meta.filename) {
  const { values } = parseArgs({ options: { port: { type: 'string', default: '4174' } } })
  serveStorybook(Number(values.port))
}
