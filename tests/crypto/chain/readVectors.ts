import { decodeDevice, decodeEntry } from '#crypto'
import type { DeviceSecrets, Entry, Sodium } from '#crypto'
import { concatBytes, encode } from '#shared/codec/index.ts'
import { fromHex, toHex } from '#shared/ids.ts'
import { value } from '../fixtures.ts'
import { present } from './book.ts'
import { namesOf } from './inFile.ts'
import type { WrittenEntry } from './inFile.ts'
import { madeFromRoot } from './madeFromRoot.ts'
import type { membershipVectors } from './membershipVectors.ts'

export type Vectors = Awaited<ReturnType<typeof membershipVectors>>

/** What the file says and nothing else: devices, and entries decoded from their bytes, by name. */
export function readVectors(sodium: Sodium, vectors: Vectors) {
  const devices = new Map<string, DeviceSecrets>()
  for (const [name, { seeds }] of Object.entries(vectors.devices)) {
    devices.set(name, value(decodeDevice(sodium, fromHex(seeds))))
  }
  const entries = new Map<string, Entry>()
  const canonicals = new Map<string, Uint8Array>()
  for (const [name, written] of Object.entries(vectors.entries)) {
    const canonical =
      typeof written.canonical === 'string'
        ? fromHex(written.canonical)
        : withBoxes(sodium, vectors, written, entries, canonicals)
    canonicals.set(name, canonical)
    entries.set(name, value(decodeEntry(sodium, wholeEntry(written, canonical))))
  }
  return { devices, entries, canonicals, names: namesOf(vectors) }
}

/** lp(canonical) | signature | list(co-signatures). */
function wholeEntry(written: WrittenEntry, canonical: Uint8Array): Uint8Array {
  return encode((writer) => {
    writer.bytes(canonical)
    writer.fixed(fromHex(written.signature))
    writer.list(written.coSignatures.map(fromHex), writer.fixed)
  })
}

/** The canonical bytes of an `epoch.open`, of which the file has all but the boxes. */
function withBoxes(
  sodium: Sodium,
  vectors: Vectors,
  written: WrittenEntry,
  entries: ReadonlyMap<string, Entry>,
  canonicals: ReadonlyMap<string, Uint8Array>,
): Uint8Array {
  if (typeof written.canonical === 'string') throw new Error('nothing is left out')
  const { beforeBoxes, bytes, blake2b256 } = written.canonical
  const head = fromHex(beforeBoxes)
  const { root, scope, sealedTo, boxesOf } = written.inputs
  const copied = typeof boxesOf === 'string' ? canonicals.get(boxesOf) : undefined
  const boxes =
    copied?.subarray(copied.length - (bytes - head.length)) ??
    madeFromRoot(sodium, {
      forum: fromHex(vectors.forum),
      scope: String(scope),
      parents: written.after.map((name) => fromHex(present(vectors.entries[name], name).id)),
      opener: fromHex(present(vectors.devices[written.author], written.author).id),
      root: fromHex(String(root)),
      recipients: [sealedTo ?? []].flat().map((name) => keyFrom(present(entries.get(name), name))),
    })
  const canonical = concatBytes(head, boxes)
  const digest = toHex(sodium.hash(32, canonical))
  if (canonical.length !== bytes || digest !== blake2b256) {
    throw new Error('the boxes made from the root are not those that were signed')
  }
  return canonical
}

/** The device and X-Wing key that an entry brought. */
function keyFrom({ author, body }: Entry) {
  if (body.type === 'genesis' || body.type === 'epoch.ack') {
    return { device: fromHex(author), key: body.sealingKey }
  }
  if ('device' in body && typeof body.device === 'object') {
    return { device: fromHex(body.device.id), key: body.device.sealingKey }
  }
  throw new Error('this entry brings no key')
}
