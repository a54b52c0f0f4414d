import { MfaCredentialManager, PhoneNumberEditor, VerifiedUntil } from 'stepup-kit'
import { DisplayName } from './display-name'

/** A server component: each widget is a client component of its own. */
export default function SecurityPage() {
  return (
    <main>
      <header>
        <h1>Account security</h1>
        <VerifiedUntil />
      </header>
      <section aria-labelledby="name-heading">
        <h2 id="name-heading">Name</h2>
        <DisplayName />
      </section>
      <section aria-labelledby="phone-heading">
        <h2 id="phone-heading">Phone number</h2>
        <PhoneNumberEditor />
      </section>
      <MfaCredentialManager />
    </main>
  )
}
