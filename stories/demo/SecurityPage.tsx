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
      <section className="card" aria-labelledby="factor-heading">
        <h2 id="factor-heading">Sign-in codes</h2>
        <p>Where we send a code when you sign in or change something important.</p>
        <MfaCredentialManager mfaRequired="always" />
      </section>
      <section className="card" aria-labelledby="device-heading">
        <h2 id="device-heading">Trusted devices</h2>
        <p>On these devices you sign in without a code.</p>
        <TrustedDeviceManager />
      </section>
    </main>
  )
}
