import { opaqueId, openRow, sealRow } from '#crypto'
import type { Sodium } from '#crypto'
import type { Result } from '#shared/result.ts'

/** Seals rows one by one; a row opens only in the table and at the key it was sealed for. */
export interface RowSeal {
  /** Sealed bytes in a buffer of their own, so that storing them copies nothing else. */
  seal(table: string, key: string, plain: Uint8Array): Uint8Array
  /** Fails when a byte was changed, or the row was moved or sealed under another key. */
  open(table: string, key: string, sealed: unknown): Result<Uint8Array>
  /** The opaque name (32 hex digits) under which something is found again without saying what. */
  opaque(label: string, bytes: Uint8Array): string
}

/** The version of the row layout, bound into every row. */
const rowVersion = 1

/** Binds the crypto door's row functions to one key. `rowKey`: 32 bytes, not copied. */
export function createRowSeal(sodium: Sodium, rowKey: Uint8Array): RowSeal {
  return {
    seal(table, key, plain) {
      const sealed = sealRow(sodium, rowKey, { table, key, version: rowVersion }, plain)
      return sealed.byteLength === sealed.buffer.byteLength ? sealed : sealed.slice()
    },
    open(table, key, sealed) {
      const bytes = sealed instanceof Uint8Array ? sealed : new Uint8Array(0)
      return openRow(sodium, rowKey, { table, key, version: rowVersion }, bytes)
    },
    opaque: (label, bytes) => opaqueId(sodium, rowKey, label, bytes),
  }
}
