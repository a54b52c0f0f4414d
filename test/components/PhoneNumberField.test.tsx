import { screen, waitFor } from '@testing-library/react'
import { useState } from 'react'
import { describe, expect, it } from 'vitest'
import type { TenantConfig } from '../../src/client/types.js'
import { PhoneNumberField } from '../../src/components/PhoneNumberEditor/index.js'
import { setup, type SetupOptions } from './forms.support.js'

function Host({ initial = '', defaultCountry }: { initial?: string; defaultCountry?: string }) {
  const [value, setValue] = useState(initial)
  return (
    <>
      <PhoneNumberField value={value} onValueChange={setValue} defaultCountry={defaultCountry} />
      <output aria-label="value">{value}</output>
      <button type="button" onClick={() => setValue(initial)}>
        Reset
      </button>
    </>
  )
}

const box = () => screen.getByRole('textbox', { name: 'Phone number' })
const country = () => screen.findByRole('combobox', { name: 'Country' })
const value = () => screen.getByRole('status', { name: 'value' })

async function loaded(host = <Host defaultCountry="FR" />, options: SetupOptions = {}) {
  const page = setup(host, options)
  await country()
  return page
}

describe('PhoneNumberField', () => {
  it('is a telephone field that browsers fill and that shows the telephone keyboard', async () => {
    await loaded()
    expect(box()).toHaveAttribute('type', 'tel')
    expect(box()).toHaveAttribute('autocomplete', 'tel')
    expect(box()).toHaveAttribute('inputmode', 'tel')
  })

  it('edge 27: formats a national number while it is typed and gives it as E.164', async () => {
    const { user } = await loaded()
    await user.type(box(), '0612345678')
    expect(box()).toHaveValue('06 12 34 56 78')
    expect(value()).toHaveTextContent('+33612345678')
  })

  it('follows an international number into its country', async () => {
    const { user } = await loaded()
    await user.type(box(), '+498912345678')
    expect(box()).toHaveValue('+49 89 12345678')
    expect(await country()).toHaveDisplayValue(/^Germany/)
    expect(value()).toHaveTextContent('+498912345678')
  })

  it.each([
    ['GB', '+44 7911', 'United Kingdom'],
    ['JE', '+44 7', 'Jersey'],
    ['FR', '+1 213', 'United States'],
    ['CA', '+1 4', 'Canada'],
  ])('keeps %s for %s while it can be right, else takes the main country', async (from, typed, to) => {
    const { user } = await loaded(<Host defaultCountry={from} />)
    await user.type(box(), typed)
    expect(await country()).toHaveDisplayValue(new RegExp(`^${to}`))
  })

  it.each([
    ['+33612345678'],
    ['+33 (0)6 12 34 56 78'],
    ['0033 6 12 34 56 78'],
    ['tel:+33-6-12-34-56-78'],
    ['06.12.34.56.78'],
    ['612345678'],
    ['Mobile: 06 12 34 56 78 (evenings)'],
    ['０６１２３４５６７８'],
    ['٠٦١٢٣٤٥٦٧٨'],
  ])('takes %s from the clipboard', async (text) => {
    const { user } = await loaded()
    await user.click(box())
    await user.paste(text)
    expect(box()).toHaveValue('06 12 34 56 78')
    expect(value()).toHaveTextContent('+33612345678')
  })

  it('moves a pasted number of another country there', async () => {
    const { user } = await loaded()
    await user.click(box())
    await user.paste('+1 (213) 373-4253')
    expect(await country()).toHaveDisplayValue(/^United States/)
    expect(box()).toHaveValue('(213) 373-4253')
    expect(value()).toHaveTextContent('+12133734253')
  })

  it('keeps the digits when another country is chosen', async () => {
    const { user } = await loaded()
    await user.type(box(), '0612')
    await user.selectOptions(await country(), 'BE')
    expect(value()).toHaveTextContent('+32612')
    await user.clear(box())
    await user.type(box(), '+32470')
    await user.selectOptions(await country(), 'CH')
    expect(box()).toHaveValue('+41 47 0')
    expect(value()).toHaveTextContent('+41470')
  })

  it('removes the digit behind a separator with Backspace, and the one after it with Delete', async () => {
    const { user } = await loaded()
    await user.type(box(), '0612345678')
    await user.type(box(), '{Backspace}', { initialSelectionStart: 6, initialSelectionEnd: 6 })
    expect(box()).toHaveValue('06 13 45 67 8')
    await user.type(box(), '{Delete}', { initialSelectionStart: 2, initialSelectionEnd: 2 })
    expect(box()).toHaveValue('06 34 56 78')
  })

  it('names the countries in the reader’s language, in its order', async () => {
    await loaded(<Host defaultCountry="DE" />, { provider: { locale: 'de' } })
    const names = screen.getAllByRole('option').map((option) => option.textContent ?? '')
    expect(names).toContainEqual(expect.stringMatching(/^Deutschland/))
    expect(names.findIndex((name) => name.startsWith('Österreich'))).toBeLessThan(
      names.findIndex((name) => name.startsWith('Portugal')),
    )
  })

  it('starts in the tenant’s country, and without one in that of the locale', async () => {
    await loaded(<Host />, { fake: { countryCode: 'PT' } })
    await waitFor(async () => expect(await country()).toHaveDisplayValue(/^Portugal/))
  })

  it('reads a number again that was typed before the tenant’s country was known', async () => {
    let answer = () => {}
    const config = new Promise<TenantConfig>((resolve) => {
      answer = () =>
        resolve({
          sso: true,
          countryCode: 'FR',
          loginTypeAllowed: { email: true, phoneNumber: false, customIdentifier: false },
        })
    })
    const { user } = await loaded(<Host />, {
      client: { getConfig: () => config },
      provider: { locale: 'pt-PT' },
    })
    expect(await country()).toHaveDisplayValue(/^Portugal/)
    await user.type(box(), '0612345678')
    expect(value()).toHaveTextContent('+3510612345678')
    answer()
    await waitFor(() => expect(value()).toHaveTextContent('+33612345678'))
    expect(box()).toHaveValue('06 12 34 56 78')
  })

  it('takes what is typed before the library is there, and formats it then', async () => {
    const { user } = setup(<Host defaultCountry="FR" />)
    await user.type(box(), '0612345678')
    await country()
    await waitFor(() => expect(value()).toHaveTextContent('+33612345678'))
    expect(box()).toHaveValue('06 12 34 56 78')
  })

  it('shows a number that the host puts in, nationally with its country', async () => {
    const { user } = await loaded(<Host initial="+351912345678" defaultCountry="FR" />)
    expect(box()).toHaveValue('912 345 678')
    expect(await country()).toHaveDisplayValue(/^Portugal/)
    await user.clear(box())
    await user.type(box(), '+3361')
    await user.click(screen.getByRole('button', { name: 'Reset' }))
    expect(box()).toHaveValue('912 345 678')
    expect(await country()).toHaveDisplayValue(/^Portugal/)
  })
})
