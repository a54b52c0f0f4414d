import {
  EmailEditor,
  MfaCredentialManager,
  PhoneNumberEditor,
  TrustedDeviceManager,
  VerifiedUntil,
} from '../../src/index.js'

/** What a product team writes: headings of its own, one widget each. */
export function SecurityPage() {
  return (
    <main className="page">
      <div className="page-head">
        <h1>Account security</h1>
        <VerifiedUntil />
      </div>
      <p className="lead">Keep the ways that we reach you up to date. Changes here need a code first.</p>
      <section className="card" aria-labelledby="phone-heading">
        <h2 id="phone-heading">Phone number</h2>
        <p>We send a text message to this number when we need to be sure that it’s you.</p>
        <PhoneNumberEditor defaultCountry="FR" />
      </section>
      <section className="card" aria-labelledby="email-heading">
        <h2 id="email-heading">Email address</h2>
        <p>For your statements, and for codes if you choose so below.</p>
        <EmailEditor />
      </section>
      <div className="card">
        <MfaCredentialManager mfaRequired="always" defaultCountry="FR" />
      </div>
      <div className="card">
        <TrustedDeviceManager />
      </div>
    </main>
  )
}
