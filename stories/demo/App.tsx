import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { StepUpProvider } from '../../src/index.js'
import { en } from '../../src/messages/locales/en.js'
import { setNetwork } from './lab.js'
import { LoginPage } from './LoginPage.js'
import { SecurityPage } from './SecurityPage.js'
import { client, signIn, signOut } from './session.js'
import { readAddress, readSettings, readyMessage } from './settings.js'

const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } })

type View = 'security' | 'login'

export function App() {
  const [settings, setSettings] = useState(() => readAddress(window.location.search).settings)
  const [signedIn, setSignedIn] = useState<string>()
  const [view, setView] = useState<View>('security')
  const { persona, theme, isRtl, network } = settings

  useEffect(() => {
    const onMessage = (event: MessageEvent) => {
      const next = event.origin === window.location.origin ? readSettings(event.data) : undefined
      if (next !== undefined) setSettings(next)
    }
    window.addEventListener('message', onMessage)
    window.parent.postMessage(readyMessage, window.location.origin)
    return () => window.removeEventListener('message', onMessage)
  }, [])

  useEffect(() => {
    let isCurrent = true
    signOut()
    queryClient.clear()
    void signIn(persona).then(() => {
      if (isCurrent) setSignedIn(persona)
    })
    return () => {
      isCurrent = false
    }
  }, [persona])

  useEffect(() => {
    const page = document.documentElement
    page.dir = isRtl ? 'rtl' : 'ltr'
    if (theme === 'auto') page.removeAttribute('data-stepup-theme')
    else page.setAttribute('data-stepup-theme', theme)
  }, [isRtl, theme])

  useEffect(() => {
    setNetwork(network)
  }, [network])

  return (
    <QueryClientProvider client={queryClient}>
      <StepUpProvider
        client={client}
        locale="en"
        messages={en}
        codeLength={6}
        trustDevice="offer"
        onLoginRequired={() => setView('login')}
      >
        <header className="topbar">
          <span className="brand">
            <svg viewBox="0 0 24 24" aria-hidden="true">
              <path d="M12 3v18M5 12h14M6 16a6 6 0 0 0 12 0" />
              <circle cx="12" cy="4.5" r="1.75" />
            </svg>
            Harbour
          </span>
          <nav aria-label="Account">
            <button
              type="button"
              aria-current={view === 'security' ? 'page' : undefined}
              onClick={() => setView('security')}
            >
              Security
            </button>
            <button
              type="button"
              aria-current={view === 'login' ? 'page' : undefined}
              onClick={() => setView('login')}
            >
              Sign-in page
            </button>
          </nav>
        </header>
        {view === 'security' && signedIn === persona && <SecurityPage key={persona} />}
        {view === 'login' && (
          <LoginPage
            persona={persona}
            onDone={() => {
              queryClient.clear()
              setView('security')
            }}
          />
        )}
      </StepUpProvider>
    </QueryClientProvider>
  )
}
