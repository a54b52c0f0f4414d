import type { Metadata } from 'next'
import Link from 'next/link'
import type { ReactNode } from 'react'
import 'stepup-kit/styles.css'
import './app.css'
import { chooseLanguage } from './languages'
import { Providers } from './providers'
import { clientId, redirectUri } from './reachfive'

export const metadata: Metadata = { title: 'Account', icons: 'data:,' }

export default async function RootLayout({ children }: { children: ReactNode }) {
  const { locale, messages } = await chooseLanguage()
  return (
    <html lang={locale}>
      <body>
        <nav aria-label="Account">
          <Link href="/">Overview</Link>
          <Link href="/security">Security</Link>
          <Link href="/login">Sign in</Link>
        </nav>
        <Providers locale={locale} messages={messages} clientId={clientId} redirectUri={redirectUri}>
          {children}
        </Providers>
      </body>
    </html>
  )
}
