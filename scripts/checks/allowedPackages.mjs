/**
 * Which npm packages each place may import; the longest place that fits a file decides. A new
 * package is an error until somebody writes it here, with the folder it is for.
 */
export const allowedPackages = {
  shared: ['valibot'],
  crypto: ['@scure/bip39'],
  'crypto/sodium.ts': ['libsodium-wrappers-sumo'],
  'main/vite.config.ts': ['vite'],
  'main/preload.ts': ['electron'],
  'main/desktop': ['electron', 'valibot'],
  'main/relay': ['ws', 'classic-level'],
  'renderer/vite.config.ts': ['vite', '@vitejs/plugin-react'],
  'renderer/ui': [
    'react',
    'react-aria-components',
    'lucide-react',
    '@fontsource-variable/fraunces',
    '@fontsource/atkinson-hyperlegible-mono',
    '@fontsource/atkinson-hyperlegible-next',
  ],
  'renderer/features': ['react', 'wouter', 'valibot'],
  'renderer/session': ['react', 'valibot'],
  'renderer/worker': ['valibot'],
  'renderer/words': [],
  'renderer/bridge.ts': ['valibot'],
  'renderer/main.tsx': ['react', 'react-dom'],
  'renderer/app': ['react', 'react-dom', 'wouter', 'valibot'],
  'renderer/data': [
    'yjs',
    'dexie',
    'y-webrtc',
    'y-protocols',
    'lib0',
    'jittered-fractional-indexing',
    'valibot',
  ],
  tests: [
    'vitest',
    'fast-check',
    'playwright',
    'playwright-core',
    '@axe-core/playwright',
    'fake-indexeddb',
    'react',
    'react-dom',
    'react-aria-components',
    'libsodium-wrappers-sumo',
    'valibot',
    'yjs',
    'dexie',
    'y-webrtc',
    'y-protocols',
    'lib0',
    'vite',
    'ws',
    'classic-level',
    'electron',
    '@vitejs/plugin-react',
  ],
  scripts: ['typescript', 'vite', 'electron-builder', '@electron/fuses', 'playwright', 'ws'],
}

/** Packages that are run or read as types, and that no file imports by name. */
export const tools = [
  '@types/node',
  '@types/react',
  '@types/react-dom',
  '@types/ws',
  'dependency-cruiser',
  'electron-25',
  'electron-builder',
  'knip',
  'oxlint',
  'oxlint-tsgolint',
  'prettier',
]

/** The places whose packages end up in what people install. */
export const shippedPlaces = ['shared', 'crypto', 'main', 'renderer']

/** Licences that may be shipped inside an Apache-2.0 work; OFL-1.1 is for fonts. */
export const allowedLicences = [
  'MIT',
  'MIT-0',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'MPL-2.0',
  'CC0-1.0',
  'OFL-1.1',
  '0BSD',
  'BlueOak-1.0.0',
  'Unlicense',
]
