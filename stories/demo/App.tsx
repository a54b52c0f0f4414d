import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { StepUpProvider } from '../../src/index.js'
import { en } from '../../src/messages/locales/en.js'
import { LabPanel, type ThemeName } from './LabPanel.js'
import { LoginPage } from './LoginPage.js'
import { SecurityPage } from './SecurityPage.js'
import { client, type PersonaName, signIn, signOut } from './session.js'

const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } })

type View = 'loading' | 'security' | 'login'

export function App() {
  const [persona, setPersona] = useState<PersonaName>('smsAndEmail')
  const [theme, setTheme] = useState<ThemeName>('auto')
  const [isRtl, setRtl] = useState(false)
  const [view, setView] = useState<View>('loading')

  useEffect(() => {
    let isCurrent = true
    void signIn(persona).then(() => {
      if (isCurrent) setView((now) => (now === 'loading' ? 'security' : now))
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

  const changePersona = (next: PersonaName) => {
    signOut()
    queryClient.clear()
    setView('loading')
    setPersona(next)
  }

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
        <div className="frame">
          <div className="product">
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
            {view === 'security' && <SecurityPage key={persona} />}
            {view === 'login' && (
              <LoginPage
                persona={persona}
                onDone={() => {
                  queryClient.clear()
                  setView('security')
                }}
              />
            )}
          </div>
          <LabPanel
            persona={persona}
            onPersonaChange={changePersona}
            theme={theme}
            onThemeChange={setTheme}
            isRtl={isRtl}
            onRtlChange={setRtl}
          />
        </div>
      </StepUpProvider>
    </QueryClientProvider>
  )
}
