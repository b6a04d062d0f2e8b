import { createRoot } from 'react-dom/client'
import { Gallery } from '#renderer/features/gallery/index.ts'
import { UiProvider } from '#renderer/ui/index.ts'
import { exportedParts, namedParts } from './drawnParts.ts'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no element with the id root')
createRoot(root).render(
  <UiProvider locale="en-GB">
    <Gallery />
  </UiProvider>,
)
Object.assign(window, { exportedParts, namedParts })
