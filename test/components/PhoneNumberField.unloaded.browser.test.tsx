import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { useState } from 'react'
import { expect, test } from 'vitest'
import { cdp, server, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import { createReachFiveClient } from '../../src/client/index.js'
import { PhoneNumberField } from '../../src/components/PhoneNumberEditor/index.js'
import { StepUpProvider } from '../../src/components/StepUpProvider/index.js'
import { en } from '../../src/messages/locales/en.js'
import { createFakeReachFive } from '../../src/testing/index.js'

function Host() {
  const [value, setValue] = useState('')
  return (
    <>
      <PhoneNumberField value={value} onValueChange={setValue} defaultCountry="FR" />
      <output aria-label="value">{value}</output>
    </>
  )
}

// Only Chromium can be told from within the page which requests fail.
test.runIf(server.browser === 'chromium')(
  'without its library the field is a plain one: E.164 is understood, national input stays as typed',
  async () => {
    await cdp().send('Network.enable')
    await cdp().send('Network.setBlockedURLs', { urls: ['*phone-library*'] })
    const client = createReachFiveClient(createFakeReachFive().clientOptions)
    const screen = await render(
      <QueryClientProvider client={new QueryClient()}>
        <StepUpProvider client={client} messages={en}>
          <Host />
        </StepUpProvider>
      </QueryClientProvider>,
    )
    const input = screen.getByRole('textbox', { name: 'Phone number' })
    await expect.poll(() => screen.container.querySelector('[data-part=country]')).toBeNull()
    await userEvent.fill(input, ' 06 12 34 56 78')
    await expect.element(screen.getByRole('status', { name: 'value' })).toHaveTextContent('06 12 34 56 78')
    await userEvent.fill(input, '+33 (6) 12-34-56-78')
    await expect.element(screen.getByRole('status', { name: 'value' })).toHaveTextContent('+33612345678')
    expect(screen.container.querySelector('select')).toBeNull()
    await cdp().send('Network.setBlockedURLs', { urls: [] })
  },
)
