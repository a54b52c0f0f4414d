import type { ReactNode } from 'react'
import { type StepUpClient, StepUpProvider } from '../../../src/index.js'
import { en } from '../../../src/messages/locales/en.js'

interface RootLayoutProps {
  client: StepUpClient
  /** What `useNavigate()` gives. */
  navigate: (to: string) => void
  /** `<Outlet />` */
  children: ReactNode
}

/**
 * In the layout above all routes: a step-up then lives through a change of route below it only as long as whoever
 * asked for it. Leaving the page that asked cancels it.
 */
export function RootLayout({ client, navigate, children }: RootLayoutProps) {
  return (
    <StepUpProvider client={client} messages={en} onLoginRequired={() => navigate('/login')}>
      {children}
    </StepUpProvider>
  )
}
