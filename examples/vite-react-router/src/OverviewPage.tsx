import { VerifiedUntil } from 'stepup-kit'

export function OverviewPage() {
  return (
    <main>
      <h1>Your account</h1>
      <VerifiedUntil />
    </main>
  )
}
