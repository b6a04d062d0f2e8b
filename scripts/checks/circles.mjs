import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../lib/paths.mjs'
import { run, stop } from '../lib/run.mjs'
import { report } from './files.mjs'

/**
 * Runs dependency-cruiser over the rooms and says each broken rule with the files in it. The count
 * matters: a parser that does not fit the installed TypeScript sees no module and finds no fault.
 */
const rooms = ['shared', 'crypto', 'main', 'renderer', 'tests', 'scripts']
const bin = join(root, 'node_modules', '.bin', 'depcruise')
const result = await run(
  bin,
  ['--config', '.dependency-cruiser.cjs', '-T', 'json', ...rooms.filter(isThere)],
  { cwd: root },
)

let summary
try {
  summary = JSON.parse(result.stdout).summary
} catch {
  stop(`dependency-cruiser failed:\n${result.stderr || result.stdout.slice(-2000)}`)
}

report({
  faults: summary.violations.map(
    ({ rule, from, to, cycle }) =>
      `${from} -> ${cycle ? cycle.map((step) => step.name).join(' -> ') : to}: ${rule.name}`,
  ),
  seen: summary.totalCruised,
  atLeast: 500,
  what: 'modules',
})

function isThere(room) {
  return existsSync(join(root, room))
}
