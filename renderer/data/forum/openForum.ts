import type { Sodium } from '#crypto'
import { fail, type Failure, invariant, ok, type Result } from '#shared/result.ts'
import { agendaOf, parkingLotOf, peopleOf, type SharedDocument } from '../docs/index.ts'
import { LogReadError } from '../log/index.ts'
import type { createMesh } from '../mesh/index.ts'
import type { Profile } from '../profile/index.ts'
import type { Readable } from '../readable.ts'
import { connectRelay, type RelayLink, type RelayStatus } from '../relay/index.ts'
import { createActs } from './acts.ts'
import { admit } from './admit.ts'
import { admitTogether } from './admitTogether.ts'
import { type Asks, openAsks } from './asks/createAsks.ts'
import { openComputers } from './computers/index.ts'
import { type Core, openCore } from './core.ts'
import { watchDebt } from './debt.ts'
import { createInvitations } from './invitations.ts'
import { createReturnCodes } from './keys/returnCodes.ts'
import { leave } from './leave.ts'
import { type Memory, openMemory } from './memory.ts'
import type { DocumentName } from './names.ts'
import { watchPending } from './pending.ts'
import { openPaper } from './paper/index.ts'
import { watchPeople } from './people.ts'
import { usualObjectionTime, watchPendingActs } from './settling.ts'
import { createNotes, watchFormerPartners } from './scopes/notes.ts'
import { createStatus, type StatusKeeper } from './status.ts'
import { steady } from './steady.ts'
import { openTraffic, type Traffic } from './traffic.ts'
import type { Forum, RelayState } from './types.ts'
import { watchSealing } from './watchSealing.ts'

/** What opening a forum needs from outside. */
export interface ForumSources {
  readonly sodium: Sodium
  readonly profile: Profile
  readonly relayUrl: string
  /** The relay's address as it stands in invitations: another one when this app hosts the relay. */
  readonly relayForOthers: () => string
  readonly now: () => number
  /** How long an act that waits is left alone, in milliseconds; ten minutes unless told. */
  readonly objectionTime?: number
  /** The way to other devices; tests have one without WebRTC. */
  readonly createMesh?: typeof createMesh
}

/** What stands before the forum does. */
interface Ground {
  readonly core: Core
  readonly memory: Memory
  readonly keeper: StatusKeeper
  readonly relay: RelayLink
  readonly traffic: Traffic
  readonly asks: Asks
}

/** Opens the forum that the profile holds, and begins to exchange with the others. */
export async function openForum(sources: ForumSources): Promise<Result<Forum>> {
  const refusedKeys: Failure[] = []
  const early: { keeper: StatusKeeper | null } = { keeper: null }
  const core = await openCore(sources.sodium, sources.profile, (failure) => {
    refusedKeys.push(failure)
    early.keeper?.problem('keys', failure)
  })
  if (!core.ok) return core
  const memory = await openMemory(core.value)
  if (!memory.ok) {
    await core.value.log.close()
    return memory
  }
  const keeper = createStatus(memory.value.exchanges())
  early.keeper = keeper
  for (const failure of refusedKeys) keeper.problem('keys', failure)
  const relay = connectRelay({
    url: sources.relayUrl,
    sodium: sources.sodium,
    onStatus: (status) => keeper.relay(relayState(status)),
  })
  try {
    const traffic = await openTraffic({
      core: core.value,
      relay,
      relayUrl: sources.relayUrl,
      memory: memory.value,
      status: keeper,
      now: sources.now,
      ...(sources.createMesh && { createMesh: sources.createMesh }),
    })
    const asks = await openAsks({
      core: core.value,
      values: memory.value.values,
      mail: traffic.mail,
      open: traffic.open,
      now: sources.now,
      publish: traffic.publish,
      lead: traffic.lead,
    })
    const ground = { core: core.value, memory: memory.value, keeper, relay, traffic, asks }
    return ok(assemble(sources, ground))
  } catch (error) {
    // Whoever tries again must find neither a second connection nor a second database.
    relay.close()
    await memory.value.flush()
    await core.value.log.close()
    if (error instanceof LogReadError) return fail('database-failed', error.message)
    throw error
  }
}

