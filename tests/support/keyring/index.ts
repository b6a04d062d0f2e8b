import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ensureUserFolder, asOrdinaryUser } from '../ordinaryUser.ts'
import { startGuard } from '../guard.ts'
import { makeHome } from '../userSpace.ts'

/** A session bus with an unlocked GNOME Keyring on it. */
export interface SystemKeyring {
  /** What an app must be started with to find it. */
  readonly env: Readonly<Record<string, string>>
  stop(): Promise<void>
}

/**
 * Both run as the ordinary user and end when the guard's input closes. The keyring's own password
 * is one letter, so that it opens without a window. Says nothing when it does not open in a minute.
 */
const script = `
  exec 4>&1
  config=$1
  shift
  "$@" dbus-run-session --config-file="$config" -- /bin/sh -c '
    printf x | gnome-keyring-daemon --unlock --components=secrets --foreground >/dev/null 2>&1 &
    keyring=$!
    tries=0
    until dbus-send --session --print-reply --dest=org.freedesktop.secrets \\
      /org/freedesktop/secrets/collection/login org.freedesktop.DBus.Properties.Get \\
      string:org.freedesktop.Secret.Collection string:Locked 2>/dev/null | grep -q false
    do
      tries=$((tries + 1))
      [ $tries -gt 600 ] && exit 1
      sleep 0.1
    done
    echo "$DBUS_SESSION_BUS_ADDRESS" >&4
    while read -r line; do :; done
    kill $keyring
    wait $keyring
  '
`

/** A bus that starts nothing by itself: it would start a second keyring, closed, and race with ours. */
const busConfig = `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
  "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir=/tmp</listen>
  <policy context="default">
    <allow send_destination="*"/>
    <allow receive_sender="*"/>
    <allow own="*"/>
  </policy>
</busconfig>
`

/**
 * Starts GNOME Keyring with what `dir` holds: the same folder is the same keyring again, another one
 * is another keyring. Throws when it is not installed or does not open.
 */
export async function startKeyring(dir: string): Promise<SystemKeyring> {
  ensureUserFolder(dir)
  const home = makeHome(dir, undefined)
  const given = Object.entries(home).filter(([name]) => name !== 'DBUS_SESSION_BUS_ADDRESS')
  const config = join(dir, 'bus.conf')
  writeFileSync(config, busConfig, { mode: 0o644 })
  const guard = startGuard(script, [
    config,
    ...asOrdinaryUser(),
    'env',
    '-i',
    ...given.map(([name, value]) => `${name}=${value}`),
  ])
  const address = await new Promise<string | null>((resolve) => {
    guard.lines.once('line', resolve)
    guard.lines.once('close', () => resolve(null))
  })
  if (address === null || !address.startsWith('unix:')) {
    await guard.release()
    throw new Error('GNOME Keyring did not start; on Debian: apt-get install gnome-keyring dbus')
  }
  return {
    // Chromium asks a keyring only on a desktop that has one.
    env: { DBUS_SESSION_BUS_ADDRESS: address, XDG_CURRENT_DESKTOP: 'GNOME' },
    stop: () => guard.release(),
  }
}
