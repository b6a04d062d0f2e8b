import type { Plant } from './plant.ts'

const restricted = 'no-restricted-imports'

function imports(file: string, specifier: string, breaks: string): Plant {
  return { breaks, file, text: `import '${specifier}'\n`, step: 'lint', says: restricted }
}

/** The direction between rooms and between the renderer's places, as written in imports. */
export const folderPlants: readonly Plant[] = [
  imports('shared/planted/crypto.ts', '#crypto', 'shared imports crypto'),
  imports('shared/planted/renderer.ts', '../../renderer/bridge.ts', 'shared imports renderer'),
  imports('shared/planted/node.ts', 'node:path', 'shared imports node'),
  imports('shared/planted/package.ts', 'wouter', 'shared imports a package beyond its list'),
  imports('crypto/planted/renderer.ts', '#renderer/bridge.ts', 'crypto imports renderer'),
  imports('crypto/planted/sodium.ts', 'libsodium-wrappers-sumo', 'libsodium beyond sodium.ts'),
  imports('crypto/planted/node.ts', 'node:crypto', 'crypto imports node'),
  imports(
    'crypto/planted/relative.ts',
    '../../shared/result.ts',
    'a room reached by a relative path',
  ),
  imports('main/desktop/planted/renderer.ts', '#renderer/bridge.ts', 'main imports renderer'),
  imports('main/desktop/planted/crypto.ts', '#crypto', 'main imports crypto'),
  imports('main/relay/planted/crypto.ts', '#crypto', 'the relay imports crypto'),
  imports('main/relay/planted/desktop.ts', '../../desktop/window.ts', 'the relay imports desktop'),
  imports(
    'main/relay/planted/package.ts',
    'valibot',
    'the relay imports a package beyond its list',
  ),
  imports('renderer/app/planted/main.ts', '#main/x.ts', 'renderer imports main'),
  // As .js, since Electron's types would bring Node's into the page's own type check.
  imports('renderer/app/planted/electron.js', 'electron', 'renderer imports electron'),
  imports('renderer/app/planted/node.ts', 'node:fs', 'renderer imports node'),
  imports('renderer/app/planted/deep.ts', '#crypto/envelope/seal.ts', 'crypto past its door'),
  imports('renderer/app/planted/yjs.ts', 'yjs', 'yjs outside data'),
  imports('renderer/session/planted/dexie.ts', 'dexie', 'dexie outside data'),
  imports('renderer/features/plant/webrtc.ts', 'y-webrtc', 'y-webrtc outside data'),
  imports('renderer/ui/planted/protocols.ts', 'y-protocols/awareness', 'y-protocols outside data'),
  imports('renderer/app/planted/lib0.ts', 'lib0/encoding', 'lib0 outside data'),
  imports('renderer/features/plant/aria.ts', 'react-aria-components', 'react-aria outside ui'),
  imports('renderer/app/planted/icons.ts', 'lucide-react', 'lucide outside ui'),
  imports('renderer/ui/planted/data.ts', '../../data/readable.ts', 'ui imports data'),
  imports('renderer/ui/planted/features.ts', '#renderer/features/x.ts', 'ui imports features'),
  imports('renderer/ui/planted/session.ts', '#renderer/session/x.ts', 'ui imports session'),
  imports('renderer/ui/planted/model.ts', '#shared/model/x.ts', 'ui imports the model'),
  imports('renderer/features/plant/app.ts', '../../app/x.ts', 'features import app'),
  imports(
    'renderer/features/plant/other.ts',
    '#renderer/features/x.ts',
    'a feature imports another',
  ),
  imports('renderer/data/planted/ui.ts', '../../ui/x.ts', 'data imports ui'),
  imports(
    'renderer/session/planted/features.ts',
    '../../features/x.ts',
    'session imports features',
  ),
  imports('renderer/app/planted/tests.ts', '#tests/support/x.ts', 'renderer imports tests'),
  imports('scripts/planted/tests.mjs', '../../tests/support/x.ts', 'scripts import tests'),
  {
    breaks: 'an import() is an import',
    file: 'renderer/app/planted/lazy.ts',
    text: "export const lazy = () => import('yjs')\n",
    step: 'lint',
    says: restricted,
  },
  {
    breaks: 'raw ipcMain outside main/desktop/ipc',
    file: 'main/desktop/planted/raw.ts',
    text: "import { ipcMain } from 'electron'\nexport const raw = ipcMain\n",
    step: 'lint',
    says: 'Raw ipcMain',
  },
  {
    breaks: 'all of electron taken at once hides ipcMain',
    file: 'main/desktop/planted/whole.ts',
    text: "import * as electron from 'electron'\nexport const raw = electron.ipcMain\n",
    step: 'lint',
    says: restricted,
  },
  {
    breaks: 'raw ipcRenderer outside the preload',
    file: 'main/desktop/ipc/planted.ts',
    text: "import { ipcRenderer } from 'electron'\nexport const raw = ipcRenderer\n",
    step: 'lint',
    says: 'Raw ipcRenderer',
  },
]
