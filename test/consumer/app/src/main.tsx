import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import 'stepup-kit/styles.css'
import { createPage } from './App.js'

const { fake, page } = createPage()
const root = document.getElementById('root')
if (root) createRoot(root).render(<StrictMode>{page}</StrictMode>)
// For the test, which has no phone to look at.
Object.assign(window, { fake })
