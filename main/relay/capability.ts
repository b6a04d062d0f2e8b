import { createHash, createPublicKey, randomBytes, verify } from 'node:crypto'
import { mailboxNameInput, mailboxOpenStatement } from '#shared/wire/relay/index.ts'

// What stands before a raw Ed25519 key in a SubjectPublicKeyInfo (RFC 8410, section 4).
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex')

/** 32 fresh bytes for one connection. */
export function createChallenge(): Uint8Array {
  return randomBytes(32)
}

/**
 * The name in hex of the mailbox that a public key opens, or null when the signature does not answer
 * the challenge. A key that is no key counts as a wrong signature.
 */
export function checkCapability(
  challenge: Uint8Array,
  publicKey: Uint8Array,
  signature: Uint8Array,
): string | null {
  const name = createHash('sha256').update(mailboxNameInput(publicKey)).digest()
  return signed(mailboxOpenStatement(challenge, name), publicKey, signature)
    ? name.toString('hex')
    : null
}

function signed(statement: Uint8Array, publicKey: Uint8Array, signature: Uint8Array): boolean {
  try {
    const der = Buffer.concat([spkiPrefix, publicKey])
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' })
    return verify(null, statement, key, signature)
  } catch {
    return false
  }
}
