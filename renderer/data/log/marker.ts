import { openRecord } from './context.ts'
import type { LogContext } from './context.ts'
import type { LogMarker } from './types.ts'
import { decode, encode } from '#shared/codec/index.ts'
import { toHex } from '#shared/ids.ts'
import type { Result } from '#shared/result.ts'

/** The marker as the last opening left it; null in a new database, and when it is damaged or gone. */
export async function readMarker(context: LogContext, isNew: boolean): Promise<LogMarker | null> {
  const name = markerName(context)
  const row = await context.database.meta.get(name)
  if (row !== undefined) return openRecord(context, 'meta', name, row.sealed, decodeMarker)
  if (!isNew) context.damage.report('meta', name)
  return null
}

/** Counts this opening, or begins to count. Only once it is certain that the key is the right one. */
export async function countOpening(
  context: LogContext,
  known: LogMarker | null,
  newId: () => Uint8Array,
): Promise<LogMarker> {
  const marker = { id: known?.id ?? toHex(newId()), openings: (known?.openings ?? 0) + 1 }
  const name = markerName(context)
  const sealed = context.seal.seal('meta', name, encodeMarker(marker))
  await context.database.meta.put({ name, sealed })
  return marker
}

function markerName({ seal }: LogContext): string {
  return seal.opaque('meta', new Uint8Array(0))
}

function encodeMarker(marker: LogMarker): Uint8Array {
  return encode((writer) => {
    writer.hex(marker.id)
    writer.varint(marker.openings)
  })
}

function decodeMarker(bytes: Uint8Array): Result<LogMarker> {
  return decode(bytes, (reader) => ({ id: reader.hex(16), openings: reader.varint() }))
}
