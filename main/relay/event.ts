/** What a relay says of its running: what happened, never to whom, under what name or how large. */
export type RelayEvent =
  | 'connection-limit-reached'
  | 'malformed-frame'
  | 'mailbox-denied'
  | 'mailbox-full'
  | 'slow-reader-dropped'
  | 'silent-connection-dropped'
  | 'disk-failed'
  | 'connection-failed'

export type OnRelayEvent = (event: RelayEvent) => void
