import { concatBytes, encodeUtf8 } from '../../codec/index.ts'

const namePrefix = encodeUtf8('SR1/mailbox\0')
const openPrefix = encodeUtf8('SR1/mailbox-open\0')
const nul = new Uint8Array(1)

/** What SHA-256 turns into a mailbox's secret name: "SR1/mailbox" NUL Ed25519 public key. */
export function mailboxNameInput(publicKey: Uint8Array): Uint8Array<ArrayBuffer> {
  return concatBytes(namePrefix, publicKey)
}

/** What the holder of a mailbox's key signs to open it: "SR1/mailbox-open" NUL challenge NUL name. */
export function mailboxOpenStatement(
  challenge: Uint8Array,
  name: Uint8Array,
): Uint8Array<ArrayBuffer> {
  return concatBytes(openPrefix, challenge, nul, name)
}
