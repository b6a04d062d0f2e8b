import {
  channelHello,
  channelMac,
  channelProof,
  readChannelHello,
  verifyChannelMac,
  verifyChannelProof,
  type ChannelContext,
  type DeviceSecrets,
  type EpochKeys,
  type Sodium,
} from '#crypto'
import type { DeviceId } from '#shared/ids.ts'
import { fail, ok, type Result } from '#shared/result.ts'
import type { Authenticate, HandshakeStep } from './types.ts'

/** Who we are towards other devices, and whom we take them for. */
export interface ChannelIdentity {
  readonly sodium: Sodium
  /** Of the current epoch. */
  readonly keys: EpochKeys
  readonly device: DeviceSecrets
  /** The signing key of a device that is active now; fails for every other. */
  readonly signingKeyOf: (device: DeviceId) => Result<Uint8Array>
}

/**
 * The handshake of docs/PROTOCOL.md: nonces, then a MAC under the epoch key from both sides, and
 * only to a holder of that key the device's signature over forum, role, devices, nonces and both
 * certificates. A device never links with itself.
 */
export function channelAuthenticator(identity: ChannelIdentity): Authenticate {
  const { sodium, keys, device, signingKeyOf } = identity
  return (binding) => {
    const hello = channelHello(sodium)
    let awaited: 'hello' | 'mac' | 'proof' | 'nothing' = 'hello'
    let context: ChannelContext | null = null
    let remote: DeviceId | null = null

    function readHello(message: Uint8Array): Result<HandshakeStep> {
      const nonce = readChannelHello(message)
      if (!nonce.ok) return nonce
      context = { ...binding, keys, device, localNonce: hello.nonce, remoteNonce: nonce.value }
      awaited = 'mac'
      return ok({ send: channelMac(sodium, context), device: null })
    }

    function readMac(message: Uint8Array, known: ChannelContext): Result<HandshakeStep> {
      const claimed = verifyChannelMac(sodium, known, message)
      if (!claimed.ok) return claimed
      remote = claimed.value
      awaited = 'proof'
      return ok({ send: channelProof(sodium, known, remote), device: null })
    }

    function readProof(
      message: Uint8Array,
      known: ChannelContext,
      claimed: DeviceId,
    ): Result<HandshakeStep> {
      const signingKey = signingKeyOf(claimed)
      if (!signingKey.ok) return signingKey
      const proven = verifyChannelProof(sodium, known, claimed, signingKey.value, message)
      if (!proven.ok) return proven
      awaited = 'nothing'
      return ok({ send: null, device: claimed })
    }

    return {
      opening: hello.message,
      receive(message) {
        if (awaited === 'hello') return readHello(message)
        if (awaited === 'mac' && context !== null) return readMac(message, context)
        if (awaited === 'proof' && context !== null && remote !== null)
          return readProof(message, context, remote)
        return fail('peer-not-authenticated', 'message after the handshake')
      },
    }
  }
}
