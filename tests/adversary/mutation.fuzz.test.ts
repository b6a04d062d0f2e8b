import { describe, expect, test } from 'vitest'
import { encodeDevice, decodeDevice, createDevice } from '#crypto'
import { toHex } from '#shared/ids.ts'
import {
  decodeClientFrame,
  decodeRelayFrame,
  encodeClientFrame,
  encodeRelayFrame,
} from '#shared/wire/relay/index.ts'
import { decodeSyncMessage, encodeSyncMessage } from '#shared/wire/sync/index.ts'
import { decode, encode } from '#shared/codec/index.ts'
import { readHeader, writeHeader } from '../../crypto/envelope/header.ts'
import { canonicalBytes, readCanonical } from '../../crypto/membership/entryCodec.ts'
import { fixedSodium } from '../crypto/fixtures.ts'
import {
  everyClientFrame,
  everyEntry,
  everyHeader,
  everyRelayFrame,
  everySyncMessage,
} from './model/everyMessage.ts'

/** A minute's worth in all, unless MUTATION_SECONDS says otherwise. */
const seconds = Number(process.env['MUTATION_SECONDS'] ?? 60)
/** What fails is printed with its seed: give it back as MUTATION_SEED to see it again. */
const seed = Number(process.env['MUTATION_SEED'] ?? Date.now() % 2 ** 31)

/** A message in bytes, and how it is read: null when refused, else what is written back of it. */
interface Kind {
  readonly name: string
  readonly samples: readonly Uint8Array[]
  readonly rewrite: (bytes: Uint8Array) => Uint8Array | null
}

const sodium = await fixedSodium(29)

const kinds: readonly Kind[] = [
  {
    name: 'entries of the chain',
    samples: everyEntry(sodium),
    rewrite(bytes) {
      const read = readCanonical(sodium, bytes, bytes)
      if (!read.ok) return null
      const forum = read.value.type === 'genesis' ? null : read.value.forum
      return canonicalBytes(read.value.authorKey, { ...read.value, forum })
    },
  },
  {
    name: 'headers of envelopes',
    samples: everyHeader().map((header) => encode((writer) => writeHeader(writer, header, 7))),
    rewrite(bytes) {
      const read = decode(bytes, readHeader)
      if (!read.ok) return null
      const { header, payloadLength } = read.value
      return encode((writer) => writeHeader(writer, header, payloadLength))
    },
  },
  {
    name: 'messages between devices',
    samples: everySyncMessage().map(encodeSyncMessage),
    rewrite(bytes) {
      const read = decodeSyncMessage(bytes)
      return read.ok ? encodeSyncMessage(read.value) : null
    },
  },
  {
    name: 'frames to the relay',
    samples: everyClientFrame().map(encodeClientFrame),
    rewrite(bytes) {
      const read = decodeClientFrame(bytes)
      return read.ok ? encodeClientFrame(read.value) : null
    },
  },
  {
    name: 'frames from the relay',
    samples: everyRelayFrame().map(encodeRelayFrame),
    rewrite(bytes) {
      const read = decodeRelayFrame(bytes)
      return read.ok ? encodeRelayFrame(read.value) : null
    },
  },
  {
    name: 'the secrets of a device',
    samples: [encodeDevice(createDevice(sodium))],
    rewrite(bytes) {
      const read = decodeDevice(sodium, bytes)
      return read.ok ? encodeDevice(read.value) : null
    },
  },
]

/** Numbers that follow from the seed alone. */
function numbers(start: number): (below: number) => number {
  let state = (start | 1) >>> 0
  return (below) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    state >>>= 0
    return state % Math.max(1, below)
  }
}

/** One to four changes of the kinds that break parsers: bits, edges of varints, lengths, parts moved. */
function mutated(
  bytes: Uint8Array,
  other: Uint8Array,
  pick: (below: number) => number,
): Uint8Array {
  let list = [...bytes]
  for (let left = 1 + pick(4); left > 0; left--) {
    const at = pick(list.length)
    const length = 1 + pick(8)
    const edges = [0, 1, 0x7f, 0x80, 0xff]
    switch (pick(7)) {
      case 0:
        list[at] = (list[at] ?? 0) ^ (1 << pick(8))
        break
      case 1:
        list[at] = edges[pick(edges.length)] ?? 0
        break
      case 2:
        list.splice(at, length)
        break
      case 3:
        list.splice(at, 0, ...Array.from({ length }, () => pick(256)))
        break
      case 4:
        list.splice(at, 0, ...list.slice(at, at + length))
        break
      case 5:
        list = list.slice(0, at)
        break
      default: {
        const from = pick(other.length)
        list.splice(at, length, ...other.slice(from, from + length))
      }
    }
  }
  return Uint8Array.from(list)
}

describe('whatever is changed in a message', { timeout: 300_000 + seconds * 3_000 }, () => {
  test.each(kinds)('of $name, it is refused, or is the one form of another', (kind) => {
    const pick = numbers(seed)
    const end = performance.now() + (seconds * 1000) / kinds.length
    for (const sample of kind.samples)
      expect(toHex(kind.rewrite(sample) ?? new Uint8Array())).toBe(toHex(sample))
    let tried = 0
    let read = 0
    while (tried < 1000 || performance.now() < end) {
      tried++
      const sample = kind.samples[pick(kind.samples.length)] ?? new Uint8Array()
      const other = kind.samples[pick(kind.samples.length)] ?? new Uint8Array()
      const bytes = mutated(sample, other, pick)
      let again: Uint8Array | null
      try {
        again = kind.rewrite(bytes)
      } catch (error) {
        throw new Error(`seed ${seed}: threw at ${toHex(bytes)}`, { cause: error })
      }
      if (again === null) continue
      read++
      if (toHex(again) !== toHex(bytes))
        throw new Error(`seed ${seed}: two forms of ${toHex(bytes)}`)
    }
    expect(read, 'some changes make another good message').toBeGreaterThan(0)
  })
})
