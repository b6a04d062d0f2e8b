import { describe, expect, test } from 'vitest'
import { createVault, openVault, readVault, rekeyVault, resealVault, vaultWays } from '#crypto'
import type { VaultSecret } from '#crypto'
import { headerBytes, vaultBytes } from '../../crypto/vault/format.ts'
import { closeSlot } from '../../crypto/vault/padlock.ts'
import { codeOf, fixedSodium, value } from './fixtures.ts'
import {
  body,
  cost,
  padlocksFor,
  passphrase,
  rememberingOpener,
  secrets,
  vaultFor,
  withChecksum,
} from './vaultWorld.ts'

const sodium = await fixedSodium()
const opener = rememberingOpener(sodium)
const all = vaultFor(sodium, secrets.passphrase, secrets.keychain, secrets.recovery)
const high = vaultFor(sodium, secrets.both)
const threeWays = [secrets.passphrase, secrets.keychain, secrets.recovery]

/** The file, with these bytes changed and its checksum right again. */
function altered(file: Uint8Array, at: number): Uint8Array {
  const changed = file.slice()
  changed[at] = (changed[at] ?? 0) ^ 0x01
  return withChecksum(sodium, changed)
}

describe('a vault with passphrase, keychain and recovery slots', () => {
  test.each(threeWays)('opens by its $kind alone', (secret) => {
    const opened = value(openVault(sodium, all.bytes, secret))
    expect(opened.body).toEqual(body)
    expect(opened.masterKey).toEqual(all.opened.masterKey)
    expect(opened.padlocks).toEqual(all.opened.padlocks)
  })

  test('names its ways without any key', () => {
    expect(vaultWays(value(readVault(sodium, all.bytes)))).toEqual([
      'passphrase',
      'keychain',
      'recovery',
    ])
  })

  test.each<[string, VaultSecret, string]>([
    ['another passphrase', { kind: 'passphrase', passphrase: 'not this one' }, 'passphrase-wrong'],
    ['another keychain', { kind: 'keychain', slotSecret: new Uint8Array(32) }, 'keychain-changed'],
    ['another key', { kind: 'recovery', recoveryKey: new Uint8Array(21) }, 'recovery-key-wrong'],
    ['both at once, which is no slot of it', secrets.both, 'slot-missing'],
  ])('refuses %s with a name of its own', (_, secret, code) => {
    expect(codeOf(openVault(sodium, all.bytes, secret))).toBe(code)
  })

  test('refuses every single corrupted byte, whichever slot is asked', () => {
    for (let at = 0; at < all.bytes.length; at++) {
      const corrupted = all.bytes.slice()
      corrupted[at] = (corrupted[at] ?? 0) ^ 0x80
      expect(opener.attempt(corrupted), `byte ${at}`).toBe('vault-corrupted before the passphrase')
    }
  })

  test.each(threeWays)(
    'refuses every single byte altered with its checksum put right, by its $kind',
    (secret) => {
      const codes = new Set<string>()
      for (let at = 0; at < all.bytes.length - 32; at++) {
        const code = opener.attempt(altered(all.bytes, at), secret)
        expect(code, `byte ${at}`).not.toBe('ok')
        codes.add(code)
      }
      const wrong = codeOf(openVault(sodium, all.bytes, otherOf(secret)))
      expect(codes).toContain(wrong)
      expect(codes).toContain('vault-corrupted')
      // A costly wrong guess, a refusal by name before it, or damage: nothing else, and no exception.
      for (const code of codes)
        expect(code).toMatch(
          new RegExp(
            `^(${wrong}|vault-corrupted( before the passphrase)?|(unsupported-version|vault-kdf-refused) before the passphrase)$`,
          ),
        )
    },
    600_000,
  )
})

/** A secret of the same kind that is not it. */
function otherOf(secret: (typeof threeWays)[number]): VaultSecret {
  switch (secret.kind) {
    case 'passphrase':
      return { ...secret, passphrase: 'not this one' }
    case 'keychain':
      return { ...secret, slotSecret: new Uint8Array(32) }
    case 'recovery':
      return { ...secret, recoveryKey: new Uint8Array(21) }
  }
}

