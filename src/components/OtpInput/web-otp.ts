import { fill } from './fill.js'

/** Waits for a message and puts its code in the box, until the signal is aborted. */
export function takeCodeOutOfMessage(
  input: HTMLInputElement,
  timeoutMs: number,
  controller: AbortController,
): void {
  const { signal } = controller
  const abort = () => controller.abort()
  const timer = setTimeout(abort, timeoutMs)
  signal.addEventListener('abort', () => clearTimeout(timer))
  const request: CredentialRequestOptions & { otp: { transport: string[] } } = {
    otp: { transport: ['sms'] },
    signal,
  }
  navigator.credentials.get(request).then(
    (credential) => {
      if (signal.aborted) return
      abort()
      if (credential && 'code' in credential && typeof credential.code === 'string')
        fill(input, credential.code)
    },
    // Refused, timed out or not allowed here: people type the code.
    abort,
  )
}
