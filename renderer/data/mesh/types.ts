import type { DeviceId } from '#shared/ids.ts'
import type { Failure, Result } from '#shared/result.ts'
import type { Link } from '#renderer/data/sync/index.ts'

/** What a fresh channel is bound to: SHA-256 of both DTLS certificates, and who made the offer. */
export interface ChannelBinding {
  readonly role: 'caller' | 'answerer'
  /** 32 bytes. */
  readonly localFingerprint: Uint8Array
  /** 32 bytes. */
  readonly remoteFingerprint: Uint8Array
}

/** What a step of the handshake leads to: something to send, and at the end the proven device. */
export interface HandshakeStep {
  readonly send: Uint8Array | null
  readonly device: DeviceId | null
}

/** One handshake on one channel. Both sides send `opening`, then answer what arrives, in order. */
export interface Handshake {
  readonly opening: Uint8Array
  /** A failure ends the connection. */
  receive(message: Uint8Array): Result<HandshakeStep>
}

/** Begins a handshake. Wraps the channel functions of `#crypto`; see `channelAuthenticator.ts`. */
export type Authenticate = (binding: ChannelBinding) => Handshake

/** How the mesh stands, for the status line. */
export interface MeshStatus {
  readonly signalling: 'connecting' | 'connected' | 'closed'
  /** Connections made or being made, proven or not. */
  readonly connections: number
  readonly links: number
}

export interface MeshOptions {
  /** The relay's `/signal` address; the only one that is ever contacted for discovery. */
  readonly signalling: string
  /** The room's secret name and password, both derived from the epoch key. */
  readonly room: string
  readonly password: string
  readonly authenticate: Authenticate
  /** STUN or TURN servers; an empty list means none at all, never a default. */
  readonly iceServers: readonly RTCIceServer[]
  /** 'relay' hides the members' addresses from each other and needs a TURN server. */
  readonly iceTransportPolicy?: RTCIceTransportPolicy
  /** Must set the link's listeners before it returns. */
  readonly onLink: (link: Link) => void
  readonly onStatus?: (status: MeshStatus) => void
  /** A connection that was refused or given up, with why. */
  readonly onRefused?: (failure: Failure) => void
}

export interface Mesh {
  /** Closes every link, connection and the signalling socket. A mesh is never opened again. */
  destroy(): Promise<void>
}
