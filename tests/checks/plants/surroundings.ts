/** Files that the plants lean on. */
export const props: Readonly<Record<string, string>> = {
  'renderer/features/plantToo/neighbour.ts': 'export const neighbour = 1\n',
  'renderer/planted.ts': 'export type Planted = 1\n',
  'tests/planted/usesHalf.test.ts':
    "import { expect, test } from 'vitest'\nimport { used } from '#shared/planted/halfUsed.ts'\n\ntest('one is used', () => expect(used).toBe(1))\n",
}

/** What the architecture allows, which no check may name. */
export const allowed: Readonly<Record<string, string>> = {
  'shared/allowed/schema.ts': "import * as v from 'valibot'\nexport const schema = v.string()\n",
  'crypto/allowed/words.ts':
    "import { wordlist } from '@scure/bip39/wordlists/english.js'\nimport { ok } from '#shared/result.ts'\n\nexport const words = ok(wordlist)\n",
  'main/relay/allowed/node.ts':
    "import { createHash } from 'node:crypto'\nimport { readFile } from 'node:fs/promises'\nimport { WebSocketServer } from 'ws'\nimport { ok } from '#shared/result.ts'\n\nexport const parts = [createHash, readFile, WebSocketServer, ok]\n",
  'renderer/data/allowed/doc.ts':
    "import * as Y from 'yjs'\nimport { ok } from '#shared/result.ts'\n\nexport const doc = ok(new Y.Doc())\n",
  'renderer/ui/allowed/Plain.tsx':
    "import { Button } from 'react-aria-components'\n\nexport function Plain() {\n  return <Button>On</Button>\n}\n",
}
