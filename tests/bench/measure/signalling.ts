import type { WebSocket } from 'ws'
import { openSocket } from '#tests/relay/rawClient.ts'
import type { BenchServer } from '../world/servers.ts'

/** Twelve who hear one topic, as the members of a forum do. */
const members = 12
const messages = 50
/** About what an encrypted offer takes. */
const words = 'x'.repeat(1600)

/** One forum's members on one server. */
export interface SignalRoom {
  /** One member says so many messages to the eleven others; gives microseconds a message. */
  measure(round: number): Promise<number>
  close(): void
}

export async function openSignalRoom(server: BenchServer): Promise<SignalRoom> {
  let left = 0
  let done: () => void = () => undefined
  const sockets: WebSocket[] = []
  let speaker: WebSocket | null = null
  /** What messages of this round begin with: stock's echo of the round before may come late. */
  let mark = ''
  for (let count = 0; count < members; count++) {
    const { socket } = await openSocket(server.signal, () => null)
    socket.send(JSON.stringify({ type: 'subscribe', topics: ['room'] }))
    socket.on('message', (message: Buffer) => {
      // Stock gives the speaker their own words back; they are not waited for.
      if (socket !== speaker && message.includes(mark) && (left -= 1) === 0) done()
    })
    sockets.push(socket)
  }
  // What was subscribed last is heard by all once it is heard by the first.
  await new Promise((resolve) => setTimeout(resolve, 500))

  return {
    async measure(round) {
      const one = sockets[round % members]
      if (one === undefined) throw new Error('Broken invariant: there are twelve')
      speaker = one
      mark = `"${round} x`
      left = messages * (members - 1)
      const all = new Promise<void>((resolve) => (done = resolve))
      const text = JSON.stringify({ type: 'publish', topic: 'room', data: `${round} ${words}` })
      const from = performance.now()
      for (let count = 0; count < messages; count++) one.send(text)
      await all
      return ((performance.now() - from) * 1000) / messages
    },
    close() {
      for (const socket of sockets) socket.terminate()
    },
  }
}

const idle = 1000

/** KB that a server holds for a thousand connections, each with one topic, that say nothing. */
export async function idleMemory(server: BenchServer): Promise<number> {
  return memoryFor(server, async (count) => {
    const { socket } = await openSocket(server.signal, () => null)
    socket.send(JSON.stringify({ type: 'subscribe', topics: [`room ${count >> 2}`] }))
    return socket
  })
}

/** KB that a server holds for a thousand of what `open` opens. */
export async function memoryFor(
  server: BenchServer,
  open: (count: number) => Promise<WebSocket>,
): Promise<number> {
  const before = server.memory()
  const sockets: WebSocket[] = []
  for (let count = 0; count < idle; count++) sockets.push(await open(count))
  await new Promise((resolve) => setTimeout(resolve, 2000))
  const held = server.memory() - before
  for (const socket of sockets) socket.terminate()
  return held
}
