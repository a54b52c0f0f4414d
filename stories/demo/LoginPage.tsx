import { PasswordLogin } from '../../src/index.js'
import type { PersonaName } from './settings.js'

const people: Record<PersonaName, { identifier: string; password: string }> = {
  smsAndEmail: { identifier: 'bea.lindqvist@example.com', password: 'Meadow-Signal-74' },
  smsOnly: { identifier: 'sami.okoro@example.com', password: 'Harbour-Violet-63' },
  emailOnly: { identifier: 'emil.hart@example.com', password: 'Copper-Lantern-52' },
  noCredential: { identifier: 'nora.quist@example.com', password: 'Willow-Bridge-41' },
  unverifiedEmail: { identifier: 'uma.castell@example.com', password: 'Granite-Sparrow-85' },
  lockedOut: { identifier: 'loic.verne@example.com', password: 'Anchor-Juniper-96' },
}

export function LoginPage({ persona, onDone }: { persona: PersonaName; onDone: () => void }) {
  const { identifier, password } = people[persona]
  return (
    <main className="page page-narrow">
      <section className="card" aria-labelledby="login-heading">
        <h1 id="login-heading">Sign in to Harbour</h1>
        <PasswordLogin onSuccess={onDone} />
      </section>
      <p className="hint">
        For this demo: <code>{identifier}</code> with the password <code>{password}</code>
      </p>
    </main>
  )
}
