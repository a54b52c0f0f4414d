/** What rendering one case on a server came to. */
export interface Rendered {
  html: string
  /** The same by each stream. */
  streams: string[]
  complaints: string[]
  /** Started by a render to text; the streams of React have timers of their own. */
  timers: number
  requests: number
}

export interface Report {
  /** Names of a page that the server had nevertheless. */
  globals: string[]
  /** By component and name. */
  cases: Record<string, Rendered>
  /** The page that has a part which comes later, by each stream. */
  streamed: string[]
}
