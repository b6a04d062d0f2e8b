import { join } from 'node:path'
import { root } from '../lib/paths.mjs'

const bin = (name, ...args) => [join(root, 'node_modules', '.bin', name), args]
const own = (name) => [process.execPath, [join(root, 'scripts', 'checks', `${name}.mjs`)]]

/**
 * Every check as a named step: its name, the family that `--only` may ask for, and the command.
 * What each looks for stands in the file it names, which is also where to change it.
 *
 * @type {{ name: string, family: string, command: [string, string[]] }[]}
 */
export const steps = [
  types('shared', 'shared'),
  types('crypto', 'crypto'),
  types('main', 'main'),
  types('main on Electron 25', 'main/tsconfig.electron25.json'),
  types('relay', 'main/relay'),
  types('renderer', 'renderer'),
  types('tests', 'tests'),
  { name: 'lint', family: 'lint', command: own('lint') },
  { name: 'circles', family: 'circles', command: own('circles') },
  { name: 'dead', family: 'dead', command: bin('knip', '--no-progress', '--no-config-hints') },
  { name: 'format', family: 'format', command: bin('prettier', '--check', '.') },
  { name: 'sizes', family: 'sizes', command: own('fileSizes') },
  { name: 'packages', family: 'packages', command: own('packages') },
  { name: 'words', family: 'words', command: own('words') },
]

function types(what, project) {
  return {
    name: `types: ${what}`,
    family: 'types',
    command: bin('tsc', '--noEmit', '--pretty', 'false', '-p', project),
  }
}
