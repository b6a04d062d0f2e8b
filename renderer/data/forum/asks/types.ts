import type { Candidate, DeviceRecord } from '#crypto'
import type { DeviceId, EntryId, MemberId } from '#shared/ids.ts'
import type { FailureCode } from '#shared/failure.ts'
import type { Result } from '#shared/result.ts'

/** The 16 random bytes, in hex, by which the one who asks and the one who is asked name an ask. */
export type AskId = string & { readonly __brand: 'ask' }

/**
 * What one member asks another to do together with them, in words of ids: exactly this, with the
 * newest cut-offs where there are any, is what both then sign.
 */
export type Intent =
  /** Take a member out, with all their computers. */
  | { readonly type: 'remove'; readonly member: MemberId }
  /** Take the role of moderator from somebody. */
  | { readonly type: 'take-role'; readonly member: MemberId }
  /** Make somebody a moderator while there is none. */
  | { readonly type: 'give-role'; readonly member: MemberId }
  /** Take one computer of somebody out: it was lost. */
  | { readonly type: 'revoke-device'; readonly device: DeviceId }
  /** Let in who stands at the door; `name` is what they call themselves. */
  | { readonly type: 'admit'; readonly name: string; readonly candidate: Candidate }
  /** Let a member come back with a new computer. */
  | { readonly type: 'return'; readonly member: MemberId; readonly device: DeviceRecord }

/**
 * How far an ask is: put to the other; the other said yes, and the two computers do the rest; the
 * other said no; done; or failed for good.
 */
export type AskStanding = 'asked' | 'agreed' | 'declined' | 'done' | 'failed'

/** One member asks one other to do something that takes two. */
export interface Ask {
  readonly id: AskId
  readonly intent: Intent
  readonly by: MemberId
  readonly to: MemberId
  /** Whom it is about, in or out; null of somebody new. */
  readonly about: MemberId | null
  /** When it was asked (one's own) or came (others'), in milliseconds since 1970. */
  readonly at: number
  readonly standing: AskStanding
  /** Why it failed; null unless it did. */
  readonly failure: FailureCode | null
}

/** What the screens may do about asks. */
export interface AskActs {
  /**
   * Asks a member to do this with us; the rules are asked first, so what could never be done fails
   * at once. It then goes on by itself, over restarts, until it is done, declined, withdrawn, or a
   * week old. Fails as the rules have it, 'list-full' with eight open ones to one member.
   */
  ask(intent: Intent, to: MemberId): Promise<Result<AskId>>
  /** Says yes to what somebody asks of us; our computer then signs exactly that and nothing else. */
  agree(id: AskId): Promise<Result<null>>
  /** Says no. */
  decline(id: AskId): Promise<Result<null>>
  /** Takes back what we asked, or puts away one of our asks that is over. */
  withdraw(id: AskId): Promise<Result<null>>
}

/** An admission or return that waits until more than half of the members know of it. */
export interface Pending {
  readonly entry: EntryId
  readonly kind: 'admission' | 'return'
  /** Who comes back; null for somebody new. */
  readonly member: MemberId | null
  /** Who signed it. */
  readonly by: readonly MemberId[]
  /** How many members' computers know of it, and how many there are. */
  readonly known: number
  readonly of: number
  /** Whether this person may object to it. */
  readonly mayObject: boolean
}
