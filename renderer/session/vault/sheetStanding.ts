import type { ProfileContents } from '#renderer/data/profile/index.ts'
import { equalBytes } from '#shared/codec/index.ts'

/**
 * What a printed sheet is worth now. `key-only`: it was printed by an older version, without the way
 * to the forum. `replaced`: another computer of the same person has printed a newer one.
 * `outdated`: the relay has another address than the one on it. `waiting`: not yet rehearsed.
 */
export type SheetStanding = 'key-only' | 'replaced' | 'outdated' | 'waiting' | 'done'

/** What it is held against. */
export interface SheetSurroundings {
  /** The public half that the forum knows; null: none. */
  readonly known: Uint8Array | null
  /** The relay's address as others reach it. */
  readonly relayUrl: string
  /** Nobody comes back to a forum that this person is no longer in: only the vault counts. */
  readonly hasEnded: boolean
}

/** Where the sheet stands: the first thing that keeps it from helping, if there is one. */
export function sheetStanding(
  recovery: NonNullable<ProfileContents['recovery']>,
  { known, relayUrl, hasEnded }: SheetSurroundings,
): SheetStanding {
  const rehearsed = recovery.rehearsedAt === null ? 'waiting' : 'done'
  if (hasEnded) return rehearsed
  if (recovery.relayUrl === undefined) return 'key-only'
  if (known === null || !equalBytes(known, recovery.signingKey)) return 'replaced'
  return recovery.relayUrl === relayUrl ? rehearsed : 'outdated'
}
