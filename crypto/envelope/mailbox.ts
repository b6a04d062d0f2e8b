import { concatBytes, encodeUtf8 } from '#shared/codec/index.ts'
import type { KeyPair, Sodium } from '../sodium.ts'

const namePrefix = encodeUtf8('SR1/mailbox\0')

/** A mailbox's name, 32 bytes: SHA-256("SR1/mailbox" NUL capability public key), as the relay computes it. */
export function mailboxName(sodium: Sodium, publicKey: Uint8Array): Uint8Array {
  return sodium.sha256(concatBytes(namePrefix, publicKey))
}

/** Answers a relay's challenge (32 bytes): an Ed25519 signature over "SR1/mailbox-open" NUL challenge NUL name. */
export function signMailboxOpen(
  sodium: Sodium,
  capability: KeyPair,
  challenge: Uint8Array,
): Uint8Array {
  const name = mailboxName(sodium, capability.publicKey)
  return sodium.signMailboxOpen(challenge, name, capability.secretKey)
}
