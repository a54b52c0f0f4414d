import { createServer } from 'node:https'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { build } from 'vite'
import { selfSignedCertificate } from '../../src/testing/node/certificate.js'
import { listen, type Site } from '../listen.js'

const types: Readonly<Record<string, string>> = { js: 'text/javascript', css: 'text/css', html: 'text/html' }

const document = `<!doctype html>
<html lang="en">
  <head>
    <meta name="viewport" content="width=device-width" />
    <title>Account security</title>
    <link rel="stylesheet" href="/page.css" />
    <script type="module" src="/page.js"></script>
  </head>
  <body><div id="root"></div></body>
</html>`

/** The strictest policy that lets a page speak with ReachFive: no inline style or script, no eval, no string that becomes markup. */
export const policyFor = (reachFive: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `connect-src ${reachFive}`,
    `frame-src ${reachFive}`,
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ')

/** The page with every widget, over HTTPS on a port of its own; its policy lets it speak with that ReachFive alone. */
export async function serveSite(mode: 'development' | 'production'): Promise<Site> {
  const files = await bundle(mode)
  files.set('index.html', document)
  // Of the same origin as the page, for what another tab is told.
  files.set('other-tab.html', '<!doctype html><title>Another tab</title>')
  const server = createServer(selfSignedCertificate('localhost'), ({ url = '/' }, response) => {
    const { pathname, searchParams } = new URL(url, 'https://localhost')
    const name = pathname === '/' ? 'index.html' : pathname.slice(1)
    const content = files.get(name)
    response.writeHead(content === undefined ? 404 : 200, {
      'content-type': `${types[name.split('.').at(-1) ?? ''] ?? 'text/plain'};charset=UTF-8`,
      'content-security-policy': policyFor(`https://${searchParams.get('domain') ?? 'localhost'}`),
    })
    response.end(content)
  })
  return listen(server, 'https')
}

async function bundle(mode: 'development' | 'production'): Promise<Map<string, string>> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    mode,
    plugins: [react()],
    define: { 'process.env.NODE_ENV': JSON.stringify(mode) },
    build: {
      write: false,
      minify: false,
      modulePreload: { polyfill: false },
      cssCodeSplit: false,
      rolldownOptions: {
        input: fileURLToPath(new URL('page.tsx', import.meta.url)),
        output: { entryFileNames: 'page.js', assetFileNames: 'page[extname]' },
      },
    },
  })
  const files = new Map<string, string>()
  for (const part of [result].flat()) {
    if (!('output' in part)) continue
    for (const file of part.output)
      files.set(file.fileName, file.type === 'chunk' ? file.code : String(file.source))
  }
  return files
}
