/**
 * Frames of the mailbox endpoint. `request` is chosen by the client and repeated in the answer;
 * `box` is the client's
 * own number for a mailbox on this connection, never used twice. Cursors are as in `cursor.ts`.
 */
export type ClientFrame =
  | {
      readonly type: 'open'
      readonly request: number
      readonly box: number
      /** Ed25519, 32 bytes. */
      readonly publicKey: Uint8Array
      /** Over `mailboxOpenStatement`, 64 bytes. */
      readonly signature: Uint8Array
    }
  | {
      readonly type: 'append'
      readonly request: number
      readonly box: number
      /** 16 bytes as hex: sent again with the same id, a blob is kept once. */
      readonly id: string
      readonly blob: Uint8Array
    }
  | {
      readonly type: 'read'
      readonly request: number
      readonly box: number
      readonly after: number
      readonly limitBytes: number
    }
  | { readonly type: 'inspect'; readonly request: number; readonly box: number }
  | { readonly type: 'close'; readonly box: number }
  | { readonly type: 'ping'; readonly request: number }

/** A blob and its place in the mailbox. */
export interface PlacedBlob {
  readonly cursor: number
  readonly bytes: Uint8Array
}

/** What a relay knows of a mailbox. Times in milliseconds since 1970 by the relay's clock. */
export interface MailboxInspection {
  readonly count: number
  readonly bytes: number
  readonly firstAt: number | null
  readonly lastAt: number | null
  /** The newest blob just as the relay holds it; null while the mailbox is empty. */
  readonly newest: PlacedBlob | null
}

/** Why a relay refused, as the failure codes of the app. */
export const refusalCodes = ['malformed', 'mailbox-denied', 'mailbox-full', 'rate-limited'] as const

export type RefusalCode = (typeof refusalCodes)[number]

export type RelayFrame =
  | { readonly type: 'challenge'; readonly version: number; readonly challenge: Uint8Array }
  | { readonly type: 'opened'; readonly request: number; readonly newest: number }
  | { readonly type: 'appended'; readonly request: number; readonly cursor: number }
  | {
      readonly type: 'page'
      readonly request: number
      readonly blobs: readonly PlacedBlob[]
      readonly more: boolean
    }
  | { readonly type: 'pushed'; readonly box: number; readonly blob: PlacedBlob }
  | {
      readonly type: 'inspected'
      readonly request: number
      readonly inspection: MailboxInspection
    }
  | { readonly type: 'refused'; readonly request: number; readonly code: RefusalCode }
  | { readonly type: 'pong'; readonly request: number }
