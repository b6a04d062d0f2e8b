import { Awareness } from 'y-protocols/awareness'
import { WebrtcProvider } from 'y-webrtc'
import { Doc } from 'yjs'
import { guardSignalling, type SignallingClient } from './guardSignalling.ts'

/** More than the 35 other devices a forum may have. */
const maxConnections = 40

export interface ProviderOptions {
  readonly signalling: string
  readonly room: string
  readonly password: string
  readonly config: RTCConfiguration
  readonly PeerConnection: typeof RTCPeerConnection
  readonly onSignalling: (status: 'connected' | 'connecting') => void
}

/** y-webrtc's side of one connection. */
export interface RemotePeer {
  /** y-webrtc's random name of the other side's provider; proves nothing. */
  readonly id: string
  /** Ends the connection properly; y-webrtc announces itself again, so a new one may follow. */
  destroy(): void
}

export interface Provider {
  /** Null once y-webrtc has forgotten the connection. */
  peerOf(connection: RTCPeerConnection): RemotePeer | null
  /** Resolves when the room is free again in y-webrtc's registry. */
  destroy(): Promise<void>
}

/**
 * Unmodified y-webrtc as finder and connector of devices, with an empty document that nothing is
 * ever written into. See README.md for the defects this works around.
 */
export function openProvider(options: ProviderOptions): Provider {
  const doc = new Doc()
  const awareness = new Awareness(doc)
  // Without a local state nothing is renewed every 15 s.
  awareness.setLocalState(null)
  const provider = new WebrtcProvider(options.room, doc, {
    signaling: [options.signalling],
    password: options.password,
    awareness,
    maxConns: maxConnections,
    filterBcConns: true,
    peerOpts: {
      config: options.config,
      wrtc: {
        RTCPeerConnection: options.PeerConnection,
        RTCSessionDescription,
        RTCIceCandidate,
      },
    },
  })
  // Typed `any[]` upstream; they are lib0's observable socket clients.
  const sockets: readonly SignallingSocket[] = provider.signalingConns
  const connected = () => options.onSignalling('connected')
  const connecting = () => options.onSignalling('connecting')
  for (const socket of sockets) {
    socket.on('connect', connected)
    socket.on('disconnect', connecting)
    guardSignalling(socket, {
      room: options.room,
      key: provider.key,
      isKnown: (name) => provider.room?.webrtcConns.has(name) ?? false,
    })
  }

  function peerOf(connection: RTCPeerConnection): RemotePeer | null {
    for (const [id, found] of provider.room?.webrtcConns ?? []) {
      // `_pc` is simple-peer's own name; 9.11.1 is its last release and is pinned by the lockfile.
      const peer: unknown = found.peer
      const isItsPeer =
        typeof peer === 'object' && peer !== null && '_pc' in peer && peer._pc === connection
      if (isItsPeer) return { id, destroy: () => found.destroy() }
    }
    return null
  }

  async function destroy() {
    for (const socket of sockets) {
      socket.off('connect', connected)
      socket.off('disconnect', connecting)
    }
    // Only disconnect closes the signalling socket, only destroy frees the room.
    provider.disconnect()
    provider.destroy()
    await provider.key
    // Closing peers report in later microtasks; let them finish before the room is taken again.
    await new Promise((resolve) => setTimeout(resolve, 0))
    awareness.destroy()
    doc.destroy()
  }

  return { peerOf, destroy }
}

interface SignallingSocket extends SignallingClient {
  on(event: 'connect' | 'disconnect', listener: () => void): void
  off(event: 'connect' | 'disconnect', listener: () => void): void
}
