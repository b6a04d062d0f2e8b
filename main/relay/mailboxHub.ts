import type { MailboxName, StoredBlob } from './store/index.ts'

/** Hears of blobs that others append to a mailbox. */
export type Listener = (blob: StoredBlob) => void

/** Who has which mailbox open. */
export interface MailboxHub {
  listen(mailbox: MailboxName, listener: Listener): void
  leave(mailbox: MailboxName, listener: Listener): void
  /** Tells every listener but the one that appended. */
  tell(mailbox: MailboxName, blob: StoredBlob, except: Listener): void
}

/** A hub without listeners. */
export function createMailboxHub(): MailboxHub {
  const mailboxes = new Map<MailboxName, Set<Listener>>()
  return {
    listen(mailbox, listener) {
      const listeners = mailboxes.get(mailbox) ?? new Set()
      mailboxes.set(mailbox, listeners.add(listener))
    },
    leave(mailbox, listener) {
      const listeners = mailboxes.get(mailbox)
      listeners?.delete(listener)
      if (listeners?.size === 0) mailboxes.delete(mailbox)
    },
    tell(mailbox, blob, except) {
      for (const listener of mailboxes.get(mailbox) ?? []) if (listener !== except) listener(blob)
    },
  }
}
