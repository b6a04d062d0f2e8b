import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../lib/paths.mjs'
import { mustRun } from '../lib/run.mjs'

const sourceExtension = /\.(ts|tsx|mjs|cjs|css|html)$/

/** Every file that git tracks or would track, as paths from the root with forward slashes. */
export async function projectFiles() {
  const { stdout } = await mustRun(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
    { cwd: root },
  )
  const named = [...new Set(stdout.split('\0'))].filter((file) => file !== '')
  return named.filter((file) => existsSync(join(root, file)))
}

/** The files among them that people write as code. */
export async function sourceFiles() {
  return (await projectFiles()).filter((file) => sourceExtension.test(file))
}

/** The text of a file, or null for what is not text. */
export function readText(file) {
  const bytes = readFileSync(join(root, file))
  return bytes.includes(0) ? null : bytes.toString('utf8')
}

/**
 * Ends a check that runs as a program: prints each fault on a line and sets exit code 1, or prints
 * what was looked at. A check that saw less than `atLeast` has itself gone wrong.
 */
export function report({ faults, seen, atLeast, what }) {
  const all =
    seen < atLeast
      ? [...faults, `saw only ${seen} ${what}, expected at least ${atLeast}: the check is broken`]
      : faults
  process.stdout.write(all.length === 0 ? `${seen} ${what}\n` : `${all.join('\n')}\n`)
  process.exitCode = all.length === 0 ? 0 : 1
}
