'use client'

import { useRouter } from 'next/navigation'
import { PasswordLogin } from 'stepup-kit'

export default function LoginPage() {
  const { push } = useRouter()
  return (
    <main>
      <h1>Sign in</h1>
      <PasswordLogin onSuccess={() => push('/security')} />
    </main>
  )
}
