import { http, HttpResponse, type HttpHandler } from 'msw'
import type { FakeReachFive } from './fake/create.js'

/** Options of `fakeReachFiveHandlers`. */
export interface FakeReachFiveHandlersOptions {
  /** Only requests to this domain (or origin) are answered. @default every domain */
  domain?: string
}

/**
 * Handlers for msw's `setupServer` and `setupWorker`: what the application sends to ReachFive, the fake answers.
 * Cookies are those of `fake.fetch`, sent where the request's `credentials` allows it.
 *
 * @example
 * const fake = createFakeReachFive()
 * const server = setupServer(...fakeReachFiveHandlers(fake, { domain: 'account.example.com' }))
 */
export function fakeReachFiveHandlers(
  fake: FakeReachFive,
  { domain }: FakeReachFiveHandlersOptions = {},
): HttpHandler[] {
  const origin = domain === undefined ? '*' : domain.includes('://') ? domain : `https://${domain}`
  return ['identity/v1', 'oauth'].map((prefix) =>
    http.all(`${origin}/${prefix}/*`, async ({ request }) => {
      try {
        return await fake.fetch(request)
      } catch (error) {
        // What is no answer to the fake is a network error to the application; nobody waits after an abort.
        if (error instanceof TypeError || request.signal.aborted) return HttpResponse.error()
        throw error
      }
    }),
  )
}
