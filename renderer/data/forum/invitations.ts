import {
  createInvitationCode,
  createInvite,
  type DeviceSecrets,
  type ForumState,
  type RefusalReason,
  revokeInvite,
  type Sodium,
} from '#crypto'
import type { EntryId } from '#shared/ids.ts'
import { fail, invariant, ok, type Result } from '#shared/result.ts'
import type { HeldForum } from '../profile/index.ts'
import { createWritable, type Readable } from '../readable.ts'
import type { Publish } from './author.ts'
import { closedBecause } from './joining/closed.ts'
import { type InvitationDoorSources, openInvitationDoor } from './joining/invitationDoor.ts'
import type { Invitation, Welcome } from './types.ts'

/** One invitation of ours as the vault keeps it. */
export type KeptInvitation = HeldForum['invitations'][number]

/** What making and watching invitations needs. */
export interface InvitationSources extends Pick<
  InvitationDoorSources,
  'sodium' | 'relay' | 'device' | 'now' | 'admit'
> {
  readonly sodium: Sodium
  readonly device: DeviceSecrets
  /** The relay's address as others reach it, which a loopback address is not. */
  readonly relayForOthers: () => string
  readonly state: Readable<ForumState>
  /** Writes own entries and sends them on their way. */
  readonly publish: Publish
  /** Stores the invitations in the vault before anybody sees a new one's code. */
  readonly keep: (invitations: readonly KeptInvitation[]) => Promise<Result<null>>
}

/** The invitations made on this computer, and the doors they open. */
export interface Invitations {
  readonly list: Readable<readonly Invitation[]>
  invite(validForMs: number): Promise<Result<Invitation>>
  welcome(entry: EntryId): Result<Welcome>
  stop(): void
}

const seedBytes = 16
/** A relay opens 64 mailboxes a connection, and the epochs need some. */
const mostOpen = 24
/** Of invitations that let nobody in any more the newest are kept: to say so, and to be listed. */
const mostClosed = 8

/** Watches the doors of the invitations kept, and makes new ones. */
export function createInvitations(
  sources: InvitationSources,
  kept: readonly KeptInvitation[],
): Invitations {
  const { sodium, device } = sources
  let all: readonly KeptInvitation[] = [...kept]
  const doors = new Map<EntryId, Welcome>()
  const list = createWritable<readonly Invitation[]>([])

  function refresh(): void {
    list.set(all.map(describe).filter((each) => each !== null))
  }

  function isClosed({ entry }: KeptInvitation): boolean {
    const closed = closedBecause(sources.state.read(), entry, sources.now())
    return closed !== null && closed !== 'forum-full'
  }

  function codeOf({ seed, relayUrl }: Pick<KeptInvitation, 'seed' | 'relayUrl'>) {
    return createInvitationCode(sodium, { purpose: 'join', seed, relay: relayUrl })
  }

  function describe(invitation: KeptInvitation): Invitation | null {
    const code = codeOf(invitation)
    if (!code.ok) return null
    const closed = closedBecause(sources.state.read(), invitation.entry, sources.now())
    return {
      id: invitation.entry,
      code: code.value,
      expiresAt: invitation.expiresAt,
      state: stateOf(closed),
    }
  }

  /** All that are open, and the newest of the others; what is left out is forgotten, its seed too. */
  function worthKeeping(invitations: readonly KeptInvitation[]): readonly KeptInvitation[] {
    const closed = new Set(invitations.filter(isClosed).slice(0, -mostClosed))
    return invitations.filter((invitation) => !closed.has(invitation))
  }

  function watch(invitation: KeptInvitation): Welcome {
    const door = openInvitationDoor({
      sodium,
      relay: sources.relay,
      device,
      invitation,
      state: sources.state.read,
      now: sources.now,
      admit: sources.admit,
      revoke: () =>
        sources.publish((state) => {
          const clock = sources.now()
          const entry = revokeInvite(sodium, state, device, {
            clock,
            invitation: invitation.entry,
          })
          return entry.ok ? ok([entry.value]) : entry
        }),
    })
    doors.set(invitation.entry, door)
    return door
  }

  /** Only the doors of what is kept stay open. */
  function keepDoors(): void {
    const kept = new Set(worthKeeping(all).map(({ entry }) => entry))
    for (const [entry, door] of doors) {
      if (kept.has(entry)) continue
      doors.delete(entry)
      door.close()
    }
  }

  for (const invitation of worthKeeping(all).slice(-mostOpen - mostClosed)) watch(invitation)
  const unsubscribe = sources.state.subscribe(refresh)
  refresh()

  return {
    list,
    async invite(validForMs) {
      const seed = sodium.random(seedBytes)
      const relayUrl = sources.relayForOthers()
      if (!codeOf({ seed, relayUrl }).ok) return fail('relay-address-invalid')
      if (all.filter((each) => !isClosed(each)).length >= mostOpen) return fail('list-full')
      const clock = sources.now()
      const expiresAt = clock + validForMs
      const made: { invitation: KeptInvitation | null } = { invitation: null }
      const published = await sources.publish(async (state) => {
        const entry = createInvite(sodium, state, device, { clock, seed, expiresAt })
        if (!entry.ok) return entry
        const invitation = { entry: entry.value.id, seed, relayUrl, expiresAt }
        const next = [...worthKeeping(all), invitation]
        const stored = await sources.keep(next)
        if (!stored.ok) return stored
        all = next
        made.invitation = invitation
        return ok([entry.value])
      })
      if (!published.ok) return published
      invariant(made.invitation !== null, 'an invitation that was published was made')
      watch(made.invitation)
      keepDoors()
      refresh()
      const described = describe(made.invitation)
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
