import { headers } from 'next/headers'
import { resolveLocale } from 'stepup-kit'
import { de } from 'stepup-kit/locales/de'
import { en } from 'stepup-kit/locales/en'
import { fr } from 'stepup-kit/locales/fr'

const catalogues = { de, en, fr }

function isOffered(code: string | undefined): code is keyof typeof catalogues {
  return code !== undefined && Object.hasOwn(catalogues, code)
}

/** The reader's language. A catalogue is plain data: only the chosen one reaches the browser. */
export async function chooseLanguage() {
  const wanted = (await headers()).get('accept-language') ?? ''
  const locale = wanted
    .split(',')
    .map((part) => resolveLocale(part.split(';')[0]?.trim() ?? ''))
    .find(isOffered)
  return { locale: locale ?? 'en', messages: catalogues[locale ?? 'en'] }
}
