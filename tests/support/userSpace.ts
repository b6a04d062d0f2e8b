import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ensureUserFolder } from './ordinaryUser.ts'

/** Chromium puts a socket below TMPDIR, and a socket's path has at most 107 bytes. */
const longestTemporary = 107 - '/.org.chromium.Chromium.XXXXXX/SingletonSocket'.length

/**
 * A home for a browser that keeps everything it writes below `home`, so that a search of `home` and
 * of the profile sees all of it. Gives the whole environment to start with; nothing of this
 * process's own environment goes along but the path, the language and the right to the display.
 */
export function makeHome(home: string, display: string | undefined): Record<string, string> {
  const places = {
    HOME: home,
    TMPDIR: join(home, 't'),
    XDG_CONFIG_HOME: join(home, 'config'),
    XDG_CACHE_HOME: join(home, 'cache'),
    XDG_DATA_HOME: join(home, 'data'),
    XDG_STATE_HOME: join(home, 'state'),
    XDG_RUNTIME_DIR: join(home, 'run'),
  }
  if (places.TMPDIR.length > longestTemporary) {
    throw new Error(`Too long a path for a browser's sockets: ${places.TMPDIR}`)
  }
  for (const dir of Object.values(places)) ensureUserFolder(dir)
  const { PATH = '/usr/sbin:/usr/bin:/sbin:/bin', LANG = 'C.UTF-8', XAUTHORITY } = process.env
  return {
    ...places,
    PATH,
    LANG,
    // Without a bus named, Chromium starts one of its own, which stays behind.
    DBUS_SESSION_BUS_ADDRESS: 'disabled:',
    ...(display === undefined ? {} : { DISPLAY: display }),
    ...(XAUTHORITY === undefined ? {} : { XAUTHORITY }),
  }
}

/**
 * Writes a small shell script into `dir` that runs `command` with the arguments it is given itself:
 * Playwright takes one executable and no words before it. Gives the script's path.
 */
export function writeWrapper(dir: string, command: readonly string[]): string {
  mkdirSync(dir, { recursive: true })
  const path = join(dir, 'start')
  writeFileSync(path, `#!/bin/sh\nexec ${command.map(quote).join(' ')} "$@"\n`)
  chmodSync(path, 0o755)
  return path
}

function quote(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`
}
