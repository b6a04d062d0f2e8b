import { WebrtcProvider } from 'y-webrtc'
import { openSharedDocument, type SharedDocument } from '#renderer/data/docs/index.ts'
import { signallingUrl } from '#renderer/data/relay/index.ts'

/** A document over y-webrtc as it comes: its own document exchange, nothing sealed, nothing stored. */
export interface Stock {
  readonly shared: SharedDocument
  /** Connections that are open now. */
  peers(): number
  destroy(): void
}

/** Opens the same typed document as ours over an unmodified provider, at the same relay. */
export function openStock(relayUrl: string, room: string, name: string): Stock {
  const clientId = crypto.getRandomValues(new Uint32Array(1))[0] || 1
  const shared = openSharedDocument({ name, clientId, onUpdate: () => undefined })
  const provider = new WebrtcProvider(room, shared.doc, {
    signaling: [signallingUrl(relayUrl)],
    peerOpts: { config: { iceServers: [] } },
  })
  return {
    shared,
    peers: () =>
      [...(provider.room?.webrtcConns.values() ?? [])].filter(({ connected }) => connected).length,
    destroy() {
      provider.disconnect()
      provider.destroy()
      shared.destroy()
    },
  }
}
