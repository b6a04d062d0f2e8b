import {
  type Candidate,
  createAnswer,
  createWelcome,
  type DeviceSecrets,
  doorKeys,
  type ForumState,
  type Sodium,
} from '#crypto'
import type { EntryId, MemberId } from '#shared/ids.ts'
import { fail, ok, type Result } from '#shared/result.ts'
import type { RelayLink } from '../../relay/index.ts'
import type { Welcome } from '../types.ts'
import { closedBecause } from './closed.ts'
import { createDoorkeeper } from './doorkeeper.ts'

/** What the door of one invitation needs. */
export interface InvitationDoorSources {
  readonly sodium: Sodium
  readonly relay: RelayLink
  readonly device: DeviceSecrets
  readonly invitation: { readonly entry: EntryId; readonly seed: Uint8Array }
  readonly state: () => ForumState
  readonly now: () => number
  /**
   * Admits, opens new keys and answers the whole chain for the newcomer. Fails as
   * 'signatures-missing' where it takes two; with `second` that member is asked, and it takes as
   * long as it takes.
   */
  readonly admit: (
    candidate: Candidate,
    name: string,
    second: MemberId | null,
  ) => Promise<Result<readonly Uint8Array[]>>
  /** Uses the invitation up without letting anybody in. */
  readonly revoke: () => Promise<Result<null>>
}

/** The door of an invitation: whoever comes in by it is a new member. */
export function openInvitationDoor(sources: InvitationDoorSources): Welcome {
  const { sodium, now, state, device } = sources
  const { entry, seed } = sources.invitation
  /** Admitted once; telling them can be tried again with the same words. */
  let admitted: { readonly conversation: string; readonly chain: readonly Uint8Array[] } | null =
    null
  return createDoorkeeper({
    sodium,
    relay: sources.relay,
    keys: doorKeys(sodium, seed),
    now,
    closed: () => closedBecause(state(), entry, now()),
    answer: (knock) =>
      createAnswer(sodium, state(), device, { invitation: entry, knock, clock: now() }),
    async letIn({ session, newcomer, name }, send, second) {
      if (!('candidate' in newcomer)) return fail('malformed', 'another purpose')
      if (admitted?.conversation !== session.conversation) {
        const chain = await sources.admit(newcomer.candidate, name, second)
        if (!chain.ok) return chain
        admitted = { conversation: session.conversation, chain: chain.value }
      }
      for (const part of createWelcome(sodium, session, admitted.chain)) {
        const sent = await send(part)
        if (!sent.ok) return sent
      }
      return ok({ stage: 'admitted', name })
    },
    revoke: sources.revoke,
  })
}
