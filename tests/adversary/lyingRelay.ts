import type { AddressInfo } from 'node:net'
import { WebSocket, WebSocketServer } from 'ws'
import {
  decodeClientFrame,
  decodeRelayFrame,
  encodeRelayFrame,
  type PlacedBlob,
} from '#shared/wire/relay/index.ts'
import { toHex } from '#shared/ids.ts'

/** What a relay gives instead of these blobs of a mailbox. */
export type Lie = (blobs: readonly PlacedBlob[], mailbox: string) => readonly PlacedBlob[]

/** A relay that keeps everything and tells whoever reads what it likes. */
export interface LyingRelay {
  /** Stands in front of the relay on that port; answers its own. */
  between(relayPort: number): Promise<number>
  lie: Lie
  /** Everything that was ever posted, by mailbox (public key in hex), in order. */
  readonly posted: ReadonlyMap<string, readonly Uint8Array[]>
  /** Every frame and every address that a client sent. */
  readonly heard: readonly Buffer[]
  /** How many blobs were given out. */
  given(): number
  stop(): void
}

export function createLyingRelay(): LyingRelay {
  const posted = new Map<string, Uint8Array[]>()
  const heard: Buffer[] = []
  let server: WebSocketServer | null = null
  let given = 0

  function connect(client: WebSocket, path: string, relayPort: number): void {
    const relay = new WebSocket(`ws://127.0.0.1:${relayPort}${path}`)
    const boxes = new Map<number, string>()
    const asked = new Map<number, number>()
    const early: Buffer[] = []

    function hear(data: Buffer): void {
      heard.push(data)
      const frame = decodeClientFrame(data)
      if (!frame.ok) return
      const sent = frame.value
      if (sent.type === 'open') boxes.set(sent.box, toHex(sent.publicKey))
      if (sent.type === 'read') asked.set(sent.request, sent.box)
      if (sent.type !== 'append') return
      const mailbox = boxes.get(sent.box) ?? ''
      posted.set(mailbox, [...(posted.get(mailbox) ?? []), sent.blob.slice()])
    }

    function told(data: Buffer): Uint8Array {
      const frame = decodeRelayFrame(new Uint8Array(data))
      if (!frame.ok) return data
      const answer = frame.value
      if (answer.type === 'page') {
        const blobs = lies.lie(answer.blobs, boxes.get(asked.get(answer.request) ?? -1) ?? '')
        given += blobs.length
        return encodeRelayFrame({ ...answer, blobs })
      }
      if (answer.type !== 'pushed') return data
      const { cursor } = answer.blob
      const blob = lies.lie([answer.blob], boxes.get(answer.box) ?? '').at(-1)
      given += 1
      return blob === undefined
        ? new Uint8Array()
        : encodeRelayFrame({ ...answer, blob: { ...blob, cursor } })
    }

    client.on('message', (data: Buffer) => {
      hear(data)
      if (relay.readyState === WebSocket.OPEN) relay.send(data)
      else early.push(data)
    })
    relay.on('open', () => {
      for (const data of early.splice(0)) relay.send(data)
    })
    relay.on('message', (data: Buffer, isBinary) => {
      const answer = isBinary ? told(data) : data.toString()
      if (answer.length > 0) client.send(answer)
    })
    for (const [one, other] of [
      [client, relay],
      [relay, client],
    ] as const) {
      one.on('error', () => undefined)
      one.on('close', () => other.close())
    }
  }

  const lies: LyingRelay = {
    lie: (blobs) => blobs,
    posted,
    heard,
    given: () => given,
    between(relayPort) {
      const listening = new WebSocketServer({ port: 0, host: '127.0.0.1' })
      server = listening
      listening.on('connection', (client, request) => {
        heard.push(Buffer.from(request.url ?? ''))
        connect(client, request.url ?? '', relayPort)
      })
      return new Promise((resolve) => {
        listening.on('listening', () => resolve((listening.address() as AddressInfo).port))
      })
    },
    stop() {
      for (const client of server?.clients ?? []) client.terminate()
      server?.close()
    },
  }
  return lies
}
