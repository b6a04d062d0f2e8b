import { encodeUtf8 } from '#shared/codec/index.ts'
import { fromHex } from '#shared/ids.ts'
import type { DeviceId, IncarnationId } from '#shared/ids.ts'
import { labelledHash } from '../derive.ts'
import type { Sodium } from '../sodium.ts'

/**
 * The Yjs client id of a log: the first 53 bits of BLAKE2b over device, incarnation and document.
 * Derived, so that nobody can write under another's id and no id is ever used twice.
 */
export function derivedClientId(
  sodium: Sodium,
  device: DeviceId,
  incarnation: IncarnationId,
  document: string,
): number {
  const hash = labelledHash(sodium, 'SR1/client-id', [
    fromHex(device),
    fromHex(incarnation),
    encodeUtf8(document),
  ])
  let id = 0
  for (const byte of hash.subarray(0, 6)) id = id * 256 + byte
  return id * 32 + ((hash[6] ?? 0) >> 3)
}
