import { readFileSync, readdirSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  createPadlock,
  createRecoveryKey,
  openVault,
  parseRecoveryKey,
  recoveryKeyText,
  rekeyVault,
} from '#crypto'
import { openSealedLog, type SealedLog } from '#renderer/data/log/index.ts'
import { codeOf, fixedSodium } from '../crypto/fixtures.ts'
import { body, cost, secrets, vaultFor } from '../crypto/vaultWorld.ts'
import { heldBy } from '../renderer/forum/offline.ts'
import { allHave, park, posted, sees } from '../renderer/forum/steps.ts'
import {
  type Computer,
  sodiumOnce,
  startWorld,
  value,
  type World,
} from '../renderer/forum/world.ts'
import { copyOf, putBack } from './oldCopy.ts'

const sodium = await fixedSodium(53)

describe('a vault', () => {
  test('quiet-1187: opens with the printed recovery key and no passphrase, under a new one from then on', () => {
    const printed = recoveryKeyText(createRecoveryKey(sodium))
    const recovery = { kind: 'recovery', recoveryKey: value(parseRecoveryKey(printed)) } as const
    const { bytes } = vaultFor(sodium, secrets.passphrase, recovery)
    const opened = value(openVault(sodium, bytes, recovery))
    expect(opened.body).toEqual(body)
    const fresh = { kind: 'passphrase', passphrase: 'one that is not forgotten' } as const
    const [, other] = opened.padlocks
    if (other === undefined) throw new Error('there are two ways in')
    const ways = [value(createPadlock(sodium, fresh, cost)), other]
    const again = value(rekeyVault(sodium, ways, opened.body))
    expect(value(openVault(sodium, again.bytes, fresh)).body).toEqual(body)
    expect(codeOf(openVault(sodium, again.bytes, secrets.passphrase))).toBe('passphrase-wrong')
  })

  test('keychain change: a keychain lost or changed leaves the passphrase working, and the file as it was', () => {
    const { bytes } = vaultFor(sodium, secrets.passphrase, secrets.keychain)
    const before = bytes.slice()
    const changed = { kind: 'keychain', slotSecret: sodium.random(32) } as const
    expect(codeOf(openVault(sodium, bytes, changed))).toBe('keychain-changed')
    expect(bytes).toEqual(before)
    const opened = value(openVault(sodium, bytes, secrets.passphrase))
    expect(opened.body).toEqual(body)
    const [passphrase] = opened.padlocks
    if (passphrase === undefined) throw new Error('there are two ways in')
    const ways = [passphrase, value(createPadlock(sodium, changed, cost))]
    const mended = value(rekeyVault(sodium, ways, opened.body))
    expect(value(openVault(sodium, mended.bytes, changed)).body).toEqual(body)
  })
})

describe('secrets', () => {
  const root = new URL('../../', import.meta.url)
  const sources = ['crypto', 'shared', 'renderer', 'main']
    .flatMap((folder) =>
      readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' }).map(
        (file) => `${folder}/${file}`,
      ),
    )
    .filter((file) => /\.tsx?$/.test(file) && !file.includes('node_modules'))
    .map((file) => ({ file, text: readFileSync(new URL(file, root), 'utf8') }))

  test('quiet-2945: what proves a key is compared in constant time, and byte by byte only what is public', () => {
    expect(sources.find(({ file }) => file === 'crypto/sodium.ts')?.text).toContain(
      'equal: (a, b) => a.length === b.length && libsodium.memcmp(a, b),',
    )
    const compared = (call: RegExp) =>
      sources
        .flatMap(({ file, text }) =>
          [...text.matchAll(call)].map(([, what]) => `${file.split('/').at(-1)} ${what}`),
        )
        .sort()
    // MACs, tags, commitments, checks of keys and checksums.
    expect(compared(/sodium\.equal\(([^;{]*?)\)(?=\)| ?[?)]| &&|;)/g).length).toBeGreaterThan(8)
    // Public keys, entries and ciphertexts that lie in the chain, parameters that lie in the file, and
    // what a member was asked to sign.
    const publicOnly = [
      'acceptEpoch.ts made, given',
      'acceptEpoch.ts publicKey, own.sealingKey',
      'acceptEpoch.ts publicKey, own.sealingKey',
      'acknowledge.ts key, publicKey',
      'bytes.ts a: Uint8Array, b: Uint8Array',
      'checkEpoch.ts mine, given',
      'checkEpoch.ts publicKey, own.sealingKey',
      'checkSheet.ts expected.known, publicKey',
      'epochRules.ts each.sealingKey, body.sealingKey',
      'erase.ts key, publicKey',
      'joiningRules.ts a, b',
      'joiningRules.ts invitation.proofKey, entry.body.proofKey',
      'memberRules.ts member.recovery.key, body.proof.recoveryKey',
      'printedKey.ts current, recoveryKey',
      'printedKey.ts next, before',
      'readWaybills.ts publicKey, sealingKey',
      'sameIntent.ts bytesOf(said), bytesOf(intent',
      'sealingKeys.ts key, publicKey',
      'sheetStanding.ts known, recovery.signingKey',
      'vault.ts parameterBytes(a), parameterBytes(b',
      'verify.ts body.proof.recoveryKey, recoveryKey',
      'verify.ts found.sealingKey, device.sealing.publicKey',
      'welcome.ts body.transcript, transcript.hash',
      'welcome.ts device.sealingKey, transcript.joiner.sealingKey',
    ]
    expect(compared(/equalBytes\(([^)]*\([^)]*\)[^)]*|[^)]*)\)/g)).toEqual(publicOnly)
  })
})

describe('an older copy of the disk', () => {
  let world: World
  beforeEach(async () => {
    world = await startWorld()
  })
  afterEach(() => world.end())

  async function logOf<T>(computer: Computer, ask: (log: SealedLog) => Promise<T>): Promise<T> {
    const { name, rowKey } = heldBy(computer).database
    const asked = { name, rowKey, sodium: await sodiumOnce(), expect: 'existing' } as const
    const log = value(await openSealedLog(asked))
    const found = await ask(log)
    await log.close()
    return found
  }

  test.each([
    ['backup restore: an older profile put back never reuses a sequence number', true],
    ['rollback of a device’s own store loses nothing that others have, and reuses no place', false],
  ])('%s', async (_, vault) => {
    const ingrid = await world.found('Ingrid')
    const tomas = await world.letIn(ingrid, 'Tomás')
    park(tomas, 'in the backup')
    await sees(ingrid, 'in the backup')
    await posted(tomas, ingrid)
    await tomas.close()
    const copy = await copyOf(tomas)
    await tomas.open()
    park(tomas, 'after the backup')
    await sees(ingrid, 'after the backup')
    await posted(tomas)
    await tomas.close()
    const lost = await logOf(tomas, async (log) => log.heads('forum', 'parking-lot'))
    await putBack(tomas, copy, { vault })
    const left = await logOf(tomas, async (log) => log.heads('forum', 'parking-lot'))
    expect(left.length).toBeLessThan(lost.length)

    // Alone, so that nothing of what was lost can help.
    tomas.reach({ relay: false, mesh: false })
    await tomas.open()
    expect(tomas.topics()).toEqual(['in the backup'])
    park(tomas, 'written on the old copy')
    await tomas.close()
    tomas.reach({ relay: true, mesh: true })
    await tomas.open()
    await allHave([ingrid, tomas], ['in the backup', 'after the backup', 'written on the old copy'])
    for (const each of [ingrid, tomas]) {
      await each.close()
      expect(await logOf(each, async (log) => value(await log.forks()))).toEqual([])
    }
  })
})
