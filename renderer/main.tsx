import { createRoot } from 'react-dom/client'
import { App } from './app/App.tsx'
import { createSession } from './session/index.ts'

/** What Argon2id takes to open a vault made here (protocol: 256 MiB, floor 64 MiB). */
const vaultMemoryBytes = 256 * 1024 * 1024

const page = document.getElementById('page')
if (page === null) throw new Error('Broken invariant: index.html has no element with the id page')
createRoot(page).render(<App session={createSession({ vaultMemoryBytes })} />)
