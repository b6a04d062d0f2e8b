import { createServer, type Server } from 'node:http'
import type { Server as TlsServer } from 'node:https'
import { fail, ok, type Result } from '#shared/result.ts'
import {
  createSecureServer,
  followCertificate,
  readCertificate,
  type CertificateFiles,
} from './certificate.ts'
import { createConnections } from './connections.ts'
import type { OnRelayEvent } from './event.ts'
import { defaultLimits, type RelayLimits } from './limits.ts'
import { listen, reachable } from './listen.ts'
import { createMeter } from './meter.ts'
import { createPages } from './pages.ts'
import { keepFor } from './retention.ts'
import { serveSockets } from './sockets.ts'
import { createMemoryStore, openLevelStore, type MailboxStore } from './store/index.ts'

export interface RelayOptions {
  /** 0 takes any free port. */
  readonly port: number
  /** Address to listen on; 127.0.0.1 unless told otherwise. */
  readonly host?: string
  /** Directory of the embedded store; without one nothing outlives the process. */
  readonly data?: string
  /** With it the relay speaks TLS only. */
  readonly certificate?: CertificateFiles
  /** Whether `/metrics` is there. */
  readonly hasMetrics?: boolean
  readonly limits?: Partial<RelayLimits>
  readonly onEvent?: OnRelayEvent
}

/** A running relay. */
export interface Relay {
  /** `ws://host:port`, or `wss:`, to which clients on this computer add the paths of signalling and mailboxes. */
  readonly url: string
  readonly port: number
  /**
   * Copies the store into a folder that is not there yet, while everything goes on; see
   * `MailboxStore.backUp`. Fails with 'disk-failed', also where there is no store on a disk.
   */
  backUp(folder: string): Promise<Result<null>>
  /** Finishes and answers what it took, tells every client, then lets go of port and directory. */
  stop(): Promise<void>
}

/**
 * Starts signalling and mailboxes on one port; resolves when both are ready.
 * Failures: 'relay-certificate-failed', 'relay-port-in-use', 'relay-host-failed' (the address cannot
 * be listened on), 'relay-data-in-use', 'disk-failed'.
 */
export async function startRelay(options: RelayOptions): Promise<Result<Relay>> {
  const limits = { ...defaultLimits, ...options.limits }
  const meter = createMeter()
  const onEvent: OnRelayEvent = (event) => {
    meter.event(event)
    options.onEvent?.(event)
  }
  const made = await createWebServer(options.certificate, limits, onEvent)
  if (!made.ok) return made
  const opened = await openStore(options.data, limits)
  if (!opened.ok) {
    made.value.release()
    return opened
  }
  const { server, scheme, release } = made.value
  const store = opened.value
  const connections = createConnections()
  let isStopping = false
  const stopping = (): boolean => isStopping
  const hasMetrics = options.hasMetrics === true
  server.on('request', createPages({ meter, hasMetrics, isStopping: stopping }))
  serveSockets(server, { store, limits, meter, onEvent, connections, isStopping: stopping })

  const host = options.host ?? '127.0.0.1'
  const listening = await listen(server, options.port, host)
  if (!listening.ok) {
    release()
    await store.close()
    return listening
  }
  const port = listening.value
  const retention = keepFor(store, limits.keepDays, onEvent)
  return ok({
    url: `${scheme}://${reachable(host)}:${port}`,
    port,
    backUp: (folder) => store.backUp?.(folder) ?? Promise.resolve(fail('disk-failed')),
    async stop() {
      isStopping = true
      release()
      const closed = new Promise((resolve) => server.close(resolve))
      await connections.end()
      server.closeAllConnections()
      await closed
      await retention.stop()
      await store.close()
    },
  })
}

/** A store that relays share would be another line here. */
function openStore(data: string | undefined, limits: RelayLimits): Promise<Result<MailboxStore>> {
  return data === undefined
    ? Promise.resolve(ok(createMemoryStore(limits)))
    : openLevelStore(data, limits)
}

interface WebServer {
  readonly server: Server | TlsServer
  readonly scheme: 'ws' | 'wss'
  /** Ends what goes on beside the server. */
  release(): void
}

async function createWebServer(
  files: CertificateFiles | undefined,
  { handshakeMs, certificateMs }: RelayLimits,
  onEvent: OnRelayEvent,
): Promise<Result<WebServer>> {
  const patience = {
    headersTimeout: handshakeMs,
    requestTimeout: handshakeMs,
    connectionsCheckingInterval: Math.ceil(handshakeMs / 4),
  }
  if (files === undefined)
    return ok({ server: createServer(patience), scheme: 'ws', release: () => undefined })
  const read = await readCertificate(files)
  if (!read.ok) return read
  const server = createSecureServer(read.value, { ...patience, handshakeTimeout: handshakeMs })
  const release = followCertificate(server, files, read.value, certificateMs, onEvent)
  return ok({ server, scheme: 'wss', release })
}
