import type { WebSocket } from 'ws'
import type { Inlet } from './inlet.ts'
import { closeCodes } from './outlet.ts'

/** The sockets that are open, so that all can be ended well. */
export interface Connections {
  add(socket: WebSocket, inlet: Inlet): void
  /** What was taken is done and answered, then each client is told that the relay goes. */
  end(): Promise<void>
}

/** How long answers may take to be read, and then the closing to be answered. */
const graceMs = 5000
const goodbyeMs = 1000

/** No connections yet. */
export function createConnections(): Connections {
  const open = new Map<WebSocket, Inlet>()
  return {
    add(socket, inlet) {
      open.set(socket, inlet)
      socket.on('close', () => open.delete(socket))
    },
    async end() {
      await Promise.all([...open].map(([socket, inlet]) => endOne(socket, inlet)))
    },
  }
}

async function endOne(socket: WebSocket, inlet: Inlet): Promise<void> {
  await within(inlet.finish(), graceMs)
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  if (socket.readyState === socket.CLOSED) return
  socket.close(closeCodes.goingAway)
  // A socket that was held up has to be read for its answer.
  socket.resume()
  await within(closed, goodbyeMs)
  socket.terminate()
}

function within(work: Promise<void>, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    void work.then(() => {
      clearTimeout(timer)
      resolve()
    })
  })
}
