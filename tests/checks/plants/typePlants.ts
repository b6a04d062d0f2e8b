import type { Plant } from './plant.ts'

function type(step: string, file: string, text: string, breaks: string): Plant {
  return { breaks, file, text, step: `types: ${step}`, says: 'error TS' }
}

/** Globals and types that a room may not see. */
export const typePlants: readonly Plant[] = [
  type(
    'shared',
    'shared/planted/types.ts',
    'export const here = process.cwd()\n',
    'Node in shared',
  ),
  type('shared', 'shared/planted/dom.ts', 'export const page = document.title\n', 'DOM in shared'),
  type(
    'crypto',
    'crypto/planted/types.ts',
    'export const page = document.title\n',
    'DOM in crypto',
  ),
  type(
    'crypto',
    'crypto/planted/utf8.ts',
    'export const text = new TextEncoder()\n',
    'a DOM class in crypto',
  ),
  type(
    'main',
    'main/desktop/planted/types.ts',
    'export const page = document.title\n',
    'DOM in main',
  ),
  type(
    'main on Electron 25',
    'main/desktop/planted/newer.ts',
    "import { WebContentsView } from 'electron'\nexport const view = WebContentsView\n",
    'an Electron API that 25 lacks',
  ),
  type(
    'relay',
    'main/relay/planted/types.ts',
    "export const one: number = '1'\n",
    'a wrong type in the relay',
  ),
  type(
    'renderer',
    'renderer/app/planted/types.ts',
    'export const here = process.cwd()\n',
    'Node in the page',
  ),
  type(
    'tests',
    'tests/planted/types.ts',
    "export const one: number = '1'\n",
    'a wrong type in tests',
  ),
]
