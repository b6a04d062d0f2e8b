import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  decodeClientFrame,
  decodeRelayFrame,
  encodeClientFrame,
  encodeRelayFrame,
  relayLimits,
  type ClientFrame,
  type RelayFrame,
} from '#shared/wire/relay/index.ts'

const number = fc.integer({ min: 0, max: 0xffff_ffff })
const cursor = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER })
const count = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER })
const bytes = (minLength: number, maxLength: number) =>
  fc.uint8Array({ minLength, maxLength }).map((array) => new Uint8Array(array))
const blob = bytes(1, 300)
const id = bytes(16, 16).map((array) => Buffer.from(array).toString('hex'))
const placed = fc.record({ cursor, bytes: blob })
const base = { request: number, box: number }

const clientFrame: fc.Arbitrary<ClientFrame> = fc.oneof(
  fc.record({
    type: fc.constant('open' as const),
    ...base,
    publicKey: bytes(32, 32),
    signature: bytes(64, 64),
  }),
  fc.record({ type: fc.constant('append' as const), ...base, id, blob }),
  fc.record({
    type: fc.constant('read' as const),
    ...base,
    after: count,
    limitBytes: fc.integer({ min: 0, max: relayLimits.pageBytes }),
  }),
  fc.record({ type: fc.constant('inspect' as const), ...base }),
  fc.record({ type: fc.constant('close' as const), box: number }),
  fc.record({ type: fc.constant('ping' as const), request: number }),
)

const page = fc
  .uniqueArray(placed, { selector: (one) => one.cursor, maxLength: 5 })
  .map((blobs) => [...blobs].sort((one, other) => one.cursor - other.cursor))

const relayFrame: fc.Arbitrary<RelayFrame> = fc.oneof(
  fc.record({
    type: fc.constant('challenge' as const),
    version: fc.integer({ min: 0, max: 255 }),
    challenge: bytes(32, 32),
  }),
  fc.record({ type: fc.constant('opened' as const), request: number, newest: count }),
  fc.record({ type: fc.constant('appended' as const), request: number, cursor }),
  fc.record({
    type: fc.constant('page' as const),
    request: number,
    blobs: page,
    more: fc.constant(false),
  }),
  fc.record({ type: fc.constant('pushed' as const), box: number, blob: placed }),
  fc.record({
    type: fc.constant('inspected' as const),
    request: number,
    inspection: fc.oneof(
      fc.constant({ count: 0, bytes: 0, firstAt: null, lastAt: null, newest: null }),
      fc.record({ count: cursor, bytes: count, firstAt: count, lastAt: count, newest: placed }),
    ),
  }),
  fc.record({
    type: fc.constant('refused' as const),
    request: number,
    code: fc.constantFrom('malformed', 'mailbox-denied', 'mailbox-full', 'rate-limited'),
  }),
  fc.record({ type: fc.constant('pong' as const), request: number }),
)

const sides = [
  ['client', clientFrame, encodeClientFrame, decodeClientFrame],
  ['relay', relayFrame, encodeRelayFrame, decodeRelayFrame],
] as const

describe('Mailbox frames', () => {
  test('every client frame reads back as it was written', () => {
    fc.assert(
      fc.property(clientFrame, (frame) => {
        expect(decodeClientFrame(encodeClientFrame(frame))).toEqual({ ok: true, value: frame })
      }),
      { numRuns: 500 },
    )
  })

  test('every relay frame reads back as it was written', () => {
    fc.assert(
      fc.property(relayFrame, (frame) => {
        expect(decodeRelayFrame(encodeRelayFrame(frame))).toEqual({ ok: true, value: frame })
      }),
      { numRuns: 500 },
    )
  })

  test('a frame cut short or lengthened is malformed', () => {
    for (const [, frames, encodeAny, decodeAny] of sides) {
      const encoded = encodeAny as (frame: ClientFrame | RelayFrame) => Uint8Array
      for (const frame of fc.sample<ClientFrame | RelayFrame>(frames, 100)) {
        const whole = encoded(frame)
        for (let length = 0; length < whole.length; length++)
          expect(decodeAny(whole.subarray(0, length)).ok).toBe(false)
        expect(decodeAny(Uint8Array.of(...whole, 0)).ok).toBe(false)
      }
    }
  })

  test('whatever is decoded has one spelling: random bytes never decode to another', () => {
    fc.assert(
      fc.property(bytes(1, 200), (noise) => {
        const client = decodeClientFrame(noise)
        if (client.ok) expect(encodeClientFrame(client.value)).toEqual(noise)
        const relay = decodeRelayFrame(noise)
        if (relay.ok) expect(encodeRelayFrame(relay.value)).toEqual(noise)
      }),
      { numRuns: 5000 },
    )
  })

  test('the largest blob fits a frame in every frame that carries one', () => {
    const largest = new Uint8Array(relayLimits.blobBytes)
    const far = { cursor: Number.MAX_SAFE_INTEGER, bytes: largest }
    const request = 0xffff_ffff
    const frames = [
      encodeClientFrame({
        type: 'append',
        request,
        box: request,
        id: 'ff'.repeat(16),
        blob: largest,
      }),
      encodeRelayFrame({ type: 'pushed', box: request, blob: far }),
      encodeRelayFrame({ type: 'page', request, blobs: [far], more: true }),
      encodeRelayFrame({
        type: 'inspected',
        request,
        inspection: {
          count: far.cursor,
          bytes: far.cursor,
          firstAt: far.cursor,
          lastAt: far.cursor,
          newest: far,
        },
      }),
    ]
    for (const frame of frames) expect(frame.length).toBeLessThanOrEqual(relayLimits.frameBytes)
  })

  test('a page whose cursors do not grow is malformed', () => {
    const one = { cursor: 2, bytes: Uint8Array.of(1) }
    const frame = encodeRelayFrame({ type: 'page', request: 1, blobs: [one, one], more: false })
    expect(decodeRelayFrame(frame)).toMatchObject({ failure: { code: 'malformed' } })
  })
})
