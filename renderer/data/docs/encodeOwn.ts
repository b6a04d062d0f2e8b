import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { updateLimit } from './parseUpdate.ts'

type Deletes = ReturnType<typeof Y.createDeleteSet>

/**
 * One client's own writing from a clock on, and deletes, as Yjs V1 updates that follow each other.
 * Yjs' own update events would not do: they repeat writing made inside an observer and would carry
 * others' writing along with it. Split so that no update comes near the size limit.
 */
export function encodeOwn(
  doc: Y.Doc,
  clientId: number,
  fromClock: number,
  deletes: readonly Deletes[],
): Uint8Array<ArrayBuffer>[] {
  const parts = encodeStructs(doc, clientId, fromClock)
  const deleted = encodeDeletes(deletes)
  const last = parts.length - 1
  if (last < 0) return deleted === null ? [] : [joined([0], deleted)]
  const none = Uint8Array.of(0)
  return parts.map((part, at) => joined(part, at === last ? (deleted ?? none) : none))
}

const partSize = updateLimit / 4

function encodeStructs(doc: Y.Doc, clientId: number, fromClock: number): Uint8Array[] {
  const structs = doc.store.clients.get(clientId)
  if (structs === undefined || Y.getState(doc.store, clientId) <= fromClock) return []
  const parts: Uint8Array[] = []
  let at = Y.findIndexSS(structs, fromClock)
  let clock = fromClock
  while (at < structs.length) {
    const body = new Y.UpdateEncoderV1()
    const partClock = clock
    let count = 0
    for (
      let struct = structs[at];
      struct !== undefined && encoding.length(body.restEncoder) < partSize;
      struct = structs[++at]
    ) {
      struct.write(body, clock - struct.id.clock)
      clock = struct.id.clock + struct.length
      count++
    }
    const head = encoding.createEncoder()
    for (const number of [1, count, clientId, partClock]) encoding.writeVarUint(head, number)
    encoding.writeUint8Array(head, body.toUint8Array())
    parts.push(encoding.toUint8Array(head))
  }
  return parts
}

/** As Yjs writes them: clients from the highest id down, ranges in order; null for none. */
function encodeDeletes(deletes: readonly Deletes[]): Uint8Array | null {
  const merged = Y.mergeDeleteSets([...deletes]).clients
  if (merged.size === 0) return null
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, merged.size)
  for (const [client, ranges] of [...merged].sort(([a], [b]) => b - a)) {
    encoding.writeVarUint(encoder, client)
    encoding.writeVarUint(encoder, ranges.length)
    for (const range of ranges) {
      encoding.writeVarUint(encoder, range.clock)
      encoding.writeVarUint(encoder, range.len)
    }
  }
  return encoding.toUint8Array(encoder)
}

function joined(head: ArrayLike<number>, tail: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(head.length + tail.length)
  bytes.set(head)
  bytes.set(tail, head.length)
  return bytes
}
