import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fail, ok, type Result } from '#shared/result.ts'

/**
 * Listens and gives the port. Failures: 'relay-port-in-use'; 'relay-host-failed' when this computer
 * has no such address.
 */
export function listen(server: Server, port: number, host: string): Promise<Result<number>> {
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      resolve(fail(error.code === 'EADDRINUSE' ? 'relay-port-in-use' : 'relay-host-failed')),
    )
    server.listen(port, host, () => {
      const address: AddressInfo | string | null = server.address()
      if (address === null || typeof address === 'string')
        throw new Error('Broken invariant: a listening TCP server has an address')
      resolve(ok(address.port))
    })
  })
}

/** The host as this computer reaches it: listening everywhere is no address to connect to. */
export function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1'
  if (host === '::') return '[::1]'
  return host.includes(':') ? `[${host}]` : host
}
