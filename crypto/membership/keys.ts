import { toHex } from '#shared/ids.ts'

/** Under which the attestations of one snapshot are kept. */
export function attestationKey(scope: string, document: string, snapshot: Uint8Array): string {
  return `${toHex(snapshot)}\n${scope}\n${document}`
}
