import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import type { Middleware } from '../src/testing/node.js'
import { listen, type Site } from './listen.js'

/**
 * A page that one script draws, on a port of its own: nothing but its requests to ReachFive can be slow, or fail.
 *
 * @param script file of that script
 * @param first what answers before the page does
 */
export async function servePage(script: URL, first?: Middleware): Promise<Site> {
  const files = await bundle(script)
  // Neither motion nor React's own traces: they take most of the time, and say nothing here.
  const page = `<!doctype html><html lang="en"><title>Shop</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="/page.css">
<style>*, ::before, ::after, ::backdrop { animation: none !important; transition: none !important }</style>
<script>console.createTask = undefined</script><body><div id="root"></div><script src="/page.js"></script>`
  const server = createServer((request, response) => {
    const serve = () => {
      const file = files.get(request.url ?? '/')
      response.setHeader('content-type', file?.type ?? 'text/html;charset=UTF-8')
      response.end(file?.text ?? page)
    }
    if (first) first(request, response, serve)
    else serve()
  })
  return listen(server, 'http')
}

async function bundle(script: URL): Promise<Map<string, { type: string; text: string }>> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    // Development React complains about what is wrong.
    mode: 'development',
    define: { 'process.env.NODE_ENV': '"development"' },
    build: {
      write: false,
      minify: false,
      lib: { entry: fileURLToPath(script), formats: ['iife'], name: 'page' },
    },
  })
  const files = new Map<string, { type: string; text: string }>()
  for (const made of [result].flat()) {
    if (!('output' in made)) throw new Error('The page was not built.')
    for (const file of made.output) {
      if (file.type === 'chunk') files.set('/page.js', { type: 'text/javascript', text: file.code })
      else if (file.fileName.endsWith('.css'))
        files.set('/page.css', { type: 'text/css', text: String(file.source) })
    }
  }
  return files
}
