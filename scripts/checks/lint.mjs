import { join } from 'node:path'
import { root } from '../lib/paths.mjs'
import { run, stop } from '../lib/run.mjs'
import { report } from './files.mjs'

/** Runs oxlint and says each fault on one line, with the reason that the rule gives. */
const bin = join(root, 'node_modules', '.bin', 'oxlint')
const result = await run(bin, ['--format=json'], { cwd: root })

let found
try {
  found = JSON.parse(result.stdout)
} catch {
  stop(`oxlint failed:\n${result.stdout.slice(-2000)}${result.stderr}`)
}

const faults = found.diagnostics.map(({ filename, labels, code, message, help }) => {
  const { line = 1, column = 1 } = labels[0]?.span ?? {}
  return `${filename}:${line}:${column}: ${code} ${message} ${help ?? ''}`.trimEnd()
})
if (result.code !== 0 && faults.length === 0) faults.push(`oxlint ended with ${result.code}`)
report({ faults, seen: found.number_of_files, atLeast: 30, what: 'files' })
