import { useMemo } from 'react'
import { callingCodeOf, countries } from './countries.js'

interface CountrySelectProps {
  locale: string
  label: string
  value: string
  onChange: (country: string) => void
  disabled: boolean
}

/** The browser's own list; what it shows while it is closed, the field draws. */
export function CountrySelect({ locale, label, value, onChange, disabled }: CountrySelectProps) {
  const options = useMemo(() => {
    const names = new Intl.DisplayNames([locale], { type: 'region' })
    const { compare } = new Intl.Collator(locale)
    return countries
      .map((code) => ({ code, name: names.of(code) ?? code }))
      .sort((a, b) => compare(a.name, b.name))
  }, [locale])

  return (
    <select
      data-part="country-select"
      aria-label={label}
      // A browser that fills in a country of its own would change a number that is right.
      autoComplete="off"
      value={value}
      disabled={disabled}
      onChange={(event) => onChange(event.currentTarget.value)}
    >
      {options.some(({ code }) => code === value) || (
        <option value={value} hidden>
          {value}
        </option>
      )}
      {options.map(({ code, name }) => (
        <option key={code} value={code}>
          {/* Isolated, so that the plus stays before its number in any direction. */}
          {`${name} \u2066+${callingCodeOf(code)}\u2069`}
        </option>
      ))}
    </select>
  )
}
