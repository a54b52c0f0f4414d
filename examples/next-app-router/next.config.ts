import type { NextConfig } from 'next'
import { reachFiveOrigin } from './app/reachfive'

const config: NextConfig = {
  // ReachFive on the page's own origin, so that its session cookie is first-party.
  rewrites: async () =>
    ['identity', 'oauth', '__fake'].map((path) => ({
      source: `/${path}/:path*`,
      destination: `${reachFiveOrigin}/${path}/:path*`,
    })),
}

export default config
