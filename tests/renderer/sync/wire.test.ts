import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  decodeSyncMessage,
  encodeSyncMessage,
  inWireOrder,
  limits,
  logKey,
  type SyncMessage,
} from '#shared/wire/sync/index.ts'
import { deviceNamed, entryNamed, logOf } from './world/names.ts'

const bytes = fc.uint8Array({ minLength: 1, maxLength: 40 })
const position = (least: number) =>
  fc.record({
    log: fc
      .tuple(fc.nat(9), fc.constantFrom('agenda', 'people'), fc.nat(3))
      .map(([device, document, incarnation]) => logOf(device, document, incarnation)),
    seq: fc.integer({ min: least, max: 2 ** 40 }),
  })
const positions = (least: number, minLength = 0) =>
  fc
    .uniqueArray(position(least), { minLength, maxLength: 8, selector: ({ log }) => logKey(log) })
    .map(inWireOrder)
const ids = (minLength = 0) =>
  fc.uniqueArray(fc.nat(1000), { minLength, maxLength: 8 }).map((all) => all.map(entryNamed))
const place = fc.nat(limits.askLogs - 1)

const message: fc.Arbitrary<SyncMessage> = fc.oneof(
  fc.record({ type: fc.constant('hello' as const), entryIds: ids() }),
  fc.record({ type: fc.constant('vector' as const), logs: positions(1) }),
  fc.record({ type: fc.constant('have' as const), entryIds: ids(1), logs: positions(1) }),
  fc.record({ type: fc.constant('askEntries' as const), entryIds: ids(1) }),
  fc.record({
    type: fc.constant('entries' as const),
    items: fc.array(fc.record({ place, bytes }), { minLength: 1 }),
    more: fc.boolean(),
  }),
  fc.record({ type: fc.constant('ask' as const), logs: positions(0, 1) }),
  fc.record({
    type: fc.constant('page' as const),
    items: fc.array(fc.record({ place, seq: fc.nat(), bytes }), { minLength: 1 }),
    more: fc.boolean(),
  }),
  fc.record({ type: fc.constant('live' as const), envelopes: fc.array(bytes, { minLength: 1 }) }),
  fc.record({
    type: fc.constant('liveEntries' as const),
    entries: fc.array(bytes, { minLength: 1 }),
  }),
  fc.record({ type: fc.constant('presence' as const), bytes }),
  fc.record({ type: fc.constant('private' as const), bytes }),
)

describe('messages between devices', () => {
  test('are read back as they were written', () => {
    fc.assert(
      fc.property(message, (one) => {
        expect(decodeSyncMessage(encodeSyncMessage(one))).toEqual({ ok: true, value: one })
      }),
    )
  })

  test('have one form: what can be read is written back to the same bytes', () => {
    fc.assert(
      fc.property(message, fc.nat(), fc.integer({ min: 1, max: 255 }), (one, at, change) => {
        const frame = encodeSyncMessage(one)
        const index = at % frame.length
        frame[index] = (frame[index] ?? 0) ^ change
        const read = decodeSyncMessage(frame)
        if (read.ok) expect(encodeSyncMessage(read.value)).toEqual(frame)
      }),
      { numRuns: 2000 },
    )
  })

  test('are refused when cut short or lengthened', () => {
    fc.assert(
      fc.property(message, fc.nat(), (one, at) => {
        const frame = encodeSyncMessage(one)
        const cut = frame.slice(0, at % frame.length)
        const longer = Uint8Array.from([...frame, 0])
        expect(decodeSyncMessage(cut)).toMatchObject({ ok: false })
        expect(decodeSyncMessage(longer)).toMatchObject({ ok: false })
      }),
    )
  })

  test('of any rubbish are refused, never thrown at', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (rest) => {
        for (let type = 0; type < 12; type++) decodeSyncMessage(Uint8Array.from([1, type, ...rest]))
      }),
    )
  })

  test('with logs out of order, named twice or with odd names are refused', () => {
    const two = encodeSyncMessage({
      type: 'vector',
      logs: [
        { log: logOf(1), seq: 1 },
        { log: logOf(2), seq: 1 },
      ],
    })
    const half = (two.length - 3) / 2
    const [head, first, second] = [two.slice(0, 3), two.slice(3, 3 + half), two.slice(3 + half)]
    const frame = (...parts: Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]))
    expect(decodeSyncMessage(frame(head, first, second)).ok).toBe(true)
    expect(decodeSyncMessage(frame(head, second, first))).toMatchObject({ ok: false })
    expect(decodeSyncMessage(frame(head, first, first))).toMatchObject({ ok: false })
    const odd = frame(head, first, second)
    odd[4] = 0x20
    expect(decodeSyncMessage(odd)).toMatchObject({ ok: false })
  })

  test('with an envelope over the limit are refused', () => {
    const large = new Uint8Array(limits.envelopeBytes + 1)
    const frame = encodeSyncMessage({ type: 'live', envelopes: [large] })
    expect(decodeSyncMessage(frame)).toMatchObject({ ok: false })
  })

  test('are never made with a name that no reader takes', () => {
    const log = { ...logOf(1), scope: 'a\0b', device: deviceNamed(1) }
    expect(() => encodeSyncMessage({ type: 'vector', logs: [{ log, seq: 1 }] })).toThrow()
  })
})
