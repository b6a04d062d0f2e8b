import { WebrtcProvider } from 'y-webrtc'
import { Doc } from 'yjs'
import {
  channelAuthenticator,
  createMesh,
  type Mesh,
  type MeshStatus,
} from '#renderer/data/mesh/index.ts'
import type { Link } from '#renderer/data/sync/index.ts'
import { loadSodium } from '#crypto'
import { toHex } from '#shared/ids.ts'
import { identityOf } from '../identity.ts'

/** What the tests tell a page to join with. */
export interface Joining {
  readonly signalling: string
  readonly room: string
  readonly password: string
  /** Number of the epoch key and of the device; see `identityOf`. */
  readonly epoch: number
  readonly device: number
}

const sodium = await loadSodium((length) => crypto.getRandomValues(new Uint8Array(length)))
let mesh: Mesh | null = null
let status: MeshStatus | null = null
let links: Link[] = []
let received: string[] = []
const refused: string[] = []
const ended: string[] = []
const sockets: WebSocket[] = []
let connections = 0
let foreignHandlers = 0
let foreignMessages = 0

globalThis.WebSocket = class extends WebSocket {
  constructor(url: string | URL) {
    super(url)
    sockets.push(this)
  }
}

globalThis.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(configuration?: RTCConfiguration) {
    super(configuration)
    connections += 1
    this.addEventListener('datachannel', ({ channel }) =>
      channel.addEventListener('message', () => (foreignMessages += 1)),
    )
  }
}

// Counts whoever wants to read from a channel that is not the log's.
const own = Object.getOwnPropertyDescriptor(RTCDataChannel.prototype, 'onmessage')
Object.defineProperty(RTCDataChannel.prototype, 'onmessage', {
  ...own,
  set(this: RTCDataChannel, handler: unknown) {
    if (this.label !== 'log') foreignHandlers += 1
    own?.set?.call(this, handler)
  },
})

async function digest(bytes: Uint8Array): Promise<string> {
  const copy = new Uint8Array(bytes)
  return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', copy)))
}

function message(size: number): Uint8Array {
  return Uint8Array.from({ length: size }, (_, at) => (at * 7 + size) % 253)
}

const controls = {
  /** Chromium offers its loopback addresses only to a page that may use the microphone. */
  async allowLoopback() {
    await navigator.mediaDevices.getUserMedia({ audio: true })
  },
  join({ signalling, room, password, epoch, device }: Joining) {
    mesh = createMesh({
      signalling,
      room,
      password,
      authenticate: channelAuthenticator(identityOf(sodium, device, epoch)),
      iceServers: [],
      onStatus: (next) => (status = next),
      onRefused: ({ code, detail }) => refused.push(`${code}: ${detail}`),
      onLink(link) {
        links.push(link)
        link.onFrame((frame) => void digest(frame).then((hash) => received.push(hash)))
        link.onClose(({ code }) => {
          links = links.filter((other) => other !== link)
          ended.push(code)
        })
      },
    })
  },
  async leave() {
    await mesh?.destroy()
    mesh = null
  },
  /** Sends messages of these sizes to everybody and gives their digests. */
  async send(sizes: number[]) {
    received = []
    const messages = sizes.map(message)
    for (const link of links) await Promise.all(messages.map((one) => link.send(one)))
    return Promise.all(messages.map(digest))
  },
  closeLinks(code: 'malformed' | null) {
    for (const link of [...links]) link.close(code === null ? undefined : { code })
  },
  /** Joins by y-webrtc alone; `deaf` never completes a connection. */
  joinPlainly({ signalling, room, password }: Joining, deaf: boolean) {
    const Deaf = class extends RTCPeerConnection {
      override setRemoteDescription(): Promise<void> {
        return new Promise(() => {})
      }
    }
    const doc = new Doc()
    doc.getText('poison').insert(0, 'what no member wrote')
    const wrtc = {
      RTCPeerConnection: deaf ? Deaf : RTCPeerConnection,
      RTCSessionDescription,
      RTCIceCandidate,
    }
    const peerOpts = { config: { iceServers: [] }, wrtc }
    const provider = new WebrtcProvider(room, doc, { signaling: [signalling], password, peerOpts })
    mesh = {
      async destroy() {
        provider.disconnect()
        provider.destroy()
        await provider.key
      },
    }
  },
  /** Publishes in a room what no y-webrtc would, without its key. */
  async sayRubbish({ signalling, room }: Joining) {
    const socket = new WebSocket(signalling)
    await new Promise((resolve) => socket.addEventListener('open', resolve))
    const say = (data: unknown) =>
      socket.send(JSON.stringify({ type: 'publish', topic: room, data }))
    socket.send(JSON.stringify({ type: 'subscribe', topics: [room] }))
    for (const data of [null, 7, {}, [], 'not base64 !', btoa('short'), btoa('x'.repeat(500))])
      say(data)
    // Comes back to its sender too, after all that went before.
    await new Promise((resolve) => {
      socket.addEventListener('message', ({ data }) => String(data).includes('last') && resolve(0))
      say('last')
    })
    socket.close()
  },
  state: () => ({
    status,
    devices: links.map(({ device }) => device),
    received,
    refused,
    ended,
    connections,
    foreignHandlers,
    foreignMessages,
    openSockets: sockets.filter(({ readyState }) => readyState < WebSocket.CLOSING).length,
  }),
}

/** What the tests reach through `globalThis.controls`. */
export type Controls = typeof controls

Object.assign(globalThis, { controls })
