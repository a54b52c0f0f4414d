import type { en } from './locales/en.js'

type English = typeof en

/** The name of every sentence that a person can read. */
export type MessageKey = keyof English

/** A sentence that depends on a number; the forms are those of `Intl.PluralRules`, `other` is always needed. */
export type PluralMessage = { other: string } & Partial<Record<Exclude<Intl.LDMLPluralRule, 'other'>, string>>

/** One complete catalogue. A missing key does not compile. Plain data, so that it can cross a server boundary. */
export type Messages = {
  readonly [Key in MessageKey]: English[Key] extends string ? string : PluralMessage
}

type PlaceholdersIn<Text> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PlaceholdersIn<Rest>
  : never
type TextOf<Message> = Message extends string
  ? Message
  : Message extends { other: infer Other }
    ? Other
    : never

/** The values that a sentence needs. A plural sentence chooses its form by `count`. */
export type MessageParams<Key extends MessageKey> = Record<
  PlaceholdersIn<TextOf<English[Key]>>,
  string | number
>

/** The arguments after the key: none for a sentence without placeholders. */
export type MessageArguments<Key extends MessageKey> = [PlaceholdersIn<TextOf<English[Key]>>] extends [never]
  ? []
  : [params: MessageParams<Key>]

/** Looks up and fills one sentence. */
export type Translate = <Key extends MessageKey>(key: Key, ...params: MessageArguments<Key>) => string