/** What the screens may ask of an open forum. */
function assemble(sources: ForumSources, ground: Ground): Forum {
  const { core, keeper, relay, traffic, asks } = ground
  const { sodium, profile, now } = sources
  const held = core.held()
  const document = (name: DocumentName): SharedDocument => {
    const shared = traffic.home.documents.all.get(name)
    invariant(shared !== undefined, 'every named document is open')
    return shared
  }
  function typed<T extends Readable<unknown>>(
    name: DocumentName,
    of: (shared: SharedDocument) => T,
  ): T {
    const onReplaced = (listener: () => void) => traffic.home.documents.onReplaced(name, listener)
    return steady(() => of(document(name)), onReplaced)
  }
  const people = typed('people', peopleOf)
  const invitations = createInvitations(
    {
      sodium,
      relay,
      relayForOthers: sources.relayForOthers,
      device: core.device,
      state: core.chain.state,
      now,
      publish: traffic.publish,
      admit: (candidate, name, second) =>
        second === null
          ? admit(core, traffic, candidate, now)
          : admitTogether({ core, traffic, asks, now }, candidate, name, second),
      keep: (kept) =>
        profile.change((contents) => ({
          ...contents,
          forum: contents.forum && { ...contents.forum, invitations: [...kept] },
        })),
    },
    held.invitations,
  )
  const computers = openComputers({ ...sources, core, relay, traffic, people, asks })
  const stopDebt = watchDebt({ core, now, publish: traffic.publish, onPaid: traffic.lead })
  const stopSettling = watchPendingActs({
    core,
    now,
    publish: traffic.publish,
    objectionTime: sources.objectionTime ?? usualObjectionTime,
    onOpened: traffic.lead,
  })
  const acts = createActs({
    core,
    open: traffic.open,
    now,
    publish: traffic.publish,
    lead: traffic.lead,
    bringOut: traffic.bringOut,
  })
  const paper = openPaper({ ...ground, now })
  const returnCodes = createReturnCodes({
    core,
    relay,
    relayUrl: sources.relayUrl,
    relayForOthers: sources.relayForOthers,
    onEntries: traffic.tookEntries,
  })
  const hasEnded = () => traffic.ended.read() !== null
  let closing: Promise<Result<null>> | null = null
  const closeDoors = () => {
    invitations.stop()
    computers.stop()
  }
  traffic.ended.subscribe(closeDoors)
  if (hasEnded()) closeDoors()
  else introduce()

  /** The names typed at the door go into the people document once it is open; who came back has one. */
  function introduce(): void {
    const { names, forumName } = people.read()
    if (held.myName !== '' && !names.has(held.member)) people.setName(held.member, held.myName)
    if (forumName === '' && held.forumName !== null) people.setForumName(held.forumName)
  }

  async function close(): Promise<Result<null>> {
    const closed = await traffic.close()
    if (closed.ok) {
      closeDoors()
      stopDebt()
      stopSettling()
      asks.stop()
      paper.stop()
    } else closing = null
    return closed
  }

  return {
    id: held.forum,
    me: held.member,
    device: core.device.id,
    agenda: typed('agenda', agendaOf),
    parkingLot: typed('parking-lot', parkingLotOf),
    people,
    notes: createNotes(core, traffic.scopes),
    formerPartners: watchFormerPartners(core),
    members: watchPeople(core.chain.state, people, held.member),
    sealing: watchSealing(core.chain.state),
    printedKey: paper.printedKey,
    lost: paper.lost,
    ended: traffic.ended,
    present: traffic.presence.present,
    carets: traffic.presence.carets,
    status: keeper.status,
    damage: core.log.damage,
    invitations: invitations.list,
    asks: asks.asks,
    pending: watchPending(core.chain.state, held.member),
    ask: asks.ask,
    agree: asks.agree,
    decline: asks.decline,
    withdraw: asks.withdraw,
    appear: (room, within = null) => {
      if (!hasEnded()) traffic.appear(room, within)
    },
    moveCaret: traffic.moveCaret,
    undo: (name) => document(name).undo(),
    redo: (name) => document(name).redo(),
    async invite(validForMs) {
      return hasEnded() ? fail('forum-ended') : invitations.invite(validForMs)
    },
    welcome: (entry) => (hasEnded() ? fail('forum-ended') : invitations.welcome(entry)),
    ...computers.offers,
    ...acts,
    ...returnCodes,
    leave: () => leave(core, traffic, now),
    async inspectRelay() {
      const seen = await traffic.home.mailboxes.inspect()
      // That something else answers there says more than that no relay was reached.
      if (seen.ok) return ok({ url: sources.relayUrl, ...seen.value })
      return keeper.status.read().relay !== 'malformed' ? seen : fail('relay-malformed')
    },
    close() {
      closing ??= close()
      return closing
    },
  }
}

function relayState({ state, failure }: RelayStatus): RelayState {
  if (state === 'connected') return 'connected'
  if (failure === 'relay-malformed') return 'malformed'
  return failure === null && state === 'connecting' ? 'connecting' : 'unreachable'
}
