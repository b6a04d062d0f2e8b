import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import { fail, ok, type Result } from '#shared/result.ts'
import { mailboxPath, relayLimits, signalPath } from '#shared/wire/relay/index.ts'
import { createAdmission } from './admission.ts'
import type { OnRelayEvent } from './event.ts'
import { keepAlive } from './heartbeat.ts'
import { defaultLimits, type RelayLimits } from './limits.ts'
import { serveMailbox } from './mailbox.ts'
import { createMailboxHub } from './mailboxHub.ts'
import { closeCodes } from './outlet.ts'
import { createSignalling } from './signalling.ts'
import { createMemoryStore, openLevelStore } from './store/index.ts'

export interface RelayOptions {
  /** 0 takes any free port. */
  readonly port: number
  /** Address to listen on; 127.0.0.1 unless told otherwise. */
  readonly host?: string
  /** Directory of the embedded store; without one nothing outlives the process. */
  readonly data?: string
  readonly limits?: Partial<RelayLimits>
  readonly onEvent?: OnRelayEvent
}

/** A running relay. */
export interface Relay {
  /** `ws://host:port`, to which clients on this computer add the paths of signalling and mailboxes. */
  readonly url: string
  readonly port: number
  /** Ends every connection, finishes writing and lets go of port and directory. */
  stop(): Promise<void>
}

/**
 * Starts signalling and mailboxes on one port; resolves when both are ready.
 * Failures: 'relay-port-in-use', 'relay-host-failed' (the address cannot be listened on),
 * 'relay-data-in-use', 'disk-failed'.
 */
export async function startRelay(options: RelayOptions): Promise<Result<Relay>> {
  const limits = { ...defaultLimits, ...options.limits }
  const onEvent = options.onEvent ?? (() => undefined)
  const opened =
    options.data === undefined
      ? ok(createMemoryStore(limits))
      : await openLevelStore(options.data, limits)
  if (!opened.ok) return opened
  const store = opened.value

  const hub = createMailboxHub()
  const signalling = createSignalling(limits, onEvent)
  const endpoints = new Map([
    [signalPath, createEndpoint(relayLimits.signalBytes, (socket) => signalling.serve(socket))],
    [
      mailboxPath,
      createEndpoint(relayLimits.frameBytes, (socket) =>
        serveMailbox(socket, { store, hub, limits, onEvent }),
      ),
    ],
  ])
  const admission = createAdmission(limits)
  const sockets = new Set<WebSocket>()

  const server = createServer((_request, response) => {
    response.writeHead(404).end()
  })
  server.maxConnections = limits.connections * 2
  server.on('upgrade', (request, stream, head) => {
    stream.on('error', () => undefined)
    const endpoint = endpoints.get(request.url ?? '')
    if (endpoint === undefined) return refuseUpgrade(stream, '404 Not Found')
    const leave = admission.enter(request.socket.remoteAddress ?? '')
    if (leave === null) {
      onEvent('connection-limit-reached')
      return refuseUpgrade(stream, '503 Service Unavailable')
    }
    stream.on('close', leave)
    endpoint(request, stream, head, (socket) => {
      sockets.add(socket)
      socket.on('close', () => sockets.delete(socket))
      keepAlive(socket, limits.heartbeatMs, onEvent)
    })
  })

  const host = options.host ?? '127.0.0.1'
  const listening = await listen(server, options.port, host)
  if (!listening.ok) {
    await store.close()
    return listening
  }
  const port = listening.value
  return ok({
    url: `ws://${reachable(host)}:${port}`,
    port,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve))
      await Promise.all([...sockets].map(endSocket))
      server.closeAllConnections()
      await closed
      await store.close()
    },
  })
}

/** The host as this computer reaches it: listening everywhere is no address to connect to. */
function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1'
  if (host === '::') return '[::1]'
  return host.includes(':') ? `[${host}]` : host
}

type Endpoint = (
  request: IncomingMessage,
  stream: Duplex,
  head: Buffer,
  onSocket: (socket: WebSocket) => void,
) => void

function createEndpoint(maxPayload: number, serve: (socket: WebSocket) => void): Endpoint {
  const endpoint = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    // Sealed bytes do not compress, and compressing costs memory for each connection.
    perMessageDeflate: false,
    maxPayload,
  })
  return (request, stream, head, onSocket) => {
    endpoint.handleUpgrade(request, stream, head, (socket) => {
      // ws closes the connection itself after a breach of its protocol.
      socket.on('error', () => undefined)
      onSocket(socket)
      serve(socket)
    })
  }
}

function refuseUpgrade(stream: Duplex, status: string): void {
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

function listen(server: Server, port: number, host: string): Promise<Result<number>> {
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

/** Asks a connection to end and ends it after a second. */
function endSocket(socket: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => socket.terminate(), 1000)
    socket.on('close', () => {
      clearTimeout(timer)
      resolve()
    })
    socket.close(closeCodes.goingAway)
  })
}
