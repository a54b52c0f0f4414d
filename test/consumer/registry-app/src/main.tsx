import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createFakeReachFive } from 'stepup-kit/testing'
import { App } from './App'
import './index.css'

const fake = createFakeReachFive({ sso: false })
const { accessToken } = fake.issueTokens('smsAndEmail')
const options = { ...fake.clientOptions, getAccessToken: () => accessToken }
const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App options={options} />
    </StrictMode>,
  )
}
// For the test, which has no phone to look at.
Object.assign(window, { fake })
