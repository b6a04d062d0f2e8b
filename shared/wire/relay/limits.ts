/** Sizes that both ends of a relay connection know. Bytes unless said otherwise. */
export const relayLimits = {
  /** Largest mailbox frame, either way. */
  frameBytes: 320 * 1024,
  /** Largest blob: a frame less its own fields. */
  blobBytes: 320 * 1024 - 128,
  /** Most that a page may be asked to hold; a single larger blob still makes a page of its own. */
  pageBytes: 256 * 1024,
  /** Most blobs in a page. */
  pageBlobs: 16 * 1024,
  /** Mailboxes open at once on one connection. */
  boxes: 64,
  /** Largest signalling frame. */
  signalBytes: 64 * 1024,
  /** Longest topic name in UTF-16 units. */
  topicLength: 128,
  /** Most topics in one message and on one connection. */
  topics: 32,
} as const

/** Version of the mailbox frames, first byte of the challenge. */
export const mailboxVersion = 1

/** Path of y-webrtc's signalling on a relay's address. */
export const signalPath = '/signal'

/** Path of the mailboxes on a relay's address. */
export const mailboxPath = '/mailbox'
