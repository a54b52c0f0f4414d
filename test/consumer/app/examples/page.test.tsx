import { render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { completeStepUp, createFakeReachFive } from 'stepup-kit/testing'
import { expect, test } from 'vitest'
import { Page } from './Page.js'

test('the number is changed after a step-up, once', async () => {
  const fake = createFakeReachFive()
  fake.openSession()
  render(<Page options={fake.clientOptions} />)
  const user = userEvent.setup()
  await user.click(screen.getByRole('button', { name: 'Change number' }))
  await completeStepUp(user, fake)
  await screen.findByText('+33612345678')
  expect(fake.requests.filter(({ endpoint }) => endpoint === 'update-phone-number')).toHaveLength(1)
})
