import { useEffect, useRef, useState } from 'react'
import { LabPanel } from './LabPanel.js'
import { initialSettings, readyMessage } from './settings.js'

/** The product page in a frame, and beside it the controls, which a modal dialog in the frame does not cover. */
export function Shell() {
  const [settings, setSettings] = useState(initialSettings)
  const frame = useRef<HTMLIFrameElement>(null)

  useEffect(() => {
    const send = () => frame.current?.contentWindow?.postMessage(settings, window.location.origin)
    const onMessage = (event: MessageEvent) => {
      if (event.source === frame.current?.contentWindow && event.data === readyMessage) send()
    }
    window.addEventListener('message', onMessage)
    send()
    return () => window.removeEventListener('message', onMessage)
  }, [settings])

  return (
    <div className="frame">
      <iframe ref={frame} className="product-frame" title="Harbour" src="./page.html" />
      <LabPanel
        settings={settings}
        onSettingsChange={(change) => setSettings((now) => ({ ...now, ...change }))}
      />
    </div>
  )
}
