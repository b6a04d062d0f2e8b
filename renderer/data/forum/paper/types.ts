import type { DeviceId, ForumId } from '#shared/ids.ts'
import type { Failure, Result } from '#shared/result.ts'
import type { Readable } from '../../readable.ts'

/** What the forum knows of one's own printed key. */
export interface PrintedKey {
  /** The public half that counts for this member; null: one cannot come back by paper. */
  readonly known: Readable<Uint8Array | null>
  /**
   * Tells the others the public half of a key that was just made; it ends the one before. It is
   * stored when this resolves, and travels as soon as it can.
   */
  tell(publicKey: Uint8Array): Promise<Result<null>>
}

/** After a return by the printed sheet: one's own computers from before, which may be in other hands. */
export interface LostComputers {
  /** Those that are still in, until the question was answered; none: there is nothing to ask. */
  readonly asked: Readable<readonly DeviceId[]>
  /** Takes them out, and makes new keys in the same step. */
  takeOut(): Promise<Result<null>>
  /** They are at hand after all. */
  keep(): Promise<Result<null>>
}

/** Where coming back by the printed sheet stands. */
export type Returning =
  /** `refused` is why somebody's computer says that it cannot be; others may say otherwise. */
  | { readonly stage: 'waiting'; readonly refused: Failure | null }
  /** Somebody's computer has answered and is letting this one in. */
  | { readonly stage: 'answered' }
  | { readonly stage: 'back'; readonly forum: ForumId }
  | { readonly stage: 'failed'; readonly failure: Failure }

/** Coming back by the printed sheet. */
export interface ComeBack {
  readonly returning: Readable<Returning>
  close(): void
}
