import type { Page } from 'playwright'

/** Runs in the page: makes a connection and gives its offer, or its answer to `offer`. */
async function describeConnection(offer: string | null): Promise<string> {
  const connection = new RTCPeerConnection({ iceServers: [] })
  const channel = connection.createDataChannel('test', { negotiated: true, id: 0 })
  Object.assign(globalThis, { connection, channel })
  if (offer !== null) await connection.setRemoteDescription({ type: 'offer', sdp: offer })
  await connection.setLocalDescription()
  if (connection.iceGatheringState !== 'complete') {
    await new Promise<void>((resolve) => {
      connection.onicegatheringstatechange = () => {
        if (connection.iceGatheringState === 'complete') resolve()
      }
    })
  }
  return connection.localDescription?.sdp ?? ''
}

/** Runs in the page: takes the answer of the other side, if this one made the offer, and waits. */
async function waitForChannel(answer: string | null): Promise<string> {
  const connection: RTCPeerConnection = Reflect.get(globalThis, 'connection')
  const channel: RTCDataChannel = Reflect.get(globalThis, 'channel')
  if (answer !== null) await connection.setRemoteDescription({ type: 'answer', sdp: answer })
  if (channel.readyState !== 'open') {
    await new Promise((resolve) => {
      channel.onopen = resolve
    })
  }
  return channel.readyState
}

/** Opens a data channel between two pages, carrying the descriptions by hand. Gives the offer. */
export async function connectPages(one: Page, other: Page): Promise<string> {
  const offer = await one.evaluate(describeConnection, null)
  const answer = await other.evaluate(describeConnection, offer)
  await Promise.all([one.evaluate(waitForChannel, answer), other.evaluate(waitForChannel, null)])
  return offer
}

/** The state of the page's connection, as WebRTC names it. */
export function connectionState(page: Page): Promise<string> {
  return page.evaluate(() => {
    const connection: RTCPeerConnection = Reflect.get(globalThis, 'connection')
    return connection.iceConnectionState
  })
}
