import { chownSync, copyFileSync, existsSync, mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { isRoot } from './paths.mjs'

const nobody = 65534

/**
 * Electron with its sandbox refuses root, so root hands it to an ordinary user. Returns the
 * command to spawn for `executable`, with a home folder of its own inside `home`.
 *
 * @returns {{ command: string, args: string[] }}
 */
export function asOrdinaryUser(executable, args, home) {
  if (!isRoot) return { command: executable, args }
  mkdirSync(home, { recursive: true })
  chownSync(home, nobody, nobody)
  const env = [
    `HOME=${home}`,
    `XDG_CONFIG_HOME=${join(home, 'config')}`,
    `XDG_CACHE_HOME=${join(home, 'cache')}`,
    `XDG_RUNTIME_DIR=${home}`,
    ...displayKey(home),
  ]
  return {
    command: 'setpriv',
    args: [
      ...['--reuid', String(nobody), '--regid', String(nobody), '--clear-groups', 'env'],
      ...env,
      executable,
      ...args,
    ],
  }
}

/** A display may ask for a key that lies where only root can read it: the user gets a copy. */
function displayKey(home) {
  const own = process.env.XAUTHORITY ?? join(homedir(), '.Xauthority')
  if (!process.env.DISPLAY || !existsSync(own)) return []
  const copy = join(home, '.Xauthority')
  copyFileSync(own, copy)
  chownSync(copy, nobody, nobody)
  return [`XAUTHORITY=${copy}`]
}

/** Makes a folder that the ordinary user may write. */
export function folderForOrdinaryUser(folder) {
  mkdirSync(folder, { recursive: true })
  if (isRoot) chownSync(folder, nobody, nobody)
  return folder
}
