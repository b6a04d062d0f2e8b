import { cursorAt, generationOf, relayLimits, type PlacedBlob } from '#shared/wire/relay/index.ts'
import type { Conversation } from './conversation.ts'
import type { MailboxOptions } from './types.ts'

/** Blobs coming out of one mailbox, in order and one at a time, across connections. */
export interface Inbox {
  /** Reads on over a new connection on which the relay says `newest` is its newest cursor. */
  use(conversation: Conversation, newest: number): void
  stop(): void
  pushed(blob: PlacedBlob): void
  /** One's own blob lies at this cursor. */
  kept(cursor: number): void
  cursor(): number
}

/** At most one page and one pushed blob are held, whatever the relay sends. */
export function createInbox(box: number, options: MailboxOptions): Inbox {
  let cursor = options.from
  let newest = cursor
  let live: Conversation | null = null
  let stash: PlacedBlob | null = null
  let busy = false

  async function deliver({ cursor: at, bytes }: PlacedBlob): Promise<void> {
    const before = cursor
    await options.onBlob(at, bytes)
    // A relay that forgot meanwhile has set it back.
    if (cursor === before) cursor = at
  }

  async function readPage(conversation: Conversation): Promise<void> {
    const limitBytes = relayLimits.pageBytes
    const known = newest
    const page = await conversation.ask({ type: 'read', box, after: cursor, limitBytes }, 'page')
    if (!page.ok) {
      if (page.failure.code !== 'link-closed') conversation.end('relay-malformed')
      return
    }
    const first = page.value.blobs[0]
    if (first === undefined) {
      // All up to there was too old to be kept. It is not missed by posting again: whoever lacks it
      // gets it over a link, or is led back.
      cursor = Math.max(cursor, known)
      return
    }
    if (first.cursor <= cursor) return conversation.end('relay-malformed')
    for (const blob of page.value.blobs) {
      if (live !== conversation) return
      await deliver(blob)
    }
  }

  async function readOn(): Promise<void> {
    if (busy) return
    busy = true
    try {
      while (live !== null && cursor < newest) {
        const next: PlacedBlob | null = stash
        stash = null
        if (next?.cursor === cursor + 1) await deliver(next)
        else await readPage(live)
      }
    } finally {
      busy = false
    }
  }

  return {
    use(conversation, relayNewest) {
      const start = cursorAt(generationOf(relayNewest), 0)
      if (cursor === 0) cursor = start
      else if (relayNewest < cursor || cursor < start) {
        cursor = start
        newest = stash?.cursor ?? start
        options.onForgotten?.()
      }
      // A push may have come before the answer to opening.
      newest = Math.max(newest, relayNewest)
      live = conversation
      void readOn()
    },
    stop() {
      live = null
      stash = null
      newest = cursor
    },
    pushed(blob) {
      newest = Math.max(newest, blob.cursor)
      // Before the answer to opening, an old cursor may stand above all of a relay that forgot.
      if (live === null || blob.cursor > cursor) stash = blob
      void readOn()
    },
    kept(at) {
      if (!busy && at === cursor + 1) cursor = at
      newest = Math.max(newest, at)
      void readOn()
    },
    cursor: () => cursor,
  }
}