describe('High mode', () => {
  test('opens by passphrase and keychain together, and by nothing less', () => {
    expect(value(openVault(sodium, high.bytes, secrets.both)).body).toEqual(body)
    const wrong = (secret: { passphrase?: string; slotSecret?: Uint8Array }) =>
      codeOf(openVault(sodium, high.bytes, { ...secrets.both, ...secret }))
    expect(wrong({ passphrase: `${passphrase}.` })).toBe('passphrase-wrong')
    expect(wrong({ slotSecret: new Uint8Array(32) })).toBe('passphrase-wrong')
    for (const secret of threeWays)
      expect(codeOf(openVault(sodium, high.bytes, secret))).toBe('slot-missing')
  })

  test('refuses every single byte altered with its checksum put right', () => {
    for (let at = 0; at < high.bytes.length - 32; at++)
      expect(opener.attempt(altered(high.bytes, at), secrets.both), `byte ${at}`).not.toBe('ok')
  })

  test('a slot of one kind called another opens for neither', () => {
    const [slot] = high.opened.slots
    if (slot === undefined || !('kdf' in slot.parameters)) throw new Error('a slot was made')
    const renamed = { ...slot, parameters: { ...slot.parameters, kind: 'passphrase' } as const }
    const file = value(resealVault(sodium, { ...high.opened, slots: [renamed] }, body))
    expect(opener.attempt(file)).toBe('passphrase-wrong')
  })
})

describe('the slots of a vault', () => {
  const [pass, chain, paper] = padlocksFor(
    sodium,
    secrets.passphrase,
    secrets.keychain,
    secrets.recovery,
  )
  const [both] = padlocksFor(sodium, secrets.both)
  if (!pass || !chain || !paper || !both) throw new Error('padlocks were made')

  test.each([
    ['none', []],
    ['the keychain alone', [chain]],
    ['the recovery key alone', [paper]],
    ['keychain and recovery key without a passphrase', [chain, paper]],
    ['High mode beside a recovery key', [both, paper]],
    ['High mode beside the keychain', [both, chain]],
    ['High mode beside the passphrase', [pass, both]],
    ['two passphrases', [pass, pass]],
    ['another order', [chain, pass]],
  ])('are never %s: not written, and refused as vault-corrupted', (_, padlocks) => {
    expect(() => rekeyVault(sodium, padlocks, body)).toThrow('Broken invariant')
    const masterKey = all.opened.masterKey
    const slots = padlocks.map((padlock) => closeSlot(sodium, padlock, masterKey))
    const file = value(resealVault(sodium, { masterKey, slots, padlocks, body }, body))
    expect(codeOf(readVault(sodium, file))).toBe('vault-corrupted')
  })

  test('a slot taken out or put in by someone without the master key is vault-corrupted', () => {
    const vault = value(readVault(sodium, all.bytes))
    const without = headerBytes(vault.slots.slice(0, 2))
    expect(opener.attempt(vaultBytes({ ...vault, header: without }, sodium))).toBe(
      'vault-corrupted',
    )
    const mine = closeSlot(sodium, paper, new Uint8Array(32))
    const exchanged = headerBytes([...vault.slots.slice(0, 2), mine])
    expect(opener.attempt(vaultBytes({ ...vault, header: exchanged }, sodium))).toBe(
      'vault-corrupted',
    )
    expect(opener.attempt(vaultBytes(vault, sodium))).toBe('ok')
  })

  test('padlocks that are not those of the slots are vault-corrupted', () => {
    const { opened } = all
    const swapped = [pass, ...opened.padlocks.slice(1)]
    for (const padlocks of [opened.padlocks.slice(1), [], swapped, [...opened.padlocks].reverse()])
      expect(opener.attempt(value(resealVault(sodium, { ...opened, padlocks }, body)))).toBe(
        'vault-corrupted',
      )
    const [first, ...rest] = opened.padlocks
    if (first === undefined) throw new Error('a padlock was made')
    const forged = [{ ...first, publicKey: both.publicKey }, ...rest]
    expect(opener.attempt(value(resealVault(sodium, { ...opened, padlocks: forged }, body)))).toBe(
      'vault-corrupted',
    )
  })

  test('a vault made up by someone who knows only public keys does not open for its owner', () => {
    const { publicKey, parameters } = all.opened.padlocks[2] ?? paper
    const guessed = { parameters, publicKey, authKey: new Uint8Array(32) }
    const masterKey = new Uint8Array(32).fill(9)
    const padlocks = [pass, chain, guessed]
    const slots = padlocks.map((padlock) => closeSlot(sodium, padlock, masterKey))
    const file = value(resealVault(sodium, { masterKey, slots, padlocks, body }, body))
    expect(codeOf(openVault(sodium, file, secrets.recovery))).toBe('recovery-key-wrong')
  })
})

