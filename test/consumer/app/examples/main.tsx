import { createRoot } from 'react-dom/client'
import 'stepup-kit/styles.css'
import { Page } from './Page.js'

const options = {
  domain: location.origin,
  clientId: 'fake-client',
  redirectUri: 'https://app.example.com/callback',
}
const root = document.getElementById('root')
if (root) createRoot(root).render(<Page options={options} />)
