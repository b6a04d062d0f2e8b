import { signMailboxOpen, type KeyPair, type Sodium } from '#crypto'
import type { FailureCode } from '#shared/failure.ts'
import { toHex } from '#shared/ids.ts'
import { fail, ok } from '#shared/result.ts'
import type { PlacedBlob } from '#shared/wire/relay/index.ts'
import type { Conversation } from './conversation.ts'
import { createInbox } from './inbox.ts'
import { createOutbox } from './outbox.ts'
import type { Mailbox, MailboxOptions } from './types.ts'

/** A mailbox as the link drives it. */
export interface DrivenMailbox {
  readonly mailbox: Mailbox
  /** Opens the mailbox on a new connection. */
  attach(conversation: Conversation, challenge: Uint8Array): Promise<void>
  /** The connection is gone. */
  detach(): void
  pushed(blob: PlacedBlob): void
  /** Gives up until the mailbox can be opened after all. */
  refuse(code: FailureCode): void
}

/** `box` is this mailbox's number on every connection; `onClose` lets the link forget it. */
export function createMailbox(
  sodium: Sodium,
  capability: KeyPair,
  box: number,
  options: MailboxOptions,
  onClose: () => void,
): DrivenMailbox {
  let live: Conversation | null = null
  let closed = false
  const inbox = createInbox(box, options)
  const outbox = createOutbox(
    box,
    () => toHex(sodium.random(16)),
    (cursor) => inbox.kept(cursor),
  )

  function refuse(code: FailureCode): void {
    inbox.stop()
    outbox.refuse(code)
  }

  async function attach(conversation: Conversation, challenge: Uint8Array): Promise<void> {
    const { publicKey } = capability
    const signature = signMailboxOpen(sodium, capability, challenge)
    const opened = await conversation.ask({ type: 'open', box, publicKey, signature }, 'opened')
    if (closed) return
    if (!opened.ok) {
      if (opened.failure.code !== 'link-closed') refuse(opened.failure.code)
      return
    }
    live = conversation
    inbox.use(conversation, opened.value.newest)
    outbox.use(conversation)
  }

  return {
    attach,
    detach() {
      live = null
      inbox.stop()
      outbox.use(null)
    },
    pushed: (blob) => inbox.pushed(blob),
    refuse,
    mailbox: {
      append: (bytes) => outbox.append(bytes),
      async inspect() {
        if (live === null) return fail('relay-unreachable')
        const answer = await live.ask({ type: 'inspect', box }, 'inspected')
        if (answer.ok) return ok(answer.value.inspection)
        return answer.failure.code === 'link-closed' ? fail('relay-unreachable') : answer
      },
      cursor: () => inbox.cursor(),
      close() {
        if (closed) return
        closed = true
        live?.closeBox(box)
        live = null
        refuse('link-closed')
        onClose()
      },
    },
  }
}
