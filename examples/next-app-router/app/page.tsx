export default function OverviewPage() {
  return (
    <main>
      <h1>Your account</h1>
      <p>Everything that belongs to you, in one place.</p>
    </main>
  )
}
