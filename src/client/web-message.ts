/**
 * Loads an address of ReachFive in a hidden iframe until it posts its `authorization_response`, and gives that.
 * The address may hold a one-time `tkn`, so it is never an attribute of the document. Imports nothing, so that
 * it stays a small chunk of its own.
 */
export async function receiveWebMessage(url: URL, signal: AbortSignal): Promise<unknown> {
  const frame = document.createElement('iframe')
  frame.hidden = true
  frame.title = 'ReachFive'
  document.body.append(frame)
  let stop = () => {}
  try {
    return await new Promise((resolve, reject) => {
      const listen = ({ origin, source, data }: MessageEvent<unknown>) => {
        if (
          origin === url.origin &&
          source === frame.contentWindow &&
          typeof data === 'object' &&
          data !== null &&
          'type' in data &&
          data.type === 'authorization_response'
        )
          resolve('response' in data ? data.response : undefined)
      }
      const abort = () => reject(signal.reason)
      stop = () => {
        window.removeEventListener('message', listen)
        signal.removeEventListener('abort', abort)
      }
      window.addEventListener('message', listen)
      signal.addEventListener('abort', abort)
      frame.contentWindow?.location.replace(url.href)
    })
  } finally {
    stop()
    frame.remove()
  }
}
