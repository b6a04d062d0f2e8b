import type { Sodium } from '#crypto'
import { invariant, ok, type Result } from '#shared/result.ts'
import { agendaOf, parkingLotOf, peopleOf, type SharedDocument } from '../docs/index.ts'
import type { Profile } from '../profile/index.ts'
import { connectRelay, type RelayLink, type RelayStatus } from '../relay/index.ts'
import { admit } from './admit.ts'
import { openCore } from './core.ts'
import { watchDebt } from './debt.ts'
import { createInvitations } from './invitations.ts'
import { openMemory } from './memory.ts'
import type { DocumentName } from './names.ts'
import { watchPeople } from './people.ts'
import { createStatus, type StatusKeeper } from './status.ts'
import { openTraffic } from './traffic.ts'
import type { Forum, RelayState } from './types.ts'

/** What opening a forum needs from outside. */
export interface ForumSources {
  readonly sodium: Sodium
  readonly profile: Profile
  readonly relayUrl: string
  /** The relay's address as it stands in invitations: another one when this app hosts the relay. */
  readonly relayForOthers: () => string
  readonly now: () => number
}

/** Opens the forum that the profile holds, and begins to exchange with the others. */
export async function openForum(sources: ForumSources): Promise<Result<Forum>> {
  const { sodium, profile, relayUrl, now } = sources
  const early: { keeper: StatusKeeper | null } = { keeper: null }
  const opened = await openCore(sodium, profile, (failure) =>
    early.keeper?.problem('keys', failure),
  )
  if (!opened.ok) return opened
  const core = opened.value
  const held = core.held()
  const remembered = await openMemory(core)
  if (!remembered.ok) return remembered
  const memory = remembered.value
  const keeper = createStatus(memory.exchanges())
  early.keeper = keeper
  const relay: RelayLink = connectRelay({
    url: relayUrl,
    sodium,
    onStatus: (status) => keeper.relay(relayState(status)),
  })
  const traffic = await openTraffic({ core, relay, relayUrl, memory, status: keeper, now })
  const document = (name: DocumentName): SharedDocument => {
    const shared = traffic.documents.get(name)
    invariant(shared !== undefined, 'every named document is open')
    return shared
  }
  const people = peopleOf(document('people'))
  const invitations = createInvitations(
    {
      sodium,
      relay,
      relayForOthers: sources.relayForOthers,
      device: core.device,
      state: core.chain.state,
      now,
      publish: traffic.publish,
      admit: (candidate) => admit(core, traffic, candidate, now),
      keep: (invitation) =>
        profile.change((contents) => ({
          ...contents,
          forum: contents.forum && {
            ...contents.forum,
            invitations: [...contents.forum.invitations, invitation],
          },
        })),
    },
    held.invitations,
  )
  const stopDebt = watchDebt({
    core,
    now,
    publish: traffic.publish,
    async onPaid() {
      await traffic.follow()
      const written = await traffic.snapshots.writeAll()
      if (!written.ok) keeper.problem('disk', written.failure)
    },
  })
  introduce()

  /** The names typed at the door go into the people document once it is open. */
  function introduce(): void {
    const { names, forumName } = people.read()
    if (!names.has(held.member)) people.setName(held.member, held.myName)
    if (forumName === '' && held.forumName !== null) people.setForumName(held.forumName)
  }

  return ok({
    id: held.forum,
    me: held.member,
    agenda: agendaOf(document('agenda')),
    parkingLot: parkingLotOf(document('parking-lot')),
    people,
    members: watchPeople(core.chain.state, people, held.member),
    present: traffic.presence.present,
    status: keeper.status,
    damage: core.log.damage,
    invitations: invitations.list,
    appear: (room, within = null) => traffic.appear(room, within),
    undo: (name) => document(name).undo(),
    redo: (name) => document(name).redo(),
    invite: invitations.invite,
    welcome: invitations.welcome,
    inspectRelay: traffic.exchange.inspect,
    async close() {
      const closed = await traffic.close()
      if (!closed.ok) return closed
      invitations.stop()
      stopDebt()
      return closed
    },
  })
}

function relayState({ state, failure }: RelayStatus): RelayState {
  if (state === 'connected') return 'connected'
  if (failure === 'relay-malformed') return 'malformed'
  return failure === null && state === 'connecting' ? 'connecting' : 'unreachable'
}
