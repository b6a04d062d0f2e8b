import type { Plant } from './plant.ts'

/** Imports whose written path hides where they lead, and files that go round. */
export const circlePlants: readonly Plant[] = [
  {
    breaks: 'two files import each other',
    file: 'shared/planted/ring.ts',
    text: "import { back } from './ringBack.ts'\nexport const there = (): unknown => back\n",
    step: 'circles',
    says: 'no-circles',
  },
  {
    breaks: 'and the other of the two',
    file: 'shared/planted/ringBack.ts',
    text: "import { there } from './ring.ts'\nexport const back = (): unknown => there\n",
    step: 'circles',
    says: 'no-circles',
  },
  {
    breaks: 'a feature imports another by a relative path',
    file: 'renderer/features/plant/deep/sideways.ts',
    text: "import { neighbour } from '../../plantToo/neighbour.ts'\nexport const mine = neighbour\n",
    step: 'circles',
    says: 'feature-alone',
  },
  {
    breaks: 'a test walks past the door of crypto',
    file: 'tests/planted/pastTheDoor.ts',
    text: "export { derive } from '../../crypto/planted/random.ts'\n",
    step: 'circles',
    says: 'crypto-door',
  },
  {
    breaks: 'a type import crosses rooms',
    file: 'shared/planted/typeOnly.ts',
    text: "export type Seen = import('../../renderer/planted.ts').Planted\n",
    step: 'circles',
    says: 'room-shared',
  },
  {
    breaks: 'an import that reaches nothing',
    file: 'shared/planted/nowhere.ts',
    text: "import './gone.ts'\n",
    step: 'circles',
    says: 'resolves',
  },
]

/** What stands in the tree that may not: unused, too long, unlisted, unsaid. */
export const treePlants: readonly Plant[] = [
  {
    breaks: 'a file that nothing uses',
    file: 'shared/planted/unused.ts',
    text: 'export const unused = 1\n',
    step: 'dead',
    says: 'unused.ts',
  },
  {
    breaks: 'an export that nothing uses',
    file: 'shared/planted/halfUsed.ts',
    text: 'export const used = 1\nexport const leftOver = 2\n',
    step: 'dead',
    says: 'leftOver',
  },
  {
    breaks: 'another layout than prettier has',
    file: 'shared/planted/layout.ts',
    text: 'export const a = "double";\n',
    step: 'format',
    says: 'warn',
  },
  {
    breaks: 'more than 400 lines',
    file: 'shared/planted/long.ts',
    text: `export const b = 1\n${'// line\n'.repeat(400)}`,
    step: 'sizes',
    says: '401 lines',
  },
  {
    breaks: 'a package that is not declared',
    file: 'renderer/data/planted/undeclared.ts',
    text: "export type { Parser } from 'acorn'\n",
    step: 'packages',
    says: 'acorn is not in package.json',
  },
  {
    breaks: "a declared package that the folder's list lacks, as a type",
    file: 'renderer/words/planted/unlisted.ts',
    text: "export type Doc = import('yjs').Doc\n",
    step: 'packages',
    says: 'yjs is not on the list',
  },
  {
    breaks: "a registry's host",
    file: 'docs/planted-host.md',
    text: `See https://${['registry', 'npmjs', 'org'].join('.')}/yjs\n`,
    step: 'words',
    says: 'registry',
  },
  {
    breaks: "a machine's own path",
    file: 'docs/planted-path.md',
    text: `It lies in ${['', 'work', 'main'].join('/')} here.\n`,
    step: 'words',
    says: 'absolute path',
  },
  {
    breaks: 'work left open',
    file: 'shared/planted/open.ts',
    text: `// ${['TO', 'DO'].join('')}: later\n`,
    step: 'words',
    says: 'work open',
  },
  {
    breaks: 'a door that shows everything',
    file: 'shared/planted/door.ts',
    text: `${['export', '*'].join(' ')} from '../result.ts'\n`,
    step: 'words',
    says: 'exports everything',
  },
  {
    breaks: 'a suppression without a reason',
    file: 'shared/planted/hush.ts',
    text: `// ${['oxlint', 'disable'].join('-')}-next-line no-console\nexport const hush = 1\n`,
    step: 'words',
    says: 'without a reason',
  },
]
