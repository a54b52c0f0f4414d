/** Renders every case as a server does and prints what it came to. Its argument names the renderer. */
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import type { ReactElement } from 'react'
import { at, elementOf, names, streamed } from './cases.js'
import type { Rendered, Report } from './report.js'

type Render = (element: ReactElement) => string | Promise<string>

// A server whose clock is fast.
Date.now = () => at + 90_000

/** What React says of Node 20 and the streams of the web. */
const isOfOldNode = /ArrayBuffer\.prototype\.detached/

let timers = 0
for (const name of ['setTimeout', 'setInterval'] as const) {
  const counted = new Proxy(globalThis[name], {
    apply(original, self, args) {
      timers += 1
      const timer: unknown = Reflect.apply(original, self, args)
      return timer
    },
  })
  Object.assign(globalThis, { [name]: counted })
}
let complaints: string[] = []
console.error = (...args: unknown[]) => complaints.push(args.map(String).join(' '))
console.warn = console.error

// Not awaited here: modules that are loaded on demand would wait for this one.
void main(process.argv[2] === 'web' ? webRenderers() : nodeRenderers())

async function main(ready: Promise<Renderers>): Promise<void> {
  const renderers = await ready
  const globals = ['window', 'document', 'sessionStorage'].filter((name) => name in globalThis)
  const report: Report = { globals, cases: {}, streamed: [] }
  for (const { component, name } of names) {
    report.cases[`${component}, ${name}`] = await perform(renderers, component, name)
  }
  for (const render of renderers.streams) report.streamed.push(await render(streamed()))
  // React's own message port would keep the process.
  process.stdout.write(JSON.stringify(report), () => process.exit())
}

async function perform({ toText, streams }: Renderers, component: string, name: string): Promise<Rendered> {
  const { element, world } = elementOf(component, name)
  complaints = []
  timers = 0
  const html = toText(element)
  const started = timers
  const streamed: string[] = []
  for (const render of streams) streamed.push(await render(element))
  return {
    html,
    streams: streamed,
    complaints: complaints.filter((text) => !isOfOldNode.test(text)),
    timers: started,
    requests: world.fake.requests.length,
  }
}

interface Renderers {
  toText: (element: ReactElement) => string
  streams: Render[]
}

async function nodeRenderers(): Promise<Renderers> {
  const { renderToPipeableStream, renderToString } = await import('react-dom/server')
  return {
    toText: renderToString,
    streams: [
      (element) =>
        new Promise((resolve, reject) => {
          const { pipe } = renderToPipeableStream(element, {
            onAllReady: () => resolve(text(pipe(new PassThrough()))),
            onError: reject,
          })
        }),
    ],
  }
}

async function webRenderers(): Promise<Renderers> {
  const { renderToReadableStream, renderToString } = await import('react-dom/server.browser')
  return {
    toText: renderToString,
    streams: [
      async (element) => {
        const stream = await renderToReadableStream(element)
        await stream.allReady
        return new Response(stream).text()
      },
    ],
  }
}
