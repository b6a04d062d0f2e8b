/** What a message may hold at most. A message beyond any of these is refused as a whole. */
export const limits = {
  /** Membership entries a forum may have: 2 MiB of ids. */
  helloEntries: 65_536,
  /** Logs a vector may name: about 8 MiB at the longest. */
  vectorLogs: 65_536,
  haveEntries: 4096,
  haveLogs: 4096,
  askLogs: 1024,
  askEntries: 1024,
  pageItems: 4096,
  liveItems: 64,
  /** An update of 256 KiB with its padding and header. */
  envelopeBytes: 320 * 1024,
  /** 64 KiB and its signatures. */
  entryBytes: 72 * 1024,
  presenceBytes: 16 * 1024,
  /** A private envelope of 32 KiB with its padding and header. */
  privateBytes: 48 * 1024,
  /** Scope and document names, in ASCII characters. */
  nameLength: 128,
} as const
