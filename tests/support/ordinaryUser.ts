import { accessSync, chownSync, constants, mkdirSync, mkdtempSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

/** Debian's `nobody`: Chromium's sandbox refuses root, so root starts browsers as this user. */
export const ordinaryId = 65534

/** True when this process is root and browsers must be started as somebody else. */
export function isRoot(): boolean {
  return process.getuid?.() === 0
}

/** The words to put before a command so that it runs as an ordinary user; none when not root. */
export function asOrdinaryUser(): string[] {
  const id = String(ordinaryId)
  return isRoot() ? ['setpriv', '--reuid', id, '--regid', id, '--clear-groups'] : []
}

/** Makes a fresh folder in the system's folder for such things that the ordinary user owns. */
export function makeUserFolder(prefix = 'subrosa-'): string {
  const dir = mkdtempSync(join(tmpdir(), prefix))
  giveToUser(dir)
  return dir
}

/** Makes `dir` if it is missing and hands it to the ordinary user; throws if they cannot enter. */
export function ensureUserFolder(dir: string): void {
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  giveToUser(dir)
  for (let above = dirname(resolve(dir)); above !== '/'; above = dirname(above)) {
    if (!mayEnter(above)) throw new Error(`An ordinary user cannot enter ${above} to reach ${dir}`)
  }
}

function giveToUser(dir: string): void {
  if (isRoot()) chownSync(dir, ordinaryId, ordinaryId)
}

function mayEnter(dir: string): boolean {
  if (isRoot()) {
    const { mode, uid } = statSync(dir)
    return (mode & 0o001) !== 0 || (uid === ordinaryId && (mode & 0o100) !== 0)
  }
  try {
    accessSync(dir, constants.X_OK)
    return true
  } catch {
    return false
  }
}
