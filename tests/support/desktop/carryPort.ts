import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/** A port on this side whose connections come out at a unix socket. */
export interface Carrier {
  readonly port: number
  close(): void
}

/** Opens a free port of 127.0.0.1 and carries each connection to the unix socket at `path`. */
export async function carryPort(path: string): Promise<Carrier> {
  const open = new Set<Socket>()
  const server = createServer((near) => {
    const far = connect(path)
    near.pipe(far).pipe(near)
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one)
      one.on('error', () => other.destroy())
      one.on('close', () => {
        open.delete(one)
        other.destroy()
      })
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('A TCP server has no port')
  const close = () => {
    server.close()
    for (const socket of open) socket.destroy()
  }
  return { port: address.port, close }
}
