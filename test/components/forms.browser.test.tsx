import axe from 'axe-core'
import type { ReactNode } from 'react'
import { beforeEach, describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import { EmailEditor } from '../../src/components/EmailEditor/index.js'
import { PasswordLogin } from '../../src/components/PasswordLogin/index.js'
import { PhoneNumberEditor } from '../../src/components/PhoneNumberEditor/index.js'
import { createHost, type HostOptions } from './forms.host.js'
import '../../src/styles/index.css'

async function show(ui: ReactNode, options: HostOptions = {}) {
  const host = createHost(options)
  const screen = await render(host.page(<main>{ui}</main>))
  return { ...host, screen }
}

async function violations(): Promise<string[]> {
  const { violations: found } = await axe.run(document.body, {
    // The page around the widget is the test's own.
    rules: { 'page-has-heading-one': { enabled: false }, region: { enabled: false } },
  })
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`))
}

const field = (name: string) => page.getByRole('textbox', { name })
const button = (name: string) => page.getByRole('button', { name })
const noCredential: HostOptions = { fake: { seed: 'noCredential' } }

beforeEach(() => page.viewport(1280, 1024))

describe('PhoneNumberEditor', () => {
  test('lets a wrong code be typed over at once', async () => {
    const { fake } = await show(<PhoneNumberEditor defaultCountry="FR" />, noCredential)
    await expect.element(page.getByRole('combobox', { name: 'Country' })).toBeInTheDocument()
    await userEvent.fill(field('Phone number'), '0639987654')
    await userEvent.keyboard('{Enter}')
    await expect.element(field('Code')).toHaveFocus()
    await userEvent.keyboard('000000{Enter}')
    await expect.element(field('Code')).toHaveAccessibleDescription(/That code isn’t right/)
    await userEvent.keyboard(fake.lastCode('sms'))
    await expect.element(field('Code')).toHaveValue(fake.lastCode('sms'))
    await userEvent.keyboard('{Enter}')
    await expect.element(page.getByText(/Your phone number is now/)).toBeVisible()
    expect(document.activeElement?.getAttribute('role')).toBe('status')
  })

  test('is done by keyboard alone, the country too', async () => {
    await show(<PhoneNumberEditor defaultCountry="FR" />, noCredential)
    await expect.element(page.getByRole('combobox', { name: 'Country' })).toBeInTheDocument()
    await userEvent.tab()
    await expect.element(page.getByRole('combobox', { name: 'Country' })).toHaveFocus()
    await userEvent.keyboard('Belg')
    await userEvent.tab()
    await expect.element(field('Phone number')).toHaveFocus()
    await expect.element(page.getByRole('combobox', { name: 'Country' })).toHaveValue('BE')
    await userEvent.tab()
    await expect.element(button('Save number')).toHaveFocus()
    await userEvent.tab()
    await expect.element(button('Cancel')).toHaveFocus()
    await userEvent.keyboard('{Enter}')
    await expect.element(field('Phone number')).toHaveFocus()
    await expect.element(page.getByRole('combobox', { name: 'Country' })).toHaveValue('FR')
  })
})

describe('PasswordLogin', () => {
  test('goes from the password into the step-up and back, and the focus with it', async () => {
    const { fake } = await show(<PasswordLogin />, { signedOut: true })
    const { email, password } = fake.personas.smsAndEmail
    await userEvent.fill(field('Email or phone number'), email)
    await userEvent.tab()
    await userEvent.keyboard(`${password}{Enter}`)
    const prompt = page.getByRole('group', { name: 'Confirm it’s you' })
    await expect.element(prompt).toBeVisible()
    await expect.poll(() => prompt.element().contains(document.activeElement)).toBe(true)
    await expect.element(prompt.getByRole('button', { name: /^(Send code|Verify)$/ })).toBeVisible()
    await userEvent.click(prompt.getByRole('button', { name: 'Cancel' }))
    await expect.element(page.getByLabelText('Password', { exact: true })).toHaveFocus()
    await userEvent.keyboard('{Enter}')
    await expect.element(prompt).toBeVisible()
  })
})

describe('axe finds nothing wrong and nothing is cut at 320 pixels:', () => {
  const states: [string, ReactNode, HostOptions, () => Promise<void>][] = [
    [
      'phone number',
      <PhoneNumberEditor key="w" />,
      {},
      async () => {
        await expect.element(page.getByRole('combobox')).toBeInTheDocument()
      },
    ],
    [
      'phone number with an error',
      <PhoneNumberEditor key="w" />,
      {},
      async () => {
        await expect.element(page.getByRole('combobox')).toBeInTheDocument()
        await userEvent.fill(field('Phone number'), '06')
        await userEvent.keyboard('{Enter}')
        await expect.element(field('Phone number')).toBeInvalid()
      },
    ],
    [
      'code for a new email',
      <EmailEditor key="w" />,
      noCredential,
      async () => {
        await expect.element(field('Email address')).toHaveValue('nora.quist@example.com')
        await userEvent.fill(
          field('Email address'),
          'a-rather-long-name.of-somebody@subdomain.harbour.example',
        )
        await userEvent.keyboard('{Enter}')
        await expect.element(field('Code')).toHaveFocus()
        await userEvent.keyboard('000000{Enter}')
        await expect.element(field('Code')).toBeInvalid()
      },
    ],
    [
      'login that was refused',
      <PasswordLogin key="w" />,
      { signedOut: true },
      async () => {
        await userEvent.fill(field('Email or phone number'), 'bea.lindqvist@example.com')
        await userEvent.fill(page.getByLabelText('Password', { exact: true }), 'wrong')
        await userEvent.keyboard('{Enter}')
        await expect.element(page.getByRole('alert')).toBeVisible()
      },
    ],
  ]
  test.each(states)('%s', async (_, ui, options, arrive) => {
    await page.viewport(320, 700)
    await show(ui, options)
    await arrive()
    expect(await violations()).toEqual([])
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320)
  })
})
