import { useRef } from 'react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { server, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import { OtpInput, useWebOtp } from '../../src/components/OtpInput/index.js'
import { find } from './OtpInput.support.js'

interface Asked {
  signal: AbortSignal | undefined
  deliver: (code: string) => void
}

let asked: Asked[] = []

/** The platform's part, that only an Android phone with a SIM card has. */
function withWebOtp() {
  Object.assign(window, { OTPCredential: class {} })
  vi.spyOn(navigator.credentials, 'get').mockImplementation(
    (options) =>
      new Promise((resolve, reject) => {
        const signal = options?.signal
        signal?.addEventListener('abort', () => reject(new DOMException('Aborted', 'AbortError')))
        const deliver = (code: string) =>
          resolve(Object.assign(new EventTarget(), { id: '', type: 'otp', code }))
        asked.push({ signal, deliver })
      }),
  )
}

function Host({ timeoutMs, onComplete }: { timeoutMs?: number; onComplete?: (code: string) => void }) {
  const box = useRef<HTMLInputElement>(null)
  useWebOtp(box, { timeoutMs })
  return (
    <form onSubmit={(event) => event.preventDefault()}>
      <OtpInput ref={box} aria-label="Code" onComplete={onComplete} />
    </form>
  )
}

beforeEach(() => {
  asked = []
})
afterEach(() => {
  vi.restoreAllMocks()
  Reflect.deleteProperty(window, 'OTPCredential')
})

// WebKitGTK has no navigator.credentials whose answer could be played.
describe.skipIf(server.browser === 'safari')('Taking the code out of the text message', () => {
  test('fills the box once the person agrees', async () => {
    withWebOtp()
    const completed: string[] = []
    const { container } = await render(<Host onComplete={(code) => completed.push(code)} />)
    await expect.poll(() => asked).toHaveLength(1)
    asked[0]?.deliver('123456')
    await expect.poll(() => completed).toEqual(['123456'])
    expect(find(container, 'input', HTMLInputElement).value).toBe('123456')
  })

  test.each([
    ['the person types', (input: HTMLInputElement) => userEvent.type(input, '1')],
    ['the form is sent', (input: HTMLInputElement) => input.form?.requestSubmit()],
  ])('ends when %s', async (_when, act) => {
    withWebOtp()
    const { container } = await render(<Host />)
    await expect.poll(() => asked[0]?.signal?.aborted).toBe(false)
    await act(find(container, 'input', HTMLInputElement))
    expect(asked[0]?.signal?.aborted).toBe(true)
  })

  test('ends on unmount', async () => {
    withWebOtp()
    const { unmount } = await render(<Host />)
    await expect.poll(() => asked).toHaveLength(1)
    await unmount()
    expect(asked.map(({ signal }) => signal?.aborted)).toEqual([true])
  })

  test('asks nothing for a box that is gone before it could', async () => {
    withWebOtp()
    const { unmount } = await render(<Host />)
    await unmount()
    await render(<Host />)
    await expect.poll(() => asked).toHaveLength(1)
    expect(asked[0]?.signal?.aborted).toBe(false)
  })

  test('ends when the time is up', async () => {
    withWebOtp()
    await render(<Host timeoutMs={1} />)
    await expect.poll(() => asked[0]?.signal?.aborted).toBe(true)
  })

  test('asks nothing of a browser that can’t', async () => {
    const get = vi.spyOn(navigator.credentials, 'get')
    await render(<Host />)
    expect(get).not.toHaveBeenCalled()
  })
})
