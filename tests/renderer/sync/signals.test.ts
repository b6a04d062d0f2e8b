import * as buffer from 'lib0/buffer'
import * as encoding from 'lib0/encoding'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readSignal } from '#renderer/data/mesh/readSignal.ts'

const room = 'room'
const key = await aKey()
const rubbish = { kind: 'rubbish' }
const announce = { type: 'announce', from: 'ada' }
const offer = { type: 'signal', from: 'ada', to: 'ben', signal: { type: 'offer', sdp: 'v=0' } }

function aKey(): Promise<CryptoKey> {
  return crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, true, ['encrypt', 'decrypt'])
}

/** As y-webrtc 10.3.0 seals a message of a room. */
async function sealed(value: unknown, algorithm = 'AES-GCM'): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const plain = encoding.createEncoder()
  // The type of lib0 names what it can write; that is what is tried here.
  encoding.writeAny(plain, value as Parameters<typeof encoding.writeAny>[1])
  const bytes = Uint8Array.from(encoding.toUint8Array(plain))
  const cipher = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, bytes)
  const out = encoding.createEncoder()
  encoding.writeVarString(out, algorithm)
  encoding.writeVarUint8Array(out, iv)
  encoding.writeVarUint8Array(out, new Uint8Array(cipher))
  return buffer.toBase64(encoding.toUint8Array(out))
}

function publish(data: unknown, topic = room): string {
  return JSON.stringify({ type: 'publish', topic, data })
}

describe('a frame of the signalling socket', () => {
  test.each([announce, offer])('that y-webrtc would say, is read: $type', async (message) => {
    const signal = await readSignal(publish(await sealed(message)), room, key)
    expect(signal).toEqual({ kind: 'message', message })
  })

  test('is read although y-webrtc’s own server adds the number of listeners', async () => {
    const frame = JSON.stringify({ ...JSON.parse(publish(await sealed(announce))), clients: 2 })
    expect((await readSignal(frame, room, key)).kind).toBe('message')
  })

  test('that answers a ping is read', async () => {
    expect(await readSignal('{"type":"pong"}', room, key)).toEqual({ kind: 'pong' })
  })

  test.each([
    ['bytes', new ArrayBuffer(8)],
    ['no JSON', '7f3a9b'],
    ['null', 'null'],
    ['a question', '{"type":"ping"}'],
    ['an object in clear', publish(announce)],
    ['no base64', publish('not base64 !')],
    ['too short to hold anything', publish(btoa('AES'))],
  ])('is rubbish when it is %s', async (_, frame) => {
    expect(await readSignal(frame, room, key)).toEqual(rubbish)
  })

  test('of another room is rubbish', async () => {
    expect(await readSignal(publish(await sealed(announce), 'other'), room, key)).toEqual(rubbish)
  })

  test('sealed with another key, or said to be sealed otherwise, is rubbish', async () => {
    const frame = publish(await sealed(announce))
    expect(await readSignal(frame, room, await aKey())).toEqual(rubbish)
    expect(await readSignal(publish(await sealed(announce, 'none')), room, key)).toEqual(rubbish)
  })

  test.each([
    null,
    'text',
    { type: 'announce' },
    { type: 'announce', from: '' },
    { type: 'announce', from: { toString: 'x' } },
    { ...offer, signal: null },
    { ...offer, signal: { type: 7 } },
    { ...offer, to: undefined },
  ])('from within the room that says %j is rubbish', async (message) => {
    expect(await readSignal(publish(await sealed(message)), room, key)).toEqual(rubbish)
  })

  test('never makes an error, whatever it is', async () => {
    const good = publish(await sealed(offer))
    const spoiled = fc
      .tuple(fc.nat(good.length - 1), fc.string({ minLength: 1, maxLength: 3 }))
      .map(([at, text]) => good.slice(0, at) + text + good.slice(at + 1))
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.json(), spoiled), async (frame) => {
        const { kind } = await readSignal(frame, room, key)
        expect(['rubbish', 'pong', 'message']).toContain(kind)
      }),
    )
  })
})
