import type { QueryClient } from '@tanstack/react-query'
import type { StepUpClient } from '../client/types.js'
import { stepUpKeys } from './keys.js'

/** What the kit keeps of the account in the query cache. */
export const accountLists = ['credentials', 'trustedDevices', 'profile'] as const
export type AccountList = (typeof accountLists)[number]

interface Link {
  channel: BroadcastChannel
  users: number
}

/** One channel for each cache and tenant, however many components listen. */
const links = /* @__PURE__ */ new WeakMap<QueryClient, Map<string, Link>>()

function openChannel({ id }: StepUpClient): BroadcastChannel | undefined {
  try {
    return typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(`stepup-kit:${id}`)
  } catch {
    // A sandboxed frame has the name, but not the right.
    return undefined
  }
}

function invalidate(queryClient: QueryClient, client: StepUpClient, list: AccountList): void {
  const queryKey = stepUpKeys[list](client)
  // What is on the way may be older than the change; React Query would wait for a first load, and for one by hand. Its
  // oldest 5.x then goes back to what was there before the load.
  const data = queryClient.getQueryData(queryKey)
  void queryClient.cancelQueries({ queryKey })
  queryClient.setQueryData(queryKey, data)
  queryClient.invalidateQueries({ queryKey }).catch(() => {})
}

/** Loads the lists anew, in this tab and in the others. Only the kind of list is told, never what is in it. */
export function refreshLists(
  queryClient: QueryClient,
  client: StepUpClient,
  lists: readonly AccountList[],
): void {
  const link = links.get(queryClient)?.get(client.id)
  const channel = link?.channel ?? openChannel(client)
  for (const list of lists) {
    invalidate(queryClient, client, list)
    channel?.postMessage(list)
  }
  if (link === undefined) channel?.close()
}

/** Follows what other tabs change; returns what stops it. */
export function followLists(queryClient: QueryClient, client: StepUpClient): () => void {
  const { id } = client
  const byClient = links.get(queryClient) ?? new Map<string, Link>()
  links.set(queryClient, byClient)
  let link = byClient.get(id)
  if (link === undefined) {
    const channel = openChannel(client)
    if (channel === undefined) return () => {}
    channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      const list = accountLists.find((name) => name === data)
      if (list) invalidate(queryClient, client, list)
    }
    link = { channel, users: 0 }
    byClient.set(id, link)
  }
  const own = link
  own.users += 1
  return () => {
    own.users -= 1
    if (own.users > 0) return
    own.channel.close()
    byClient.delete(id)
  }
}
