import { MfaCredentialManager, PhoneNumberEditor, StepUpGuard } from 'stepup-kit'

export function SecurityPage() {
  return (
    <main>
      <h1>Account security</h1>
      <section aria-labelledby="phone-heading">
        <h2 id="phone-heading">Phone number</h2>
        <PhoneNumberEditor defaultCountry="FR" />
      </section>
      <section aria-labelledby="factors-heading">
        <h2 id="factors-heading">How we make sure that it’s you</h2>
        <StepUpGuard headingLevel={3} reason={{ operation: 'custom', text: 'See your second factors' }}>
          <MfaCredentialManager headingLevel={3} />
        </StepUpGuard>
      </section>
    </main>
  )
}
