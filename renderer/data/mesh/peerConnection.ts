import { silence } from './stockChannel.ts'

/** The number both sides give to the log's channel, so that it needs no negotiation (RFC 8832). */
const logChannelId = 1000
const maxDescriptionLength = 32 * 1024

/** What the mesh sees of a connection that y-webrtc has opened. */
export interface Connection {
  /** The pre-negotiated channel of the log. */
  readonly channel: RTCDataChannel
  readonly peer: RTCPeerConnection
  /** Ends it while y-webrtc still takes it for being made, so that it does not knock again at once. */
  hold(): void
}

export interface ConnectionEvents {
  onOpen(connection: Connection): void
  /** simple-peer has closed it. */
  onEnd(connection: Connection): void
  /** The other side did what no copy of this program does. */
  onOdd(connection: Connection, what: string): void
}

/** An RTCPeerConnection class that carries the log beside y-webrtc's own channel; for `peerOpts.wrtc`. */
export function meshPeerConnection(events: ConnectionEvents): typeof RTCPeerConnection {
  return class MeshPeerConnection extends RTCPeerConnection {
    #held = false
    #incoming = 0
    readonly #connection: Connection

    constructor(configuration?: RTCConfiguration) {
      super(configuration)
      this.addEventListener('datachannel', ({ channel }) => this.#onIncoming(channel))
      this.#connection = {
        channel: super.createDataChannel('log', {
          negotiated: true,
          id: logChannelId,
          ordered: true,
        }),
        peer: this,
        hold: () => {
          this.#held = true
          super.close()
        },
      }
      events.onOpen(this.#connection)
    }

    #onIncoming(channel: RTCDataChannel) {
      silence(channel, () => this.#held)
      this.#incoming += 1
      if (this.#incoming > 1) events.onOdd(this.#connection, 'a further channel')
    }

    override createDataChannel(label: string, options?: RTCDataChannelInit): RTCDataChannel {
      return silence(super.createDataChannel(label, options), () => this.#held)
    }

    override setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void> {
      // Never settled on purpose: a failure would make simple-peer close and knock again.
      if (this.#held) return new Promise(() => {})
      const sdp = description.sdp ?? ''
      if (sdp.length > maxDescriptionLength || /^m=(?!application )/m.test(sdp))
        return Promise.reject(new Error('A description with more than a data channel'))
      return super.setRemoteDescription(description)
    }

    override addIceCandidate(candidate?: RTCIceCandidateInit | null): Promise<void> {
      return this.#held ? Promise.resolve() : super.addIceCandidate(candidate ?? undefined)
    }

    override close(): void {
      super.close()
      events.onEnd(this.#connection)
    }
  }
}
