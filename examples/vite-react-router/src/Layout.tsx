import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { Link, Outlet, useNavigate } from 'react-router'
import { StepUpProvider } from 'stepup-kit'
import { en } from 'stepup-kit/locales/en'
import { client } from './session'

const queryClient = new QueryClient()

/** Above all routes: one dialog for all of them. Who leaves the page that asked cancels the step-up. */
export function Layout() {
  const navigate = useNavigate()
  return (
    <QueryClientProvider client={queryClient}>
      <StepUpProvider
        client={client}
        messages={en}
        codeLength={6}
        onLoginRequired={() => void navigate('/login')}
      >
        <nav aria-label="Account">
          <Link to="/">Overview</Link>
          <Link to="/security">Security</Link>
        </nav>
        <Outlet />
      </StepUpProvider>
    </QueryClientProvider>
  )
}
