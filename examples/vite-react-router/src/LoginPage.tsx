import { useNavigate } from 'react-router'
import { PasswordLogin } from 'stepup-kit'

export function LoginPage() {
  const navigate = useNavigate()
  return (
    <main>
      <h1>Sign in</h1>
      <PasswordLogin onSuccess={() => void navigate('/', { replace: true })} />
    </main>
  )
}
