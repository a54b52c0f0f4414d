import { useEffect, useRef, useState, type RefObject } from 'react'
import { useMessages } from '../../hooks/useMessages.js'
import { useTenantConfig } from '../../hooks/useTenantConfig.js'
import { useIsomorphicLayoutEffect } from '../../internal/use-layout-effect.js'
import type { PhoneReading } from './phone-library.js'
import { getPhoneLibrary, loadPhoneLibrary, type PhoneLibrary, usePhoneLibrary } from './usePhoneLibrary.js'

interface Shown extends PhoneReading {
  /** The form's value that `text` stands for. */
  given: string
}

export interface PhoneFieldOptions {
  value: string
  onValueChange: ((value: string) => void) | undefined
  defaultCountry: string | undefined
}

export interface PhoneField {
  /** For the text box. */
  input: RefObject<HTMLInputElement | null>
  /** `undefined` while it loads, `null` when it could not be loaded. */
  library: PhoneLibrary | null | undefined
  text: string
  country: string | undefined
  /** To be called when the text box was edited; `inputType` as in `InputEvent`. */
  onEdit(inputType: string): void
  onComposing(text: string): void
  onCountryChange(country: string): void
  onFocus(): void
}

function regionOf(locale: string): string | undefined {
  try {
    return new Intl.Locale(locale).maximize().region
  } catch {
    return undefined
  }
}

/** Without the library an international number is understood, and any other is left to the server. */
function plain(text: string, country: string | undefined): PhoneReading {
  const trimmed = text.trim()
  return { text, country, value: trimmed.startsWith('+') ? `+${trimmed.replace(/\D/g, '')}` : trimmed }
}

/** A number that the host put in. */
function stored(
  value: string,
  library: PhoneLibrary | null | undefined,
  fallback: string | undefined,
): Shown {
  const reading = library && value !== '' ? library.readWhole(value, fallback) : plain(value, undefined)
  return { ...reading, given: value }
}

/** The state of one phone field: what is shown, what it stands for, and where the caret goes. */
export function usePhoneField({ value, onValueChange, defaultCountry }: PhoneFieldOptions): PhoneField {
  const { locale } = useMessages()
  const config = useTenantConfig({ enabled: defaultCountry === undefined })
  const library = usePhoneLibrary()
  const input = useRef<HTMLInputElement>(null)
  const fallback = (defaultCountry ?? config.data?.countryCode ?? regionOf(locale))?.toUpperCase()

  const [shown, setShown] = useState<Shown>(() => stored(value, library, fallback))
  // The host put another value in: a reset, a default that has just been loaded.
  if (value !== shown.given) setShown(stored(value, library, fallback))

  function show(next: PhoneReading, caret?: number): void {
    const box = input.current
    if (box !== null && box.value !== next.text) {
      // Written here and not by React, so that the caret can be put where it belongs.
      box.value = next.text
      // Safari would take the focus along.
      if (caret !== undefined && box === document.activeElement) box.setSelectionRange(caret, caret)
    }
    setShown({ ...next, given: next.value })
    if (next.value !== value) onValueChange?.(next.value)
  }

  const country = shown.country ?? fallback
  /** Reads the text box, which was edited in this way. */
  function read(inputType: string): void {
    const box = input.current
    if (box === null) return
    const loaded = getPhoneLibrary()
    if (!loaded) {
      show(plain(box.value, shown.country))
      return
    }
    const caret = box.selectionStart ?? box.value.length
    const next = loaded.readEdit(shown.text, { text: box.value, caret }, inputType, country)
    // A country that nobody chose or typed follows the default.
    const isDefault = next.country === fallback && shown.country === undefined
    show(isDefault ? { ...next, country: undefined } : next, next.caret)
  }

  const latest = useRef(read)
  useIsomorphicLayoutEffect(() => {
    latest.current = read
  })
  useEffect(() => {
    // What was typed before the library or the tenant's country was known is read again with them.
    if (library && fallback !== '') latest.current('')
  }, [library, fallback])

  return {
    input,
    library,
    text: shown.text,
    country,
    onEdit: read,
    onComposing: (text) => setShown({ ...shown, text }),
    onCountryChange(chosen) {
      const loaded = getPhoneLibrary()
      if (loaded) show(loaded.moveTo(shown.text, country, chosen))
    },
    onFocus: loadPhoneLibrary,
  }
}
