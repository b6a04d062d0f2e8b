import { execFileSync } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../..')

/** A copy of the project's files with the installed packages linked in. */
export interface CopyOfTree {
  readonly folder: string
  /** Writes a file at a path from the copy's root. */
  write(file: string, text: string): void
  /** Puts an installed package there as it is, but for its package.json. */
  changePackage(name: string, manifest: object): void
  remove(): void
}

/** Copies what git tracks or would track below the given paths; the copy is its own repository. */
export function copyOfTree(paths: readonly string[] = ['.']): CopyOfTree {
  const folder = mkdtempSync(join(tmpdir(), 'subrosa-planted-'))
  const git = (cwd: string, ...args: string[]): string =>
    execFileSync('git', args, { cwd, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
  const listed = git(root, 'ls-files', '-z', '-co', '--exclude-standard', '--', ...paths)
  for (const file of new Set(listed.split('\0'))) {
    if (file !== '') copyUnlessGone(join(root, file), join(folder, file))
  }
  git(folder, 'init', '--quiet')
  writeFileSync(join(folder, '.git/info/exclude'), 'node_modules\n')
  linkAll(join(root, 'node_modules'), join(folder, 'node_modules'))

  return {
    folder,
    write(file, text) {
      mkdirSync(dirname(join(folder, file)), { recursive: true })
      writeFileSync(join(folder, file), text)
    },
    changePackage(name, manifest) {
      const place = join(folder, 'node_modules', name)
      rmSync(place)
      linkAll(join(root, 'node_modules', name), place)
      rmSync(join(place, 'package.json'))
      writeFileSync(join(place, 'package.json'), JSON.stringify(manifest))
    },
    remove() {
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Somebody may delete a file between listing and copying; then the copy does without it. */
function copyUnlessGone(from: string, to: string): void {
  try {
    cpSync(from, to, { recursive: true })
  } catch (thrown) {
    if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT')) throw thrown
  }
}

function linkAll(from: string, to: string): void {
  mkdirSync(to, { recursive: true })
  for (const name of readdirSync(from)) symlinkSync(join(from, name), join(to, name))
}
