import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { listen, type Site } from '../listen.js'

/** The page that mounts the widgets, on a port of its own: another origin than ReachFive's. */
export async function serveSite(): Promise<Site> {
  const files = await bundle()
  // Neither motion nor React's own traces: they take most of the time, and say nothing here.
  const page = `<!doctype html><html lang="en"><title>Shop</title><link rel="stylesheet" href="/page.css">
<style>*, ::before, ::after, ::backdrop { animation: none !important; transition: none !important }</style>
<script>console.createTask = undefined</script><body><script src="/page.js"></script>`
  const server = createServer(({ url = '' }, response) => {
    const file = files.get(url)
    response.setHeader('content-type', file?.type ?? 'text/html;charset=UTF-8')
    response.end(file?.text ?? page)
  })
  return listen(server, 'http')
}

/** One script, so that nothing but the requests to ReachFive can meet a fault, and one sheet. */
async function bundle(): Promise<Map<string, { type: string; text: string }>> {
  const entry = fileURLToPath(new URL('page.tsx', import.meta.url))
  const result = await build({
    configFile: false,
    logLevel: 'error',
    // Development React complains about what is wrong.
    mode: 'development',
    define: { 'process.env.NODE_ENV': '"development"' },
    build: { write: false, minify: false, lib: { entry, formats: ['iife'], name: 'faults' } },
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
