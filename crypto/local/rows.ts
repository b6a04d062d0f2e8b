import { concatBytes, encode } from '#shared/codec/index.ts'
import { toHex } from '#shared/ids.ts'
import { fail } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'
import { derive } from '../derive.ts'
import type { Sodium } from '../sodium.ts'
import { inWorkspace } from '../workspace.ts'

/** Where a row lies: bound into its seal, so that a row moved or of an older schema does not open. */
export interface RowPlace {
  readonly table: string
  readonly key: string
  readonly version: number
}

const nonceBytes = 24

/** nonce | XChaCha20-Poly1305(key, nonce, lp("SR1/row") lp(table) lp(key) version, bytes). `key`: 32 bytes. */
export function sealRow(
  sodium: Sodium,
  key: Uint8Array,
  place: RowPlace,
  bytes: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const nonce = sodium.random(nonceBytes)
  const sealed = withAssociatedData(place, (associated) =>
    sodium.seal(key, nonce, associated, bytes),
  )
  return concatBytes(nonce, sealed)
}

/** Opens what `sealRow` sealed for this place; `row-corrupted` names table and opaque key. */
export function openRow(
  sodium: Sodium,
  key: Uint8Array,
  place: RowPlace,
  sealed: Uint8Array,
): Result<Uint8Array, 'row-corrupted'> {
  const nonce = sealed.subarray(0, nonceBytes)
  if (nonce.length === nonceBytes) {
    const opened = withAssociatedData(place, (associated) =>
      sodium.open(key, nonce, associated, sealed.subarray(nonceBytes)),
    )
    if (opened.ok) return opened
  }
  return fail('row-corrupted', `${place.table} ${place.key}`)
}

/** The opaque name of something: BLAKE2b-128(key, lp(label) lp(bytes)) as 32 hex digits. `key`: 32 bytes. */
export function opaqueId(
  sodium: Sodium,
  key: Uint8Array,
  label: string,
  bytes: Uint8Array,
): string {
  return toHex(derive(sodium, key, label, [bytes], 16))
}

/** Enough for the names of any table and row; longer ones cost a copy and nothing else. */
const usualPlaceBytes = 256

function withAssociatedData<T>(place: RowPlace, use: (associated: Uint8Array) => T): T {
  return inWorkspace(usualPlaceBytes, (room) =>
    use(
      encode((writer) => {
        writer.text('SR1/row')
        writer.text(place.table)
        writer.text(place.key)
        writer.varint(place.version)
      }, room),
    ),
  )
}
