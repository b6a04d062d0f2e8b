import type { Plant } from './plant.ts'

function lint(file: string, text: string, says: string, breaks: string): Plant {
  return { breaks, file, text, step: 'lint', says }
}

const cryptoGlobals = ['Date', 'console', 'window', 'fetch', 'setTimeout'].map((name) =>
  lint(
    `crypto/planted/${name}Used.ts`,
    `export const seen = String(${name})\n`,
    'no-restricted-globals',
    `crypto touches ${name}`,
  ),
)

/** What the code itself may not do. */
export const codePlants: readonly Plant[] = [
  ...cryptoGlobals,
  lint(
    'crypto/planted/hidden.ts',
    'export const now = globalThis.Date.now()\n',
    'no-restricted-globals',
    'crypto touches Date through globalThis',
  ),
  lint(
    'crypto/planted/random.ts',
    'export const luck = Math.random()\n',
    'no-restricted-properties',
    'crypto takes randomness from Math.random',
  ),
  lint(
    'renderer/session/planted/bridge.ts',
    'export const bridge = window.subrosa\n',
    'no-restricted-properties',
    'window.subrosa outside bridge.ts',
  ),
  lint(
    'renderer/data/planted/storage.ts',
    "export const kept = window.localStorage.getItem('x')\n",
    'no-restricted-globals',
    'unsealed storage in the page',
  ),
  lint(
    'renderer/data/planted/floating.ts',
    'async function work(): Promise<void> {}\nexport function start(): void {\n  work()\n}\n',
    'no-floating-promises',
    'a floating promise',
  ),
  lint('shared/planted/any.ts', 'export const loose: any = 1\n', 'no-explicit-any', 'an any'),
  lint(
    'renderer/ui/planted/Hook.tsx',
    "import { useState } from 'react'\nexport function Hook({ on }: { on: boolean }) {\n  if (on) useState(0)\n  return null\n}\n",
    'rules-of-hooks',
    'a hook behind a condition',
  ),
  lint(
    'renderer/ui/planted/Image.tsx',
    "export function Image() {\n  return <img src='x.png' />\n}\n",
    'alt-text',
    'an image without words',
  ),
  lint(
    'renderer/ui/planted/Html.tsx',
    'export function Html() {\n  return <p dangerouslySetInnerHTML={{ __html: "" }} />\n}\n',
    'no-danger',
    'raw markup',
  ),
  lint(
    'shared/planted/default.ts',
    'const one = 1\nexport default one\n',
    'no-default-export',
    'a default export',
  ),
  lint(
    'shared/planted/extension.ts',
    "import { ok } from '../result'\nexport const one = ok(1)\n",
    'import(extensions)',
    'an import without its extension',
  ),
  lint(
    'tests/planted/focused.test.ts',
    "import { test } from 'vitest'\ntest.only('alone', () => {})\n",
    'no-focused-tests',
    'a focused test',
  ),
  lint(
    'tests/planted/skipped.test.ts',
    "import { test } from 'vitest'\ntest.skip('left out', () => {})\n",
    'no-disabled-tests',
    'a skipped test',
  ),
]
