import { invariant } from '#shared/result.ts'
import { clock } from './marks.ts'

/** One round trip over a bare data channel, with the other side's clock in between. */
export interface EchoSample {
  readonly sent: number
  readonly echoed: number
  readonly back: number
}

let connection: RTCPeerConnection | null = null
let channel: RTCDataChannel | null = null

/** Opens a connection of its own, for the channel that everything else is compared with. */
function prepare(answer: boolean): RTCPeerConnection {
  connection = new RTCPeerConnection({ iceServers: [] })
  channel = connection.createDataChannel('echo', { negotiated: true, id: 1 })
  channel.binaryType = 'arraybuffer'
  if (answer) channel.onmessage = () => channel?.send(new Float64Array([clock()]))
  return connection
}

async function gathered(peer: RTCPeerConnection): Promise<string> {
  while (peer.iceGatheringState !== 'complete')
    await new Promise((done) =>
      peer.addEventListener('icegatheringstatechange', done, { once: true }),
    )
  return peer.localDescription?.sdp ?? ''
}

export const echo = {
  async offer(): Promise<string> {
    const peer = prepare(false)
    await peer.setLocalDescription(await peer.createOffer())
    return gathered(peer)
  },
  async answer(sdp: string): Promise<string> {
    const peer = prepare(true)
    await peer.setRemoteDescription({ type: 'offer', sdp })
    await peer.setLocalDescription(await peer.createAnswer())
    return gathered(peer)
  },
  async accept(sdp: string): Promise<void> {
    const open = new Promise((done) => channel?.addEventListener('open', done, { once: true }))
    await connection?.setRemoteDescription({ type: 'answer', sdp })
    await open
  },
  /** One message of so many bytes there and a time back. */
  async once(bytes: number): Promise<EchoSample> {
    const open = channel
    invariant(open !== null && open.readyState === 'open', 'the echo channel is open')
    const message = new Uint8Array(bytes)
    const answered = new Promise<number>((done) => {
      open.onmessage = ({ data }: MessageEvent<unknown>) =>
        done(data instanceof ArrayBuffer ? (new Float64Array(data)[0] ?? 0) : 0)
    })
    const sent = clock()
    open.send(message)
    const echoed = await answered
    return { sent, echoed, back: clock() }
  },
}
