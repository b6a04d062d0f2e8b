import { type EpochKeys, mailboxKeys, mailboxName, type Sodium } from '#crypto'
import { type EpochId, toHex } from '#shared/ids.ts'
import type { Mailbox, RelayLink } from '../relay/index.ts'

/** What keeping the mailboxes of epochs open needs. */
export interface MailboxSources {
  readonly sodium: Sodium
  readonly relay: RelayLink
  /**
   * Takes in what lay in the mailbox of that name. False: there was no room for it now, so it is
   * read from the mailbox again later.
   */
  readonly onBlob: (bytes: Uint8Array, mailbox: string) => Promise<boolean>
  /** How far a mailbox was read before, and the way to remember it. */
  readonly cursor: (mailbox: string) => Promise<number>
  readonly rememberCursor: (mailbox: string, cursor: number) => void
  /** The relay lost what lay in this mailbox. */
  readonly onForgotten: (mailbox: string) => void
}

/** The mailbox of one epoch. */
export interface EpochMailbox extends Pick<Mailbox, 'append' | 'inspect'> {
  /** Its name on the relay. */
  readonly id: string
  readonly keys: EpochKeys
  /** Whether everything that lay here when it was opened has been read. */
  caughtUp(): Promise<boolean>
}

/** The mailboxes of the newest epochs held. */
export interface Mailboxes {
  /** Opens the mailboxes of these keys and closes all others. */
  keep(keys: readonly EpochKeys[]): Promise<void>
  get(epoch: EpochId): EpochMailbox | undefined
  all(): readonly EpochMailbox[]
  /** There is room again: reads once more what there was none for. */
  readAgain(): void
  stop(): void
}

interface Held {
  readonly box: EpochMailbox
  /** The last cursor before the first blob that there was no room for. */
  missedAfter(): number | null
  reopen(): void
  close(): void
}

/**
 * A mailbox is read on after one has moved to newer keys: others may still write there because the
 * way on has not reached them, and whoever leads elsewhere at the same time says so there.
 */
export function createMailboxes(sources: MailboxSources): Mailboxes {
  const { sodium, relay } = sources
  const held = new Map<EpochId, Held>()
  let stopped = false

  function hold(keys: EpochKeys, id: string, from: number): Held {
    const pair = mailboxKeys(sodium, keys)
    let missed: number | null = null
    let newest: number | null = null
    let mailbox = open(from)

    function open(after: number): Mailbox {
      missed = null
      const opened = relay.openMailbox(pair, {
        from: after,
        async onBlob(cursor, bytes) {
          const taken = await sources.onBlob(bytes, id)
          if (stopped || mailbox !== opened) return
          if (!taken) missed ??= cursor - 1
          else if (missed === null) sources.rememberCursor(id, cursor)
        },
        onForgotten() {
          missed = null
          // Cursors of another relay are other numbers.
          newest = null
          sources.onForgotten(id)
        },
      })
      return opened
    }

    async function append(bytes: Uint8Array) {
      const kept = await mailbox.append(bytes)
      // One's own blobs move the cursor too: only so does one notice that a relay lost them.
      if (kept.ok && missed === null && !stopped) sources.rememberCursor(id, mailbox.cursor())
      return kept
    }

    async function caughtUp(): Promise<boolean> {
      if (newest === null) {
        const seen = await mailbox.inspect()
        if (!seen.ok) return false
        newest = seen.value.newest?.cursor ?? 0
      }
      return mailbox.cursor() >= newest
    }

    return {
      box: { id, keys, append, caughtUp, inspect: () => mailbox.inspect() },
      missedAfter: () => missed,
      reopen() {
        if (missed === null) return
        const after = missed
        mailbox.close()
        mailbox = open(after)
      },
      close: () => mailbox.close(),
    }
  }

  return {
    async keep(keys) {
      const wanted = new Set(keys.map(({ epochId }) => epochId))
      for (const [epochId, { close }] of held) {
        if (wanted.has(epochId)) continue
        held.delete(epochId)
        close()
      }
      for (const each of keys) {
        if (held.has(each.epochId)) continue
        const id = toHex(mailboxName(sodium, mailboxKeys(sodium, each).publicKey))
        const from = await sources.cursor(id)
        if (stopped) return
        held.set(each.epochId, hold(each, id, from))
      }
    },
    get: (epoch) => held.get(epoch)?.box,
    all: () => [...held.values()].map(({ box }) => box),
    readAgain() {
      if (stopped) return
      for (const one of held.values()) if (one.missedAfter() !== null) one.reopen()
    },
    stop() {
      stopped = true
      for (const { close } of held.values()) close()
    },
  }
}
