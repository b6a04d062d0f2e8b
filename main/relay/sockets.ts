import type { Server } from 'node:http'
import type { Server as TlsServer } from 'node:https'
import type { Socket } from 'node:net'
import type { WebSocket } from 'ws'
import { mailboxPath, relayLimits, signalPath } from '#shared/wire/relay/index.ts'
import { createAdmission } from './admission.ts'
import type { Connections } from './connections.ts'
import { createEndpoint, refuseUpgrade, type Endpoint } from './endpoint.ts'
import type { OnRelayEvent } from './event.ts'
import { keepAlive } from './heartbeat.ts'
import type { Inlet } from './inlet.ts'
import type { RelayLimits } from './limits.ts'
import { serveMailbox } from './mailbox.ts'
import type { ConnectionKind, Meter } from './meter.ts'
import { createSignalling } from './signalling.ts'
import type { MailboxStore } from './store/index.ts'

interface SocketContext {
  readonly store: MailboxStore
  readonly limits: RelayLimits
  readonly meter: Meter
  readonly onEvent: OnRelayEvent
  readonly connections: Connections
  readonly isStopping: () => boolean
}

interface Place {
  readonly kind: ConnectionKind
  readonly endpoint: Endpoint
  readonly serve: (socket: WebSocket) => Inlet
}

/** Serves signalling and mailboxes on their paths, to as many connections as there are places. */
export function serveSockets(server: Server | TlsServer, context: SocketContext): void {
  const { limits, meter, onEvent, connections, isStopping } = context
  const signalling = createSignalling(limits, onEvent)
  const places = new Map<string, Place>([
    [
      signalPath,
      {
        kind: 'signal',
        endpoint: createEndpoint(relayLimits.signalBytes),
        serve: (socket) => signalling.serve(socket),
      },
    ],
    [
      mailboxPath,
      {
        kind: 'mailbox',
        endpoint: createEndpoint(relayLimits.frameBytes),
        serve: (socket) => serveMailbox(socket, context),
      },
    ],
  ])
  limitStreams(server, limits)
  const admission = createAdmission(limits)

  server.on('upgrade', (request, stream, head) => {
    stream.on('error', () => undefined)
    const place = places.get(request.url ?? '')
    if (place === undefined) return refuseUpgrade(stream, '404 Not Found')
    const leave = isStopping() ? null : admission.enter(request.socket.remoteAddress ?? '')
    if (leave === null) {
      if (!isStopping()) onEvent('connection-limit-reached')
      return refuseUpgrade(stream, '503 Service Unavailable')
    }
    stream.on('close', leave)
    const { kind, endpoint, serve } = place
    endpoint(request, stream, head, (socket) => {
      socket.on('close', meter.opened(kind))
      socket.on('message', () => meter.frame(kind))
      keepAlive(socket, limits, onEvent)
      connections.add(socket, serve(socket))
    })
  })
}

/**
 * Bounds what has not said yet what it wants: twice the places, so that whoever comes too late is
 * still told so.
 */
function limitStreams(server: Server | TlsServer, limits: RelayLimits): void {
  const admission = createAdmission({
    connections: limits.connections * 2,
    connectionsPerAddress: limits.connectionsPerAddress * 2,
  })
  server.on('connection', (stream: Socket) => {
    const leave = admission.enter(stream.remoteAddress ?? '')
    if (leave === null) stream.destroy()
    else stream.on('close', leave)
  })
}
