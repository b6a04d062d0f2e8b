import type { Entry, OpenedEnvelope } from '#crypto'
import type { DeviceId, EntryId } from '#shared/ids.ts'
import { fail, type Failure, ok, type Result } from '#shared/result.ts'
import type { Chain } from './chain.ts'
import type { Doors } from './scopes/doors.ts'
import type { MailboxPlace } from './scopes/scopeTraffic.ts'
import { decodeEntries } from './entriesFormat.ts'

/** What taking in whatever lay in a mailbox needs. */
export interface ArrivalSources {
  readonly open: (bytes: Uint8Array) => Result<OpenedEnvelope>
  readonly doors: Doors
  readonly chain: Chain
  readonly layAside: (source: DeviceId, bytes: Uint8Array) => Promise<Result<unknown>>
  /** This lay in a mailbox. */
  readonly onRelayed: (header: OpenedEnvelope['header']) => void
  /** An own envelope: so somebody keeps it. */
  readonly onOwn: (header: OpenedEnvelope['header']) => void
  readonly device: DeviceId
  /** This person is out: entries are still heard, everything else stays where it is. */
  readonly hasEnded: () => boolean
  /** These entries were new. */
  readonly onEntries: (added: readonly Entry[]) => Promise<void>
  /** These lay in that mailbox, new or not. */
  readonly onCarried: (mailbox: string, ids: readonly EntryId[]) => void
  /** Somebody sent no entry at all: they say how far they know the chain, and under which keys they write. */
  readonly onAsked: (header: OpenedEnvelope['header']) => void
  /** A private envelope came, for this person or for somebody else. */
  readonly onPrivate: (
    opened: OpenedEnvelope,
    source: DeviceId | 'relay',
  ) => Promise<Result<unknown>>
  /** The disk refuses, or takes it again (null). */
  readonly onProblem: (failure: Failure | null) => void
}

/** Takes in what lay in a mailbox, or was laid aside: entries go to the chain, the rest to the door. */
export interface Arrivals {
  /**
   * Takes something in that was laid aside. A failure is for good, unless `isForNow` says so of it.
   */
  receive(bytes: Uint8Array): Promise<Result<'placed' | 'waits'>>
  /**
   * Takes a blob from a mailbox in, and waits while the disk refuses: nothing is passed over for
   * that. False when there was no room to lay it aside.
   */
  receiveBlob(bytes: Uint8Array, mailbox: MailboxPlace): Promise<boolean>
  stop(): void
}

const retryDelay = 3_000

/** Whether a failure says something of this moment and nothing of what came. */
export function isForNow({ code }: Failure): boolean {
  return code === 'database-failed' || code === 'quarantine-full'
}

export function createArrivals(sources: ArrivalSources): Arrivals {
  const { doors, chain } = sources
  let stopped = false
  let failing = false

  async function receive(
    bytes: Uint8Array,
    mailbox: MailboxPlace | null,
  ): Promise<Result<'placed' | 'waits'>> {
    const opened = sources.open(bytes)
    if (!opened.ok) return doors.refused(opened.failure, bytes, 'relay')
    const { header } = opened.value
    // Whoever puts it elsewhere cannot make its author believe that it lies where it is looked for.
    if (mailbox !== null && mailbox.scope !== header.scope) return fail('scope-mismatch')
    if (header.kind === 'entry') return receiveEntries(opened.value, bytes, mailbox)
    if (header.kind === 'private' && !sources.hasEnded()) {
      const taken = await sources.onPrivate(opened.value, 'relay')
      return taken.ok ? ok('placed') : taken
    }
    // Left in the mailbox: should it turn out that they are in after all, it is read from there.
    if (sources.hasEnded()) return { ok: false, failure: { code: 'quarantine-full' } }
    const received = await doors.receiveOpened(opened.value, bytes)
    if (!received.ok) return received
    if (header.device === sources.device) sources.onOwn(header)
    if (mailbox !== null) sources.onRelayed(header)
    if (received.value.outcome !== 'gap') return ok('placed')
    return received.value.isKept ? ok('waits') : { ok: false, failure: { code: 'quarantine-full' } }
  }

  async function receiveEntries(
    { header, payload }: OpenedEnvelope,
    bytes: Uint8Array,
    mailbox: MailboxPlace | null,
  ): Promise<Result<'placed' | 'waits'>> {
    const entries = decodeEntries(payload)
    if (!entries.ok) return entries
    if (entries.value.length === 0) {
      sources.onAsked(header)
      return ok('placed')
    }
    const taken = await chain.add(entries.value)
    if (!taken.ok) return taken
    const { added, ids, waits } = taken.value
    if (mailbox !== null) sources.onCarried(mailbox.id, ids)
    if (added.length > 0) await sources.onEntries(added)
    if (!waits) return ok('placed')
    const laid = await sources.layAside(header.device, bytes)
    return laid.ok ? ok('waits') : laid
  }

  return {
    receive: (bytes) => receive(bytes, null),
    async receiveBlob(bytes, mailbox) {
      for (;;) {
        const received = await receive(bytes, mailbox)
        const failure = received.ok ? null : received.failure
        if (failure?.code !== 'database-failed') {
          if (failing) sources.onProblem(null)
          failing = false
          return failure?.code !== 'quarantine-full'
        }
        failing = true
        sources.onProblem(failure)
        if (stopped) return false
        await new Promise((done) => setTimeout(done, retryDelay))
        if (stopped) return false
      }
    },
    stop() {
      stopped = true
    },
  }
}
