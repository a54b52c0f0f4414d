import { cookieNameFor, type OutgoingCookie } from './cookies.js'
import type { EndpointName } from './endpoints.js'
import { Refusal } from './refusals.js'
import type { World } from './store.js'

export type JsonObject = Readonly<Record<string, unknown>>

export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A request as it came in, before it is looked at. */
export interface Received {
  method: string
  url: URL
  /** Lower-case names. */
  headers: Readonly<Record<string, string>>
  text: string
  cookies: ReadonlyMap<string, string>
  ip: string
  /** Whether it came over HTTPS (or in memory). */
  secure: boolean
}

/** What a route gets: the request with its body read. */
export interface Call extends Received {
  endpoint: EndpointName
  /** The `{id}` of the path. */
  id: string
  body: Fields
  query: Fields
  now: number
  world: World
  /** The PKCE challenge of the `code_verifier` in the body. */
  verifierChallenge: string | undefined
}

/** What a route gives back. */
export interface Reply {
  status: number
  json?: unknown
  html?: string
  location?: string
  cookies?: readonly OutgoingCookie[]
}

export type Route = (call: Call) => Reply

export const ok = (json: unknown, cookies: readonly OutgoingCookie[] = []): Reply => ({
  status: 200,
  json,
  cookies,
})
export const noContent: Reply = { status: 204 }

/** Reads fields one by one and refuses what is missing or wrongly typed, naming the field. */
export class Fields {
  readonly #values: JsonObject

  constructor(values: JsonObject) {
    this.#values = values
  }

  /** A text that may be missing; `null` counts as missing, as the official SDK sends it. */
  optional(field: string): string | undefined {
    const value = this.#values[field]
    if (value === undefined || value === null) return undefined
    if (typeof value !== 'string') throw invalidField(field)
    return value
  }

  text(field: string): string {
    const value = this.optional(field)
    if (value === undefined || value === '') {
      throw new Refusal('fieldMissing', {
        details: [{ field, message: `${field} is required`, code: 'missing' }],
      })
    }
    return value
  }

  flag(field: string): boolean {
    const value = this.#values[field]
    if (value === undefined || value === null) return false
    if (typeof value === 'boolean') return value
    if (value === 'true' || value === 'false') return value === 'true'
    throw invalidField(field)
  }

  object(field: string): JsonObject {
    const value = this.#values[field]
    if (!isJsonObject(value)) throw invalidField(field)
    return value
  }

  has(field: string): boolean {
    return this.#values[field] !== undefined && this.#values[field] !== null
  }

  toJSON(): JsonObject {
    return this.#values
  }
}

export const invalidField = (field: string, message = `${field} is invalid`): Refusal =>
  new Refusal('fieldInvalid', { details: [{ field, message, code: 'invalid' }] })

export function readCookie(call: Call, name: string): string | undefined {
  return call.cookies.get(name) ?? call.cookies.get(cookieNameFor(name, false))
}
