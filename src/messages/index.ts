export { createTranslate } from './format.js'
export type {
  MessageArguments,
  MessageKey,
  MessageParams,
  Messages,
  PluralMessage,
  Translate,
} from './types.js'
