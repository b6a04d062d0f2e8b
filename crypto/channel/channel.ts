import { decode, encode, encodeUtf8 } from '#shared/codec/index.ts'
import { fromHex } from '#shared/ids.ts'
import type { DeviceId } from '#shared/ids.ts'
import { fail, ok } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'
import { derive } from '../derive.ts'
import type { DeviceSecrets } from '../device.ts'
import type { EpochKeys } from '../envelope/types.ts'
import type { Sodium } from '../sodium.ts'

/** Who made the offer of the connection. Bound into every proof, so none can be sent back. */
export type ChannelRole = 'caller' | 'answerer'

/** All that a channel is bound to, as one side sees it. */
export interface ChannelContext {
  /** The epoch whose room both met in. */
  readonly keys: EpochKeys
  readonly device: DeviceSecrets
  readonly role: ChannelRole
  /** Own 32 bytes from `channelHello`. */
  readonly localNonce: Uint8Array
  readonly remoteNonce: Uint8Array
  /** SHA-256 of the own DTLS certificate. */
  readonly localFingerprint: Uint8Array
  readonly remoteFingerprint: Uint8Array
}

const version = 1
const nonceBytes = 32
const steps = { hello: 1, mac: 2, proof: 3 } as const

/** First message of each side: 32 fresh bytes and nothing about oneself. */
export function channelHello(sodium: Sodium): {
  readonly nonce: Uint8Array
  readonly message: Uint8Array
} {
  const nonce = sodium.random(nonceBytes)
  return { nonce, message: frame(steps.hello, nonce) }
}

/** The other side's nonce. */
export function readChannelHello(message: Uint8Array): Result<Uint8Array, 'malformed'> {
  return unframe(steps.hello, nonceBytes, message)
}

/** Second message: this device's id and the proof of holding the epoch key. */
export function channelMac(sodium: Sodium, context: ChannelContext): Uint8Array {
  const id = fromHex(context.device.id)
  const mac = macOf(sodium, context, context.role, context.device.id)
  return frame(steps.mac, id, mac)
}

/** The device that the other side says it is; `peer-not-authenticated` without the epoch key. */
export function verifyChannelMac(
  sodium: Sodium,
  context: ChannelContext,
  message: Uint8Array,
): Result<DeviceId> {
  const read = decode(message, (reader) => {
    reader.require(reader.u8() === version && reader.u8() === steps.mac, 'another message')
    return { device: reader.hex(32) as DeviceId, mac: reader.fixed(32) }
  })
  if (!read.ok) return read
  const { device, mac } = read.value
  // One's own device id comes from a copy of this profile, or from a message sent back.
  if (device === context.device.id) return fail('peer-not-authenticated', 'own device')
  const expected = macOf(sodium, context, otherRole(context.role), device)
  return sodium.equal(expected, mac) ? ok(device) : fail('peer-not-authenticated', 'epoch key')
}

/** Third message, only after the other's MAC held: this device's signature over the channel. */
export function channelProof(
  sodium: Sodium,
  context: ChannelContext,
  remote: DeviceId,
): Uint8Array {
  const statement = channelStatement(context, context.role, remote)
  const signature = sodium.sign('channel', statement, context.device.signing.secretKey)
  return frame(steps.proof, signature)
}

/**
 * Checks the other's proof with its device's signing key, which the caller takes from the chain:
 * `peer-not-authenticated` otherwise.
 */
export function verifyChannelProof(
  sodium: Sodium,
  context: ChannelContext,
  remote: DeviceId,
  signingKey: Uint8Array,
  message: Uint8Array,
): Result<null> {
  const signature = unframe(steps.proof, 64, message)
  if (!signature.ok) return signature
  const statement = channelStatement(context, otherRole(context.role), remote)
  return sodium.verify('channel', statement, signature.value, signingKey)
    ? ok(null)
    : fail('peer-not-authenticated', 'signature')
}

function otherRole(role: ChannelRole): ChannelRole {
  return role === 'caller' ? 'answerer' : 'caller'
}

/** BLAKE2b-256(BLAKE2b-256(Kroom, lp("SR1/channel-key")), lp("SR1/channel-mac") lp(...)). */
function macOf(
  sodium: Sodium,
  context: ChannelContext,
  prover: ChannelRole,
  device: DeviceId,
): Uint8Array {
  const key = derive(sodium, context.keys.room, 'SR1/channel-key')
  const mac = derive(sodium, key, 'SR1/channel-mac', [
    encodeUtf8(prover),
    fromHex(device),
    ...endpoints(context),
  ])
  sodium.erase(key)
  return mac
}

/** Forum, epoch, the signer's role, then caller's and answerer's device, nonces, certificates. */
function channelStatement(
  context: ChannelContext,
  signer: ChannelRole,
  remote: DeviceId,
): Uint8Array {
  const local = context.device.id
  const [caller, answerer] = context.role === 'caller' ? [local, remote] : [remote, local]
  return encode((writer) => {
    writer.hex(context.keys.forum)
    writer.hex(context.keys.epochId)
    writer.text(signer)
    writer.hex(caller)
    writer.hex(answerer)
    for (const part of endpoints(context)) writer.bytes(part)
  })
}

/** Both nonces and certificates, the caller's first: the same list on both sides. */
function endpoints(context: ChannelContext): readonly Uint8Array[] {
  const { localNonce, remoteNonce, localFingerprint, remoteFingerprint } = context
  return context.role === 'caller'
    ? [localNonce, remoteNonce, localFingerprint, remoteFingerprint]
    : [remoteNonce, localNonce, remoteFingerprint, localFingerprint]
}

function frame(step: number, ...parts: readonly Uint8Array[]): Uint8Array {
  return encode((writer) => {
    writer.u8(version)
    writer.u8(step)
    for (const part of parts) writer.fixed(part)
  })
}

function unframe(
  step: number,
  length: number,
  message: Uint8Array,
): Result<Uint8Array, 'malformed'> {
  return decode(message, (reader) => {
    reader.require(reader.u8() === version && reader.u8() === step, 'another message')
    return reader.fixed(length)
  })
}
