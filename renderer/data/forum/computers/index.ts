import type { DeviceRecord, Sodium } from '#crypto'
import type { MemberId } from '#shared/ids.ts'
import { fail, ok, type Result } from '#shared/result.ts'
import type { PeopleDocument } from '../../docs/index.ts'
import type { Profile } from '../../profile/index.ts'
import type { RelayLink } from '../../relay/index.ts'
import type { Asks } from '../asks/createAsks.ts'
import type { Core } from '../core.ts'
import { nameless } from '../people.ts'
import type { Traffic } from '../traffic.ts'
import type { Arrival, Forum } from '../types.ts'
import { addComputer } from './addComputer.ts'
import { bringBackAlone, returnStanding } from './bringBack.ts'
import { createComputerCodes } from './computerCodes.ts'

/** What letting computers in needs. */
export interface ComputersSources {
  readonly sodium: Sodium
  readonly profile: Profile
  readonly core: Core
  readonly relay: RelayLink
  readonly traffic: Traffic
  readonly people: PeopleDocument
  readonly asks: Pick<Asks, 'asks' | 'ask'>
  readonly relayForOthers: () => string
  readonly now: () => number
}

/** The ways in for computers of those who are members already. */
export interface Computers {
  readonly offers: Pick<Forum, 'addComputer' | 'letComeBack' | 'welcomeComputer'>
  stop(): void
}

/** Opens the doors of all codes that the vault holds. */
export function openComputers(sources: ComputersSources): Computers {
  const { sodium, profile, core, relay, traffic, people, asks, now } = sources
  const { chain, device } = core
  const codes = createComputerCodes({
    sodium,
    relay,
    device,
    relayForOthers: sources.relayForOthers,
    state: chain.state,
    now,
    kept: () => core.held().codes ?? [],
    change: (step) =>
      profile.change((contents) => ({
        ...contents,
        forum: contents.forum && {
          ...contents.forum,
          codes: [...step(contents.forum.codes ?? [])],
        },
      })),
    acts: {
      greeting(member) {
        const { names, forumName } = people.read()
        const place = (chain.state.read().members.get(member)?.devices.length ?? 0) + 1
        return { forumName, memberName: names.get(member) ?? nameless, place }
      },
      async letIn(purpose, member, record) {
        if (purpose === 'return') return bringBack(member, record)
        const added = await addComputer(core, traffic, record, now)
        return added.ok ? ok({ stage: 'admitted', name: '' }) : added
      },
      ask: (member, record, second) => asks.ask({ type: 'return', member, device: record }, second),
      onChange(listener) {
        const stops = [chain.state.subscribe(listener), asks.asks.subscribe(listener)]
        return () => stops.forEach((stop) => stop())
      },
      chain: () => chain.ids().flatMap((id) => chain.entry(id)?.bytes ?? []),
    },
  })
  /** By one's own word where that is enough, else with a second member's. */
  async function bringBack(member: MemberId, record: DeviceRecord): Promise<Result<Arrival>> {
    const me = core.held().member
    const standing = () => returnStanding(chain.state.read(), asks.asks.read(), me, record.id)
    let where = standing()
    if (where.stage === 'second' && where.failure === null) {
      const alone = await bringBackAlone(core, traffic, member, record, now)
      if (!alone.ok && alone.failure.code !== 'signatures-missing') return alone
      where = standing()
    }
    switch (where.stage) {
      case 'over':
        return fail(where.code)
      case 'waits':
        return ok({ stage: 'admitted', name: '' })
      default:
        return ok({ ...where, name: '' })
    }
  }

  const hasEnded = () => traffic.ended.read() !== null
  return {
    offers: {
      async addComputer() {
        return hasEnded() ? fail('forum-ended') : codes.make('add', core.held().member)
      },
      async letComeBack(member) {
        if (hasEnded()) return fail('forum-ended')
        const isOther = member !== core.held().member && chain.state.read().members.has(member)
        return isOther ? codes.make('return', member) : fail('not-found')
      },
      welcomeComputer: (id) => (hasEnded() ? fail('forum-ended') : codes.welcome(id)),
    },
    stop: codes.stop,
  }
}
