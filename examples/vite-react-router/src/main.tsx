import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createBrowserRouter, redirect, RouterProvider } from 'react-router'
import 'stepup-kit/styles.css'
import './app.css'
import { Layout } from './Layout'
import { LoginPage } from './LoginPage'
import { OverviewPage } from './OverviewPage'
import { SecurityPage } from './SecurityPage'
import { isSignedIn } from './session'

/** Before a page is shown: who is not signed in is led to the login. */
const onlySignedIn = () => (isSignedIn() ? null : redirect('/login'))

const router = createBrowserRouter([
  {
    element: <Layout />,
    children: [
      { path: '/login', element: <LoginPage /> },
      { path: '/', loader: onlySignedIn, element: <OverviewPage /> },
      { path: '/security', loader: onlySignedIn, element: <SecurityPage /> },
    ],
    hydrateFallbackElement: <p>One moment…</p>,
  },
])

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <RouterProvider router={router} />
    </StrictMode>,
  )
}
