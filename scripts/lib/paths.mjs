import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

/** The project's root folder. */
export const root = resolve(import.meta.dirname, '../..')

/** Build output. `app` is laid out as the desktop app's own folder. */
export const dist = join(root, 'dist')
export const appDir = join(dist, 'app')

/** Results a person may look at. */
export const artifacts = join(root, 'artifacts')

/** True when the process may do what root may. */
export const isRoot = process.getuid?.() === 0

/**
 * Where large downloads and staged runtimes live, outside the tree. Root's own home can be closed
 * to the ordinary user that Electron runs as, so root uses a folder that everyone may enter.
 */
export const cache =
  process.env.SUBROSA_CACHE ??
  (isRoot
    ? '/var/cache/subrosa'
    : join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'subrosa'))

/** True when a window can be shown to somebody. */
export const hasDisplay =
  process.platform !== 'linux' ||
  Boolean(process.env.WAYLAND_DISPLAY) ||
  (Boolean(process.env.DISPLAY) && existsSync(`/tmp/.X11-unix/X${displayNumber()}`))

function displayNumber() {
  return (process.env.DISPLAY ?? '').replace(/^.*:/, '').replace(/\..*$/, '')
}
