import {
  createInvitationCode,
  createInvite,
  type DeviceSecrets,
  type Entry,
  type ForumState,
  type RefusalReason,
  revokeInvite,
  type Sodium,
} from '#crypto'
import type { EntryId } from '#shared/ids.ts'
import { fail, ok, type Result } from '#shared/result.ts'
import type { HeldForum } from '../profile/index.ts'
import { createWritable, type Readable } from '../readable.ts'
import { closedBecause, createDoorkeeper, type DoorkeeperSources } from './joining/doorkeeper.ts'
import type { Invitation, Welcome } from './types.ts'

/** One invitation of ours as the vault keeps it. */
export type KeptInvitation = HeldForum['invitations'][number]

/** What making and watching invitations needs. */
export interface InvitationSources extends Pick<
  DoorkeeperSources,
  'sodium' | 'relay' | 'device' | 'now' | 'admit'
> {
  readonly sodium: Sodium
  readonly device: DeviceSecrets
  /** The relay's address as others reach it, which a loopback address is not. */
  readonly relayForOthers: () => string
  readonly state: Readable<ForumState>
  /** Adds an entry to the chain and sends it on its way. */
  readonly publish: (entries: readonly Entry[]) => Promise<Result<null>>
  /** Stores an invitation in the vault before anybody sees its code. */
  readonly keep: (invitation: KeptInvitation) => Promise<Result<null>>
}

/** The invitations made on this computer, and the doors they open. */
export interface Invitations {
  readonly list: Readable<readonly Invitation[]>
  invite(validForMs: number): Promise<Result<Invitation>>
  welcome(entry: EntryId): Result<Welcome>
  stop(): void
}

const seedBytes = 16

/** Watches the doors of the invitations kept, and makes new ones. */
export function createInvitations(
  sources: InvitationSources,
  kept: readonly KeptInvitation[],
): Invitations {
  const { sodium, device } = sources
  const all: KeptInvitation[] = [...kept]
  const doors = new Map<EntryId, Welcome>()
  const list = createWritable<readonly Invitation[]>([])

  function refresh(): void {
    list.set(all.map(describe).filter((each) => each !== null))
  }

  function describe(invitation: KeptInvitation): Invitation | null {
    const code = createInvitationCode(sodium, {
      seed: invitation.seed,
      relay: invitation.relayUrl,
    })
    if (!code.ok) return null
    const closed = closedBecause(sources.state.read(), invitation.entry, sources.now())
    return {
      id: invitation.entry,
      code: code.value,
      expiresAt: invitation.expiresAt,
      state: stateOf(closed),
    }
  }

  function watch(invitation: KeptInvitation): Welcome {
    const door = createDoorkeeper({
      sodium,
      relay: sources.relay,
      device,
      invitation,
      state: sources.state.read,
      now: sources.now,
      admit: sources.admit,
      async revoke() {
        const entry = revokeInvite(sodium, sources.state.read(), device, {
          clock: sources.now(),
          invitation: invitation.entry,
        })
        return entry.ok ? sources.publish([entry.value]) : entry
      },
    })
    doors.set(invitation.entry, door)
    return door
  }

  for (const invitation of all) watch(invitation)
  const unsubscribe = sources.state.subscribe(refresh)
  refresh()

  return {
    list,
    async invite(validForMs) {
      const seed = sodium.random(seedBytes)
      const clock = sources.now()
      const expiresAt = clock + validForMs
      const entry = createInvite(sodium, sources.state.read(), device, { clock, seed, expiresAt })
      if (!entry.ok) return entry
      const invitation = {
        entry: entry.value.id,
        seed,
        relayUrl: sources.relayForOthers(),
        expiresAt,
      }
      const stored = await sources.keep(invitation)
      if (!stored.ok) return stored
      all.push(invitation)
      const published = await sources.publish([entry.value])
      if (!published.ok) return published
      watch(invitation)
      refresh()
      const described = describe(invitation)
      return described === null ? fail('relay-address-invalid') : ok(described)
    },
    welcome(entry) {
      const door = doors.get(entry)
      return door === undefined ? fail('invitation-unknown') : ok(door)
    },
    stop() {
      unsubscribe()
      for (const door of doors.values()) door.close()
    },
  }
}

function stateOf(code: RefusalReason | null): Invitation['state'] {
  if (code === null || code === 'forum-full') return 'open'
  if (code === 'invitation-expired') return 'expired'
  return code === 'spoken-check-refused' ? 'refused' : 'used'
}
