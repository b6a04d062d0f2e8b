/** What a relay takes and keeps. Bytes unless said otherwise. */
export interface RelayLimits {
  /** Connections at once, and of these from one network address. */
  readonly connections: number
  readonly connectionsPerAddress: number
  /** What may be under work for one connection before its socket is no longer read. */
  readonly workBytes: number
  /** What may wait unread in one connection's direction before it is dropped. */
  readonly unreadBytes: number
  /** Frames a second on a mailbox connection, and how many at once after a pause. */
  readonly mailboxRate: Rate
  readonly signalRate: Rate
  /** Connections that may hear one signalling topic. */
  readonly listeners: number
  /** Wrong signatures on one connection before it is closed. */
  readonly denials: number
  readonly mailboxBytes: number
  readonly totalBytes: number
  /** Days that a blob is kept at least; null keeps everything until a mailbox is full. */
  readonly keepDays: number | null
  /** Milliseconds between heartbeats; a connection that stood still for two of them is dropped. */
  readonly heartbeatMs: number
  /** Milliseconds without a frame, pongs not counted, after which a connection is ended. */
  readonly idleMs: number
  /** Milliseconds that a connection has to say what it wants before it is one of the two kinds. */
  readonly handshakeMs: number
  /** Milliseconds after which the certificate's files are read again. */
  readonly certificateMs: number
}

/** Frames beyond the rate wait on the sender's own socket; none is dropped. */
export interface Rate {
  readonly perSecond: number
  readonly burst: number
}

const MiB = 1024 * 1024

/** For one to a few forums of twelve. */
export const defaultLimits: RelayLimits = {
  connections: 256,
  connectionsPerAddress: 64,
  workBytes: MiB,
  unreadBytes: 4 * MiB,
  mailboxRate: { perSecond: 4000, burst: 8000 },
  signalRate: { perSecond: 100, burst: 1000 },
  listeners: 64,
  denials: 8,
  mailboxBytes: 64 * MiB,
  totalBytes: 4096 * MiB,
  keepDays: 400,
  heartbeatMs: 30_000,
  // Both kinds of client send a ping each 20 s when there is nothing else to say.
  idleMs: 120_000,
  handshakeMs: 10_000,
  certificateMs: 60_000,
}
