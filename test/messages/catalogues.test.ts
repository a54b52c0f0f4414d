import { describe, expect, test } from 'vitest'
import { createTranslate, type Messages, type PluralMessage } from '../../src/messages/index.js'
import { localeCodes, resolveLocale } from '../../src/messages/locale-codes.js'
import { en } from '../../src/messages/locales/en.js'

const modules = import.meta.glob<Record<string, Messages>>('../../src/messages/locales/*.ts', { eager: true })

const catalogues = Object.entries(modules).map(([path, module]) => {
  const code = path.replace(/.*\/(.+)\.ts$/, '$1')
  const [name = '', messages = en] = Object.entries(module)[0] ?? []
  return { code, name, messages }
})

type Entry = [key: string, message: string | PluralMessage]

function entriesOf(messages: Messages): Entry[] {
  return Object.entries<string | PluralMessage>(messages)
}

function formsOf(message: string | PluralMessage): string[] {
  return typeof message === 'string' ? [message] : Object.values(message)
}

function placeholdersOf(text: string): string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).sort()
}

test('there is one catalogue for each language of the list', () => {
  expect(catalogues.map(({ code }) => code).sort()).toEqual([...localeCodes].sort())
})

describe.each(catalogues)('$code', ({ code, name, messages }) => {
  test('is exported under the name of its language', () => {
    expect(name).toBe(code.replace('-', ''))
  })

  test('has exactly the keys of English, in the same order', () => {
    expect(Object.keys(messages)).toEqual(Object.keys(en))
  })

  test('keeps every placeholder of English', () => {
    const wrong = entriesOf(messages).flatMap(([key, message]) => {
      const english = entriesOf(en).find(([name]) => name === key)?.[1] ?? ''
      const expected = placeholdersOf(typeof english === 'string' ? english : english.other).join()
      return formsOf(message)
        .filter((form) => {
          const found = placeholdersOf(form).join()
          // A form for one exact number may spell that number out.
          return found !== expected && !(typeof message !== 'string' && found === '')
        })
        .map((form) => `${key}: ${form}`)
    })
    expect(wrong).toEqual([])
  })

  test('has every plural form that the language needs, each with its number in the general one', () => {
    const needed = new Intl.PluralRules(code).resolvedOptions().pluralCategories
    const wrong = entriesOf(messages).flatMap(([key, message]) => {
      if (typeof message === 'string') return []
      const missing = needed.filter((category) => {
        // These languages use `many` for millions and fractions alone, which no count here reaches.
        const isUnreachable = category === 'many' && ['es', 'fr', 'it', 'pt', 'sk'].includes(code)
        return !isUnreachable && !(category in message)
      })
      const general = placeholdersOf(message.other).includes('count') ? [] : ['{count} in other']
      return [...missing, ...general].map((lack) => `${key}: ${lack}`)
    })
    expect(wrong).toEqual([])
  })

  test('leaves no sentence in English and none empty', () => {
    if (code === 'en') return
    const english = new Map(entriesOf(en))
    const left = entriesOf(messages).flatMap(([key, message]) => {
      const original = english.get(key)
      return typeof message === 'string' &&
        typeof original === 'string' &&
        message === original &&
        / /.test(message)
        ? [key]
        : []
    })
    expect(left).toEqual([])
    expect(
      entriesOf(messages)
        .flatMap(([, message]) => formsOf(message))
        .filter((form) => form.trim() === ''),
    ).toEqual([])
  })

  test('uses typographic quotes and dots, and no space at either end', () => {
    const careless = entriesOf(messages).flatMap(([key, message]) =>
      formsOf(message)
        .filter((form) => /'|"|\.\.\.|^\s|\s$| {2}/.test(form))
        .map((form) => `${key}: ${form}`),
    )
    expect(careless).toEqual([])
  })
})

test('a plural sentence takes the form of its number and writes it in the digits of the reader', () => {
  const russian = catalogues.find(({ code }) => code === 'ru')?.messages ?? en
  const t = createTranslate(russian, 'ru')
  expect(t('prompt.trustDevice', { count: 21 })).toContain('21 день')
  expect(t('prompt.trustDevice', { count: 3 })).toContain('3 дня')
  expect(t('prompt.trustDevice', { count: 90 })).toContain('90 дней')
  const arabic = catalogues.find(({ code }) => code === 'ar')?.messages ?? en
  expect(createTranslate(arabic, 'ar-EG')('prompt.trustDevice', { count: 90 })).toContain('٩٠')
})

test('a host overrides one sentence and keeps the others', () => {
  const t = createTranslate({ ...en, 'prompt.title': 'One moment, please' }, 'en')
  expect(t('prompt.title')).toBe('One moment, please')
  expect(t('prompt.cancel')).toBe('Cancel')
})

test('a value that looks like a placeholder is not filled again', () => {
  const t = createTranslate(en, 'en')
  expect(t('prompt.sentByEmailTo', { destination: '{count}' })).toContain('{count}')
})

test.each([
  ['jp', 'ja'],
  ['ja-JP', 'ja'],
  ['zh-CN', 'zh-Hans'],
  ['zh-SG', 'zh-Hans'],
  ['zh-Hans', 'zh-Hans'],
  ['zh', 'zh-Hans'],
  ['zh-TW', 'zh-Hant'],
  ['zh-HK', 'zh-Hant'],
  ['zh-MO', 'zh-Hant'],
  ['zh-Hant-HK', 'zh-Hant'],
  ['zh_TW', 'zh-Hant'],
  ['pt-BR', 'pt'],
  ['EN-gb', 'en'],
  ['fr', 'fr'],
  ['tlh', undefined],
  ['', undefined],
])('the code %s leads to the catalogue %s', (code, expected) => {
  expect(resolveLocale(code)).toBe(expected)
})
