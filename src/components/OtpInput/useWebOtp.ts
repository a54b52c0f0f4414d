import { useEffect } from 'react'
import type { RefObject } from 'react'

/** Options of `useWebOtp`. */
export interface WebOtpOptions {
  /** Whether to wait for a message. @default true */
  enabled?: boolean | undefined
  /** How long to wait for the message, in milliseconds. @default 300000 */
  timeoutMs?: number | undefined
  /** Something that changes with each code that is sent: the wait then begins again. */
  attempt?: string | number | null | undefined
}

/**
 * Takes the code out of a text message, where the browser can (WebOTP: Chromium on Android, secure pages). The message
 * ends in a line such as `@example.com #123456`. The browser asks the person first. The wait ends when the code comes,
 * when the person types, when the form is sent, after `timeoutMs` and on unmount.
 *
 * @example
 * const box = useRef<HTMLInputElement>(null)
 * useWebOtp(box, { attempt: challenge.challengeId })
 * return <OtpInput ref={box} aria-label="Code" />
 */
export function useWebOtp(box: RefObject<HTMLInputElement | null>, options: WebOtpOptions = {}): void {
  const { enabled = true, timeoutMs = 300_000, attempt } = options

  useEffect(() => {
    const input = box.current
    if (!enabled || input === null || !('OTPCredential' in window)) return
    const controller = new AbortController()
    const { signal } = controller
    const abort = () => controller.abort()
    // Also before the rest is there.
    input.addEventListener('input', abort, { signal })
    input.form?.addEventListener('submit', abort, { signal })
    // Few browsers have it, so that few load it; where it can't be loaded, people type the code.
    import('./web-otp.js').then(
      ({ takeCodeOutOfMessage }) => signal.aborted || takeCodeOutOfMessage(input, timeoutMs, controller),
      () => {},
    )
    return abort
  }, [box, enabled, timeoutMs, attempt])
}
