import { abortable } from './abort.js'
import { ApiError, NetworkError, ResponseShapeError } from './errors.js'
import { defined, field, text } from './json.js'

const endpoint = 'GET /oauth/authorize'

/**
 * `GET /oauth/authorize` with `response_mode=web_message` in a hidden iframe: gives the authorization code.
 * The address holds the one-time `tkn`, so that it is never an attribute of the document.
 */
export async function authorizeByWebMessage(
  origin: string,
  query: Record<string, string>,
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<string> {
  if (signal?.aborted) throw signal.reason
  const frame = document.createElement('iframe')
  frame.hidden = true
  frame.title = 'ReachFive'
  frame.setAttribute('aria-hidden', 'true')
  frame.tabIndex = -1
  document.body.append(frame)

  let timer: ReturnType<typeof setTimeout> | undefined
  let listener: ((event: MessageEvent) => void) | undefined
  const answer = new Promise<string>((resolve, reject) => {
    listener = ({ origin: from, source, data }) => {
      if (
        from !== origin ||
        source !== frame.contentWindow ||
        text(data, 'type') !== 'authorization_response'
      )
        return
      const response = field(data, 'response')
      const code = text(response, 'code')
      const error = text(response, 'error')
      if (code) resolve(code)
      else if (error)
        reject(
          new ApiError(`${endpoint} answered ${/^\w{1,80}$/.test(error) ? error : 'an error'}.`, 401, {
            endpoint,
            body: defined({
              error,
              messageKey: text(response, 'error_message_key') ?? text(response, 'errorMessageKey'),
              userMessage: text(response, 'error_user_msg') ?? text(response, 'errorUserMsg'),
              description: text(response, 'error_description') ?? text(response, 'errorDescription'),
            }),
            support: defined({ errorId: text(response, 'error_id') ?? text(response, 'errorId') }),
          }),
        )
      else reject(new ResponseShapeError(`${endpoint} answered without a usable code.`))
    }
    window.addEventListener('message', listener)
    timer = setTimeout(
      () => reject(new NetworkError(`${endpoint} gave no answer within ${timeoutMs} ms.`, 'timeout')),
      Math.min(timeoutMs, 2 ** 31 - 1),
    )
    frame.contentWindow?.location.replace(
      `${origin}/oauth/authorize?${new URLSearchParams(query).toString()}`,
    )
  })
  try {
    return await abortable(answer, signal)
  } finally {
    clearTimeout(timer)
    if (listener) window.removeEventListener('message', listener)
    frame.remove()
  }
}
