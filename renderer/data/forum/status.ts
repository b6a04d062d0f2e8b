import type { MemberId } from '#shared/ids.ts'
import type { Failure } from '#shared/result.ts'
import { createWritable, type Readable } from '../readable.ts'
import type { ExchangeStatus, RelayState } from './types.ts'

/** Keeps what the status line says. */
export interface StatusKeeper {
  readonly status: Readable<ExchangeStatus>
  relay(state: RelayState): void
  connected(members: readonly MemberId[]): void
  exchanged(member: MemberId, at: number): void
  waiting(count: number): void
  /** These members' computers made keys that do not open for everybody. */
  wrongKeys(by: readonly MemberId[]): void
  /** What is wrong with one thing, in one scope if it is of one; null: it is mended. */
  problem(of: ProblemOf, failure: Failure | null, scope?: string): void
}

/** The things that can be wrong by themselves. */
export type ProblemOf = 'disk' | 'keys' | 'mailbox' | 'snapshots'

/** Starts from what was remembered of earlier exchanges. */
export function createStatus(lastExchanged: ReadonlyMap<MemberId, number>): StatusKeeper {
  const status = createWritable<ExchangeStatus>({
    relay: 'connecting',
    connected: [],
    lastExchanged,
    waiting: 0,
    problem: null,
    wrongKeysBy: [],
  })
  const problems = new Map<string, Failure>()
  const change = (part: Partial<ExchangeStatus>) =>
    status.update((before) => ({ ...before, ...part }))
  return {
    status,
    relay: (relay) => change({ relay }),
    connected(members) {
      const before = status.read().connected
      const same =
        before.length === members.length && members.every((member) => before.includes(member))
      if (!same) change({ connected: members })
    },
    exchanged(member, at) {
      const before = status.read().lastExchanged
      if ((before.get(member) ?? 0) >= at) return
      change({ lastExchanged: new Map(before).set(member, at) })
    },
    waiting(count) {
      if (status.read().waiting !== count) change({ waiting: count })
    },
    wrongKeys(by) {
      const before = status.read().wrongKeysBy
      if (by.some((member) => !before.includes(member)))
        change({ wrongKeysBy: [...new Set([...before, ...by])] })
    },
    problem(of, failure, scope = '') {
      if (failure === null) problems.delete(`${of} ${scope}`)
      else problems.set(`${of} ${scope}`, failure)
      const [problem = null] = problems.values()
      if (status.read().problem !== problem) change({ problem })
    },
  }
}
