import {
  createFakeReachFive,
  type FakeReachFive,
  type FakeReachFiveOptions,
} from '../../src/testing/index.js'
import { serveFakeReachFive, type ServedFake } from '../../src/testing/node.js'

export interface WatchedFake {
  readonly fake: FakeReachFive
  readonly served: ServedFake
  /** Every secret that was sent or received so far, each in all the ways that it may be written. */
  secrets(): string[]
}

/** Names under which ReachFive's calls and answers carry a secret. */
const secretNames =
  /^(access_token|refresh_token|id_token|tkn|token|step_up|code|code_verifier|verification_code|password|challenge_id)$/

/** A served fake that remembers what must not be seen anywhere. */
export async function serveWatchedFake(options: FakeReachFiveOptions): Promise<WatchedFake> {
  const secrets = new Set<string>()
  const fake = createFakeReachFive(options)
  const watched: FakeReachFive = {
    ...fake,
    async handle(request, info) {
      const answer = await fake.handle(request, info)
      for (const secret of secretsIn(await jsonOf(answer.clone()))) secrets.add(secret)
      return answer
    },
  }
  const served = await serveFakeReachFive({ fake: watched, host: 'localhost', https: 'self-signed' })
  return {
    fake,
    served,
    secrets() {
      for (const { headers, cookies, body } of fake.requests) {
        const bearer = headers['authorization']?.replace('Bearer ', '')
        // The cookie of a trusted device holds the id that the list of devices shows.
        const session = Object.entries(cookies).find(([name]) => name.endsWith('session'))?.[1]
        for (const secret of [bearer, session, ...secretsIn(body)]) if (secret) secrets.add(secret)
      }
      for (const { code } of fake.inbox) secrets.add(code)
      return [...secrets].flatMap(writings)
    },
  }
}

async function jsonOf(answer: Response): Promise<unknown> {
  try {
    return await answer.json()
  } catch {
    return undefined
  }
}

function secretsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, item]) =>
    // Shorter ones are words, such as the `code` of an error's detail.
    typeof item === 'string' ? (secretNames.test(name) && item.length >= 8 ? [item] : []) : secretsIn(item),
  )
}

/** A secret as it is, encoded, and its two ends: what quotes it may cut it off. */
export function writings(secret: string): string[] {
  const all = [secret, encodeURIComponent(secret), btoa(secret)]
  if (secret.length >= 40) all.push(secret.slice(0, 24), secret.slice(-24))
  return [...new Set(all)]
}
