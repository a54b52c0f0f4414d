import { useEffect, useRef } from 'react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { server, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import { OtpInput, useWebOtp } from '../../src/components/OtpInput/index.js'
import { fillBySetter, find } from './OtpInput.support.js'

interface Asked {
  signal: AbortSignal | undefined
  deliver: (code: string) => void
}

let asked: Asked[] = []

/** The platform's part, that only an Android phone with a SIM card has. */
function withWebOtp({ ignoresAbort = false } = {}) {
  Object.assign(window, { OTPCredential: class {} })
  vi.spyOn(navigator.credentials, 'get').mockImplementation(
    (options) =>
      new Promise((resolve, reject) => {
        const signal = options?.signal
        if (!ignoresAbort)
          signal?.addEventListener('abort', () => reject(new DOMException('Aborted', 'AbortError')))
        const deliver = (code: string) =>
          resolve(Object.assign(new EventTarget(), { id: '', type: 'otp', code }))
        asked.push({ signal, deliver })
      }),
  )
}

interface HostProps {
  timeoutMs?: number
  attempt?: number
  readOnly?: boolean
  onComplete?: (code: string) => void
  /** What happens before anything more can have been loaded. */
  atOnce?: (input: HTMLInputElement) => void
}

function Host({ timeoutMs, attempt, atOnce, ...props }: HostProps) {
  const box = useRef<HTMLInputElement>(null)
  useWebOtp(box, { timeoutMs, attempt })
  useEffect(() => {
    if (box.current) atOnce?.(box.current)
  }, [atOnce])
  return (
    <form onSubmit={(event) => event.preventDefault()}>
      <OtpInput ref={box} aria-label="Code" {...props} />
    </form>
  )
}

/** Time for what a promise that was just kept sets off. */
const settled = () => new Promise(requestAnimationFrame)

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

  test('leaves what the person typed when the message comes after it', async () => {
    withWebOtp({ ignoresAbort: true })
    const completed: string[] = []
    const { container } = await render(<Host onComplete={(code) => completed.push(code)} />)
    await expect.poll(() => asked).toHaveLength(1)
    const input = find(container, 'input', HTMLInputElement)
    await userEvent.type(input, '1')
    asked[0]?.deliver('654321')
    await settled()
    expect(input.value).toBe('1')
    expect(completed).toEqual([])
  })

  test('leaves a box that is read-only', async () => {
    withWebOtp()
    const { container } = await render(<Host readOnly />)
    await expect.poll(() => asked).toHaveLength(1)
    asked[0]?.deliver('123456')
    await settled()
    expect(asked[0]?.signal?.aborted).toBe(true)
    expect(find(container, 'input', HTMLInputElement).value).toBe('')
  })

  test('waits anew for each code that is sent, and for the newest alone', async () => {
    withWebOtp()
    const { container, rerender } = await render(<Host attempt={1} />)
    await expect.poll(() => asked).toHaveLength(1)
    await rerender(<Host attempt={2} />)
    await expect.poll(() => asked.map(({ signal }) => signal?.aborted)).toEqual([true, false])
    asked[1]?.deliver('123456')
    await expect.poll(() => find(container, 'input', HTMLInputElement).value).toBe('123456')
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

  test.each([
    ['that was typed into', (input: HTMLInputElement) => fillBySetter(input, '1'), '1'],
    ['of a form that was sent', (input: HTMLInputElement) => input.form?.requestSubmit(), ''],
  ])('asks nothing for a box %s before it could', async (_which, atOnce, value) => {
    withWebOtp()
    const first = await render(<Host atOnce={atOnce} />)
    const second = await render(<Host />)
    await expect.poll(() => asked.at(-1)?.signal?.aborted).toBe(false)
    for (const { deliver } of asked) deliver('654321')
    await expect.poll(() => find(second.container, 'input', HTMLInputElement).value).toBe('654321')
    expect(find(first.container, 'input', HTMLInputElement).value).toBe(value)
    expect(asked).toHaveLength(1)
  })

  test('ends when the time is up', async () => {
    withWebOtp()
    await render(<Host timeoutMs={1} />)
    await expect.poll(() => asked[0]?.signal?.aborted).toBe(true)
  })

  test('asks nothing of a browser that can’t', async () => {
    const get = vi.spyOn(navigator.credentials, 'get')
    await render(<Host />)
    // What the first would have loaded has come when the second asks.
    withWebOtp()
    await render(<Host />)
    await expect.poll(() => asked).not.toEqual([])
    expect(get).toHaveBeenCalledTimes(1)
  })
})
