import type { ReactNode } from 'react'
import { type StepUpClient, StepUpProvider } from '../../../src/index.js'
import { de } from '../../../src/messages/locales/de.js'

/** Constant, so that the texts are not made anew with every render. */
const messages = { ...de, 'prompt.title': 'Kurz bestätigen' }

export function Providers({ client, children }: { client: StepUpClient; children: ReactNode }) {
  return (
    <StepUpProvider client={client} locale="de-CH" messages={messages}>
      {children}
    </StepUpProvider>
  )
}
