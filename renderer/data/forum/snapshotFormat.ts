import { decode, encode } from '#shared/codec/index.ts'
import type { DeviceId, EnvelopeId, IncarnationId } from '#shared/ids.ts'
import type { Result } from '#shared/result.ts'

/** How far a snapshot reaches in one log, and by which envelope. */
export interface Cover {
  readonly device: DeviceId
  readonly incarnation: IncarnationId
  readonly seq: number
  readonly id: EnvelopeId
}

/** A document's whole state for those who hold none of its earlier keys. */
export interface Snapshot {
  readonly covers: readonly Cover[]
  /** Yjs V2 of a garbage-collected clone. */
  readonly state: Uint8Array
}

const mostCovers = 100_000

/** A snapshot as one run of bytes; crypto's `splitSnapshot` cuts it into envelopes. */
export function encodeSnapshot(snapshot: Snapshot): Uint8Array {
  return encode((writer) => {
    writer.list(snapshot.covers, (cover) => {
      writer.hex(cover.device)
      writer.hex(cover.incarnation)
      writer.varint(cover.seq)
      writer.hex(cover.id)
    })
    writer.bytes(snapshot.state)
  }, snapshot.state.length + 4096)
}

/** Reads a joined snapshot; 'malformed' when it is none. */
export function decodeSnapshot(whole: Uint8Array): Result<Snapshot, 'malformed'> {
  return decode(whole, (reader) => ({
    covers: reader.list(mostCovers, () => ({
      // The reader gives exactly as many hex digits as these ids have.
      device: reader.hex(32) as DeviceId,
      incarnation: reader.hex(16) as IncarnationId,
      seq: reader.varint(),
      id: reader.hex(32) as EnvelopeId,
    })),
    state: reader.bytes(whole.length),
  }))
}
