import * as buffer from 'lib0/buffer'
import * as decoding from 'lib0/decoding'
import * as v from 'valibot'
import { relayLimits } from '#shared/wire/relay/index.ts'

/** What a relay sends; y-webrtc's own server adds a count of listeners to it. */
const relayMessage = v.pipe(
  v.string(),
  v.maxLength(relayLimits.signalBytes),
  v.parseJson(),
  v.variant('type', [
    v.looseObject({ type: v.literal('pong') }),
    v.looseObject({ type: v.literal('publish'), topic: v.string(), data: v.string() }),
  ]),
)

const providerName = v.pipe(v.string(), v.minLength(1), v.maxLength(64))

/** What y-webrtc 10.3.0 says in a room; `signal` is simple-peer's own and checked there. */
const roomMessage = v.variant('type', [
  v.looseObject({ type: v.literal('announce'), from: providerName }),
  v.looseObject({
    type: v.literal('signal'),
    from: providerName,
    to: providerName,
    signal: v.looseObject({ type: v.optional(v.string()) }),
  }),
])

/** A message of our room that was opened with its key. */
export type RoomMessage = v.InferOutput<typeof roomMessage>

/** What a frame of the signalling socket is to y-webrtc. */
export type Signal =
  | { readonly kind: 'pong' }
  | { readonly kind: 'message'; readonly message: RoomMessage }
  | { readonly kind: 'rubbish' }

const rubbish: Signal = { kind: 'rubbish' }

/**
 * Reads a frame before y-webrtc does, which parses it without looking, so that whatever the relay
 * or a stranger in the room sends can only be nothing. Never rejects.
 */
export async function readSignal(frame: unknown, room: string, key: CryptoKey): Promise<Signal> {
  const parsed = v.safeParse(relayMessage, frame)
  if (!parsed.success) return rubbish
  if (parsed.output.type === 'pong') return { kind: 'pong' }
  if (parsed.output.topic !== room) return rubbish
  try {
    const message = v.safeParse(roomMessage, await openJson(parsed.output.data, key))
    return message.success ? { kind: 'message', message: message.output } : rubbish
  } catch {
    // Not base64, not in lib0's form, or not sealed with the room's key: all the same to us.
    return rubbish
  }
}

/** As y-webrtc 10.3.0 seals it in src/crypto.js: a name, iv and AES-GCM, with JSON in lib0's form. */
async function openJson(text: string, key: CryptoKey): Promise<unknown> {
  const reader = decoding.createDecoder(buffer.fromBase64(text))
  const algorithm = decoding.readVarString(reader)
  const iv = Uint8Array.from(decoding.readVarUint8Array(reader))
  const sealed = Uint8Array.from(decoding.readVarUint8Array(reader))
  if (algorithm !== 'AES-GCM') return null
  const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, sealed)
  return decoding.readAny(decoding.createDecoder(new Uint8Array(plain)))
}
