import { PlaywrightBrowserProvider, playwright } from '@vitest/browser-playwright'
import { webdriverio } from '@vitest/browser-webdriverio'
import { chromiumLaunch, findBrowser } from './browsers.mjs'
import { webkitDriverPort } from './webkit-driver.ts'

// Larger than the page of a test, which Vitest would scale down otherwise: a click at a position then misses.
const contextOptions = { viewport: { width: 1280, height: 1024 } }
const shared = { enabled: true, ui: false, screenshotFailures: false } as const

/** How Vitest drives each engine. One project an engine: providers do not mix within a project. */
export const browserProjects = {
  chromium: chromiumProject(),
  firefox: firefoxProject(),
  webkit: webkitProject(),
}

function chromiumProject() {
  const provider = playwright({ contextOptions, launchOptions: chromiumLaunch() })
  return { ...shared, headless: true, provider, instances: [{ browser: 'chromium' as const }] }
}

function firefoxProject() {
  const found = findBrowser('firefox')
  const provider = playwright({
    contextOptions,
    launchOptions:
      found === undefined
        ? {}
        : { executablePath: found.path, ...(found.kind === 'system' ? { channel: 'moz-firefox' } : {}) },
  })
  const { providerFactory } = provider
  provider.providerFactory = (project) => withFrameByPlace(providerFactory(project))
  return { ...shared, headless: true, provider, instances: [{ browser: 'firefox' as const }] }
}

/**
 * Vitest looks for the frame of a test file by its name, which Playwright's BiDi backend does not always know when the
 * frame of the file before has just gone. It is the only one in the page.
 */
function withFrameByPlace<Provider extends object>(provider: Provider): Provider {
  if (!(provider instanceof PlaywrightBrowserProvider)) return provider
  const contextOf = provider.getCommandsContext.bind(provider)
  provider.getCommandsContext = (sessionId) => {
    const context = contextOf(sessionId)
    const { page, iframe } = context
    const frame = () => {
      const last = page.mainFrame().childFrames().at(-1)
      return last === undefined ? context.frame() : Promise.resolve(last)
    }
    return { ...context, iframe, frame }
  }
  return provider
}

function webkitProject() {
  const webkitOptions = {
    'webkitgtk:browserOptions': { binary: findBrowser('webkit')?.path, args: ['--automation'] },
  }
  const provider = webdriverio({
    hostname: '127.0.0.1',
    port: webkitDriverPort,
    path: '/',
    // Vitest asks for the browser name "safari"; WebKitWebDriver knows only "MiniBrowser".
    transformRequest: (request: RequestInit) =>
      typeof request.body === 'string' && request.body.includes('webkitgtk:browserOptions')
        ? { ...request, body: withoutBrowserName(request.body) }
        : request,
    capabilities: {
      'wdio:enforceWebDriverClassic': true,
      ...webkitOptions,
    },
  })
  return { ...shared, headless: false, provider, instances: [{ browser: 'safari' as const }] }
}

function withoutBrowserName(body: string): string {
  return JSON.stringify(
    JSON.parse(body, (key, value: unknown) => (key === 'browserName' ? undefined : value)),
  )
}
