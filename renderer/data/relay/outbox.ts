import type { FailureCode } from '#shared/failure.ts'
import { fail, ok, type Result } from '#shared/result.ts'
import { relayLimits } from '#shared/wire/relay/index.ts'
import type { Conversation } from './conversation.ts'

/** Blobs on their way into one mailbox, in order, across connections. */
export interface Outbox {
  append(bytes: Uint8Array): Promise<Result<number>>
  /** Sends everything that is unacknowledged over a new connection, or stops at null. */
  use(conversation: Conversation | null): void
  /** Gives up all that waits, and all that comes until there is a connection to use again. */
  refuse(code: FailureCode): void
}

interface Waiting {
  readonly id: string
  readonly bytes: Uint8Array
  sent: boolean
  readonly settle: (result: Result<number>) => void
}

/** Most that is sent ahead of the relay's acknowledgement. */
const windowBytes = 256 * 1024
const windowCount = 64
/** Most that waits at all: what waits longer stands in the log and is the caller's to bring again. */
const waitingBytes = 8 * 1024 * 1024

/** `newId` gives 16 random bytes as hex; `onKept` hears the cursor of each blob the relay has. */
export function createOutbox(
  box: number,
  newId: () => string,
  onKept: (cursor: number) => void,
): Outbox {
  const waiting = new Map<string, Waiting>()
  let held = 0
  let live: Conversation | null = null
  let refused: FailureCode | null = null

  function settle(item: Waiting, result: Result<number>): void {
    waiting.delete(item.id)
    held -= item.bytes.length
    item.settle(result)
  }

  function send(conversation: Conversation, item: Waiting): void {
    item.sent = true
    const question = { type: 'append', box, id: item.id, blob: item.bytes } as const
    void conversation.ask(question, 'appended').then((answer) => {
      if (answer.ok) {
        onKept(answer.value.cursor)
        settle(item, ok(answer.value.cursor))
      } else if (answer.failure.code !== 'link-closed') settle(item, answer)
      // Without an answer it stays, and the next connection sends it again under the same id.
      if (conversation === live) pump()
    })
  }

  function pump(): void {
    if (live === null) return
    let count = 0
    let bytes = 0
    for (const item of waiting.values()) {
      count += 1
      bytes += item.bytes.length
      if (count > windowCount || (count > 1 && bytes > windowBytes)) return
      if (!item.sent) send(live, item)
    }
  }

  return {
    append(bytes) {
      if (refused !== null) return Promise.resolve(fail(refused))
      if (bytes.length === 0) return Promise.resolve(fail('malformed', 'empty blob'))
      if (bytes.length > relayLimits.blobBytes) return Promise.resolve(fail('too-large'))
      if (held + bytes.length > waitingBytes) return Promise.resolve(fail('relay-unreachable'))
      return new Promise((resolve) => {
        const id = newId()
        held += bytes.length
        waiting.set(id, { id, bytes: bytes.slice(), sent: false, settle: resolve })
        pump()
      })
    },
    use(conversation) {
      live = conversation
      if (conversation !== null) refused = null
      for (const item of waiting.values()) item.sent = false
      pump()
    },
    refuse(code) {
      refused = code
      live = null
      for (const item of [...waiting.values()]) settle(item, fail(code))
    },
  }
}
