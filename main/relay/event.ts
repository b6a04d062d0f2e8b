/** What a relay says of its running: what happened, never to whom, under what name or how large. */
export const relayEvents = [
  'connection-limit-reached',
  'malformed-frame',
  'mailbox-denied',
  'mailbox-full',
  'slow-reader-dropped',
  'silent-connection-dropped',
  'idle-connection-dropped',
  'disk-failed',
  'connection-failed',
  'backup-written',
  'backup-failed',
  'certificate-renewed',
  'certificate-failed',
] as const

export type RelayEvent = (typeof relayEvents)[number]

export type OnRelayEvent = (event: RelayEvent) => void
