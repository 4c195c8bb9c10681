// First: what follows may use what a browser two years old has not.
import './older-browsers.ts'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { startLanguage } from './kernel/i18n.ts'

const root = document.getElementById('root')
if (!root) throw new Error('The page has no #root')
await startLanguage()
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
