// @vitest-environment node
import { renderToString } from 'react-dom/server'
import { afterEach, expect, test, vi } from 'vitest'
import { OtpInput, useWebOtp } from '../../src/components/OtpInput/index.js'
import { ResendCountdown } from '../../src/components/ResendCountdown/index.js'
import type { ResendLabels } from '../../src/components/ResendCountdown/index.js'

afterEach(() => vi.restoreAllMocks())

test('The box is rendered on a server without a warning and without a style attribute', () => {
  const error = vi.spyOn(console, 'error').mockImplementation(() => {})
  function Page() {
    useWebOtp({ current: null })
    return <OtpInput aria-label="Code" name="code" defaultValue="12" autoFocus groups={[3, 3]} />
  }
  const html = renderToString(<Page />)
  expect(html).toContain('value="12"')
  expect(html).not.toContain('style=')
  expect(html).not.toMatch(/maxlength/i)
  expect(error).not.toHaveBeenCalled()
})

test('The wait is rendered on a server as the whole window, whatever the server’s clock says', () => {
  const error = vi.spyOn(console, 'error').mockImplementation(() => {})
  const labels: ResendLabels = {
    resend: 'Send a new code',
    resendIn: (time) => `Send a new code in ${time}`,
    pending: 'Sending',
    sent: 'Sent',
    remaining: (seconds) => `${seconds} seconds left`,
    possible: 'Now',
  }
  const html = renderToString(
    <ResendCountdown deadline={0} windowSeconds={30} onResend={() => {}} labels={labels} locale="en" />,
  )
  expect(html).toContain('data-state="waiting"')
  expect(html).toContain('Send a new code in 0:30')
  expect(error).not.toHaveBeenCalled()
})