describe('a new master key', () => {
  const news = new Uint8Array(400).fill(5)
  const [changed] = padlocksFor(sodium, { kind: 'passphrase', passphrase: 'another rose in July' })
  if (changed === undefined) throw new Error('a padlock was made')
  const next = value(rekeyVault(sodium, [changed, ...all.opened.padlocks.slice(1)], news))

  test('comes with a changed passphrase: the old one is refused, the other ways stay', () => {
    expect(next.opened.masterKey).not.toEqual(all.opened.masterKey)
    expect(codeOf(openVault(sodium, next.bytes, secrets.passphrase))).toBe('passphrase-wrong')
    const fresh = { kind: 'passphrase', passphrase: 'another rose in July' } as const
    for (const secret of [fresh, secrets.keychain, secrets.recovery])
      expect(value(openVault(sodium, next.bytes, secret)).body).toEqual(news)
  })

  test('makes an old copy of the file open nothing new', () => {
    const old = value(openVault(sodium, all.bytes, secrets.passphrase))
    expect(old.body).toEqual(body)
    // With all that the old copy gives: its master key does not open the new body, nor do its slots.
    const vault = value(readVault(sodium, next.bytes))
    const spliced = vaultBytes({ ...vault, header: headerBytes(old.slots) }, sodium)
    for (const secret of threeWays) expect(opener.attempt(spliced, secret)).toBe('vault-corrupted')
    const forced = value(resealVault(sodium, { ...next.opened, masterKey: old.masterKey }, news))
    expect(opener.attempt(forced, secrets.recovery)).toBe('vault-corrupted')
  })

  test('ends a slot that is left out, and the key that comes in its place is another', () => {
    const dropped = value(rekeyVault(sodium, all.opened.padlocks.slice(0, 1), news))
    for (const secret of [secrets.keychain, secrets.recovery])
      expect(codeOf(openVault(sodium, dropped.bytes, secret))).toBe('slot-missing')
    const other = { kind: 'recovery', recoveryKey: new Uint8Array(21).fill(1) } as const
    const [paper] = padlocksFor(sodium, other)
    const [first, second] = all.opened.padlocks
    if (!paper || !first || !second) throw new Error('padlocks were made')
    const replaced = value(rekeyVault(sodium, [first, second, paper], news))
    expect(codeOf(openVault(sodium, replaced.bytes, secrets.recovery))).toBe('recovery-key-wrong')
    expect(codeOf(openVault(sodium, replaced.bytes, other))).toBe('ok')
  })

  test('needs nobody to type anything: every slot is closed again by its padlock', () => {
    const again = value(rekeyVault(sodium, all.opened.padlocks, news))
    expect(again.opened.masterKey).not.toEqual(all.opened.masterKey)
    for (const secret of threeWays)
      expect(value(openVault(sodium, again.bytes, secret)).body).toEqual(news)
  })

  test('is made with a weak passphrase by nobody', () => {
    expect(codeOf(createVault(sodium, 'short', body, cost))).toBe('passphrase-weak')
  })
})
