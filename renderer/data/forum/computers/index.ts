import type { Sodium } from '#crypto'
import { fail } from '#shared/result.ts'
import type { PeopleDocument } from '../../docs/index.ts'
import type { Profile } from '../../profile/index.ts'
import type { RelayLink } from '../../relay/index.ts'
import type { Core } from '../core.ts'
import { nameless } from '../people.ts'
import type { Traffic } from '../traffic.ts'
import type { Forum } from '../types.ts'
import { addComputer } from './addComputer.ts'
import { createComputerCodes } from './computerCodes.ts'

/** What letting computers in needs. */
export interface ComputersSources {
  readonly sodium: Sodium
  readonly profile: Profile
  readonly core: Core
  readonly relay: RelayLink
  readonly traffic: Traffic
  readonly people: PeopleDocument
  readonly relayForOthers: () => string
  readonly now: () => number
}

/** The ways in for computers of those who are members already. */
export interface Computers {
  readonly offers: Pick<Forum, 'addComputer' | 'welcomeComputer'>
  stop(): void
}

/** Opens the doors of all codes that the vault holds. */
export function openComputers(sources: ComputersSources): Computers {
  const { sodium, profile, core, relay, traffic, people, now } = sources
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
      letIn: (_purpose, _member, record) => addComputer(core, traffic, record, now),
      chain: () => chain.ids().flatMap((id) => chain.entry(id)?.bytes ?? []),
    },
  })
  const hasEnded = () => traffic.ended.read() !== null
  return {
    offers: {
      async addComputer() {
        return hasEnded() ? fail('forum-ended') : codes.make('add', core.held().member)
      },
      welcomeComputer: (id) => (hasEnded() ? fail('forum-ended') : codes.welcome(id)),
    },
    stop: codes.stop,
  }
}
