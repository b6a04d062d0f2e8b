import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startKeyring } from '#tests/support/keyring/index.ts'
import { asOrdinaryUser, makeUserFolder } from '#tests/support/ordinaryUser.ts'

/** Asks the bus of a keyring whether its keyring is closed: "true", "false", or why it cannot say. */
function isLocked(env: Readonly<Record<string, string>>): string {
  const words = [
    ...asOrdinaryUser(),
    'dbus-send',
    '--session',
    '--print-reply=literal',
    '--dest=org.freedesktop.secrets',
    '/org/freedesktop/secrets/collection/login',
    'org.freedesktop.DBus.Properties.Get',
    'string:org.freedesktop.Secret.Collection',
    'string:Locked',
  ]
  const asked = spawnSync('env', words, { env: { PATH: process.env['PATH'] ?? '', ...env } })
  return `${String(asked.stdout)}${String(asked.stderr)}`
}

test('A keyring is open as soon as it has started, each time anew, and gone when it is stopped', async () => {
  const folder = makeUserFolder('subrosa-ring-')
  for (const name of ['one', 'two', 'one', 'two', 'one']) {
    const ring = await startKeyring(join(folder, name))
    expect(isLocked(ring.env)).toContain('boolean false')
    await ring.stop()
    expect(isLocked(ring.env)).not.toContain('boolean')
  }
  rmSync(folder, { recursive: true, force: true })
})
