import type { FrameLocator, Locator, Page } from '@playwright/test'
import { en } from '../../messages/locales/en.js'
import type { MessageKey, Messages } from '../../messages/types.js'

/** Where to look: the page, a frame, or a part of either. */
export type Scope = Page | FrameLocator | Locator

/** Options of every page object. */
export interface PageObjectOptions {
  /** The catalogue that the page shows, with the host's own sentences, if any. @default English */
  messages?: Messages
}

/** Matches one of these sentences and nothing else, whatever their placeholders are filled with. */
export type Names = (...keys: MessageKey[]) => RegExp

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

export function namesIn({ messages = en }: PageObjectOptions): Names {
  return (...keys) => {
    const sentences = keys.flatMap((key) => {
      const message: string | object = messages[key]
      return typeof message === 'string' ? [message] : Object.values(message).map(String)
    })
    const patterns = sentences.map((text) =>
      text
        .split(/\{\w+\}/)
        .map(escaped)
        .join('.*'),
    )
    return new RegExp(`^\\s*(?:${patterns.join('|')})\\s*$`)
  }
}
