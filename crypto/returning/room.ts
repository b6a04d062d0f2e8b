import { fromHex } from '#shared/ids.ts'
import type { ForumId } from '#shared/ids.ts'
import { derive } from '../derive.ts'
import type { KeyPair, Sodium } from '../sodium.ts'

/** Where somebody who comes back by a printed key and the members' devices meet. */
export interface ReturnRoom {
  readonly forum: ForumId
  /** The public half of the printed key, as `recovery.set` publishes it. */
  readonly recoveryKey: Uint8Array
  /** The capability of the mailbox in which the conversation lies. */
  readonly mailbox: KeyPair
  /** Seals the conversation against the relay; 32 bytes. */
  readonly sealing: Uint8Array
}

/**
 * The room of one printed key. It follows from the key's public half and the forum, which every
 * member knows and the paper gives, and nobody outside: so it need not stand on the paper. Whoever
 * was a member once knows it too, which is why nothing secret is ever said in it.
 */
export function returnRoom(sodium: Sodium, forum: ForumId, recoveryKey: Uint8Array): ReturnRoom {
  const of = (label: string) => derive(sodium, recoveryKey, label, [fromHex(forum)])
  return {
    forum,
    recoveryKey,
    mailbox: sodium.signingPair(of('SR1/return-mailbox')),
    sealing: of('SR1/return-seal'),
  }
}
