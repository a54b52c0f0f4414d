import { beforeEach, describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import { MfaCredentialManager } from '../../src/components/MfaCredentialManager/index.js'
import { createWorld, pageOf, type World } from './account.world.js'
import '../../src/styles/index.css'

/** Two managers on one page, for somebody with two credentials. */
async function open(): Promise<World> {
  const world = createWorld({ seed: 'smsAndEmail' })
  await render(
    pageOf(
      <main>
        <MfaCredentialManager data-testid="first" />
        <MfaCredentialManager data-testid="second" />
      </main>,
      world,
      { codeLength: 6 },
    ),
  )
  await expect.poll(() => rows().map((row) => row.elements().length)).toEqual([2, 2])
  return world
}

const managers = [page.getByTestId('first'), page.getByTestId('second')] as const
const rows = () => managers.map((manager) => manager.getByRole('listitem'))
const dialogs = page.getByRole('dialog')
const prompt = page.getByRole('dialog', { name: 'Confirm it’s you' })
/** Also what a screen reader is not told of. */
const openDialogs = () => [...document.querySelectorAll('dialog[open]')]
const sent = (world: World) => world.calls().filter((call) => !call.startsWith('GET '))
const reads = (world: World) => world.calls().filter((call) => call === 'GET mfa/credentials')
const credentialsOf = ({ fake }: World) => fake.state.currentUser.credentials.map(({ value }) => value)

beforeEach(() => page.viewport(1024, 900))

describe('two managers of two credentials on one page', () => {
  test('each button opens one dialog: its row’s own', async () => {
    const world = await open()
    const asked = sent(world)
    for (const manager of managers) {
      for (const [name, title] of [
        [/^Change the email address/, /^Change the email address .b•••@example\.com.$/],
        [/^Change the phone number/, /^Change the phone number ending in .04.$/],
        [/^Remove the email address/, /^Remove the email address .b•••@example\.com.\?$/],
        [/^Remove the phone number/, /^Remove the phone number ending in .04.\?$/],
      ] as const) {
        await manager.getByRole('button', { name }).click()
        await expect.element(manager.getByRole('dialog', { name: title })).toBeVisible()
        expect(openDialogs()).toHaveLength(1)
        await userEvent.keyboard('{Escape}')
        await expect.poll(openDialogs).toEqual([])
      }
    }
    // To look at a dialog changes nothing and sends nothing.
    expect(sent(world)).toEqual(asked)
    expect(world.fake.inbox).toEqual([])
  })

  test('a removal in one shows one prompt, sends one code and is in both lists', async () => {
    const world = await open()
    world.forgetCalls()
    const [, second] = managers
    await second.getByRole('button', { name: /^Remove the phone number/ }).click()
    // An impatient person.
    await dialogs.getByRole('button', { name: 'Remove', exact: true }).dblClick()
    await expect.element(prompt).toBeVisible()
    expect(prompt.elements()).toHaveLength(1)
    // The question stays behind the prompt; no other dialog has come up.
    expect(openDialogs()).toHaveLength(2)
    await prompt.getByRole('button', { name: 'Send code' }).dblClick()
    await expect.element(prompt.getByRole('textbox', { name: 'Code' })).toHaveFocus()
    expect(world.fake.inbox).toHaveLength(1)
    await userEvent.keyboard(world.fake.lastCode())
    await prompt.getByRole('button', { name: 'Verify' }).dblClick()

    await expect.poll(() => rows().map((row) => row.elements().length)).toEqual([1, 1])
    await expect.poll(openDialogs).toEqual([])
    expect(sent(world)).toEqual([
      'POST mfa/stepup',
      'POST passwordless/start',
      'POST passwordless/verify',
      'POST oauth/token',
      'DELETE mfa/credentials/phone-numbers',
    ])
    expect(world.fake.inbox).toHaveLength(1)
    await expect.poll(() => reads(world)).toHaveLength(1)
    expect(credentialsOf(world)).toEqual(['bea.lindqvist@example.com'])
    for (const row of rows()) await expect.element(row).toHaveTextContent(/b•••@example\.com/)
  })

  test('a second removal, in the other one, needs no further code', async () => {
    const world = await open()
    const [first, second] = managers
    await first.getByRole('button', { name: /^Remove the email/ }).click()
    await dialogs.getByRole('button', { name: 'Remove', exact: true }).click()
    await prompt.getByRole('button', { name: 'Send code' }).click()
    await expect.element(prompt.getByRole('textbox', { name: 'Code' })).toHaveFocus()
    await userEvent.keyboard(world.fake.lastCode())
    await prompt.getByRole('button', { name: 'Verify' }).click()
    await expect.poll(() => rows().map((row) => row.elements().length)).toEqual([1, 1])
    world.forgetCalls()
    await second.getByRole('button', { name: /^Remove the phone number/ }).click()
    await dialogs.getByRole('button', { name: 'Remove', exact: true }).click()
    await expect.poll(() => rows().map((row) => row.elements().length)).toEqual([0, 0])
    expect(sent(world)).toEqual(['DELETE mfa/credentials/phone-numbers'])
    expect(world.fake.inbox).toHaveLength(1)
    expect(credentialsOf(world)).toEqual([])
  })
})
