import {
  type OpenedVault,
  parseRecoveryKey,
  parseRecoveryKit,
  readVault,
  type SlotKind,
  type Sodium,
  vaultWays,
} from '#crypto'
import { decodeContents, type ProfileContents } from '#renderer/data/profile/index.ts'
import { askVaultWorker } from '#renderer/worker/index.ts'
import { fail, ok, type Result } from '#shared/result.ts'
import { bothSecrets, keychainSecret, readVaultFile } from './secrets.ts'

/** A vault that was just opened, and by which way. */
export interface Unlocked {
  readonly opened: OpenedVault
  readonly contents: ProfileContents
  /** What the keychain gave, where it was needed: High mode needs it again. */
  readonly slotSecret: Uint8Array | null
}

/** How somebody wants to open the vault. */
export type Way =
  | { readonly kind: 'passphrase'; readonly passphrase: string }
  | { readonly kind: 'keychain' }
  /** `typed` as it was typed from paper. */
  | { readonly kind: 'recovery'; readonly typed: string }

/** The ways into the vault file, without any key. */
export async function readWays(sodium: Sodium): Promise<Result<readonly SlotKind[]>> {
  const file = await readVaultFile()
  if (!file.ok) return file
  const vault = readVault(sodium, file.value)
  return vault.ok ? ok(vaultWays(vault.value)) : vault
}

/**
 * Opens the vault file. Besides the failures of `openVault`: `recovery-key-mistyped`, those of the
 * keyring, `keychain-needed` in High mode, `vault-missing` without a file or
 * a forum, or the way to one, in it.
 */
export async function openVaultFile(sodium: Sodium, way: Way): Promise<Result<Unlocked>> {
  const file = await readVaultFile()
  if (!file.ok) return file
  const vault = readVault(sodium, file.value)
  if (!vault.ok) return vault
  const secret = await secretFor(sodium, way, vaultWays(vault.value))
  if (!secret.ok) return secret
  const opened = await askVaultWorker({ kind: 'open', secret: secret.value, bytes: file.value })
  if (!opened.ok) return opened
  const contents = decodeContents(opened.value.body)
  if (!contents.ok) return contents
  const { forum, coming } = contents.value
  if (forum === null && coming == null) return fail('vault-missing')
  const slotSecret = 'slotSecret' in secret.value ? secret.value.slotSecret : null
  return ok({ opened: opened.value, contents: contents.value, slotSecret })
}

async function secretFor(sodium: Sodium, way: Way, ways: readonly SlotKind[]) {
  if (way.kind === 'keychain') return keychainSecret()
  if (way.kind === 'passphrase')
    return ways.includes('passphrase-and-keychain') ? bothSecrets(way.passphrase) : ok(way)
  // Whoever types the whole sheet has typed the key too.
  const sheet = parseRecoveryKit(sodium, way.typed)
  const recoveryKey = sheet.ok ? ok(sheet.value.recoveryKey) : parseRecoveryKey(way.typed)
  return recoveryKey.ok
    ? ok({ kind: 'recovery', recoveryKey: recoveryKey.value } as const)
    : recoveryKey
}
