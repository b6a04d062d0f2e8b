import { encodeUtf8 } from '#shared/codec/index.ts'
import { fromHex, toHex } from '#shared/ids.ts'
import { derive } from '../derive.ts'
import type { KeyPair, Sodium } from '../sodium.ts'
import type { EpochContext, EpochKeys } from './types.ts'

/**
 * PRK = BLAKE2b-256(epochKey, lp("SR1/epoch") lp(forum) lp(scope) lp(epochId)), then one subkey for
 * each use by label. `epochKey` has 32 bytes; the caller keeps it in the vault or erases it.
 */
export function deriveEpochKeys(
  sodium: Sodium,
  context: EpochContext & { readonly epochKey: Uint8Array },
): EpochKeys {
  const { forum, scope, epochId, epochKey } = context
  const root = derive(sodium, epochKey, 'SR1/epoch', [
    fromHex(forum),
    encodeUtf8(scope),
    fromHex(epochId),
  ])
  const keys = {
    forum,
    scope,
    epochId,
    enc: derive(sodium, root, 'SR1/enc'),
    commit: derive(sodium, root, 'SR1/commit'),
    tag: derive(sodium, root, 'SR1/tag'),
    presence: derive(sodium, root, 'SR1/presence'),
    room: derive(sodium, root, 'SR1/room'),
    box: derive(sodium, root, 'SR1/box'),
  }
  sodium.erase(root)
  return keys
}

/** The Ed25519 pair that opens the epoch's mailbox at a relay. */
export function mailboxKeys(sodium: Sodium, keys: EpochKeys): KeyPair {
  return sodium.signingPair(derive(sodium, keys.box, 'SR1/mailbox-capability'))
}

/** The name of the epoch's room, 32 hex digits: says nothing about the forum and ends with the epoch. */
export function roomName(sodium: Sodium, keys: EpochKeys): string {
  return toHex(derive(sodium, keys.room, 'SR1/room-name', [], 16))
}

/** What signalling messages of the room are encrypted with, 64 hex digits. */
export function roomPassword(sodium: Sodium, keys: EpochKeys): string {
  return toHex(derive(sodium, keys.room, 'SR1/room-password'))
}
