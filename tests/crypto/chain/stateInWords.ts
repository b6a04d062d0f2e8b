import { cutOff, debtOrder } from '#crypto'
import type { ForumState, MemberState, Sodium } from '#crypto'
import type { DeviceId } from '#shared/ids.ts'
import { incarnation } from './acts.ts'

/** What ids are called. */
export interface Names {
  readonly entries: ReadonlyMap<string, string>
  readonly devices: ReadonlyMap<string, string>
  readonly members: ReadonlyMap<string, string>
}

/** A state with names for ids: all that readers of the chain must agree on. */
export function stateInWords(sodium: Sodium, state: ForumState, names: Names) {
  const entry = (id: string) => names.entries.get(id) ?? id
  const device = (id: string) => names.devices.get(id) ?? id
  const member = (id: string) => names.members.get(id) ?? id
  const sorted = (ids: Iterable<string>, name: (id: string) => string) => [...ids].map(name).sort()
  const byName = <V, W>(
    map: ReadonlyMap<string, V>,
    name: (id: string) => string,
    say: (value: V) => W,
  ): Record<string, W> =>
    Object.fromEntries([...map].map(([id, value]) => [name(id), say(value)] as const).sort(byFirst))
  const person = (each: MemberState) => ({
    devices: each.devices.map(device),
    admittedBy: entry(each.admittedBy),
    moderatorBy: each.moderatorBy === null ? null : entry(each.moderatorBy),
    recoverySetBy: each.recovery === null ? null : entry(each.recovery.setBy),
    guestOf: each.guestOf,
  })
  return {
    heads: sorted(state.heads, entry),
    members: byName(state.members, member, person),
    guests: byName(state.guests, member, person),
    devices: byName(state.devices, device, (each) => ({
      member: member(each.member),
      admittedBy: entry(each.admittedBy),
      lineage: each.lineage === null ? null : entry(each.lineage),
    })),
    moderators: sorted(
      [...state.members.values()].filter((each) => each.moderatorBy !== null).map(({ id }) => id),
      member,
    ),
    suspended: sorted(state.suspended, device),
    invitations: byName(state.invitations, entry, ({ status }) => status),
    scopes: byName(
      state.scopes,
      (scope) => scope,
      (each) => ({
        devices: sorted(each.devices, device),
        currentEpoch: each.currentEpoch === null ? null : entry(each.currentEpoch),
        rotationOwed: each.rotationOwed,
        debtOrder: debtOrder(sodium, state, each.scope).map(device),
      }),
    ),
    acknowledged: byName(state.acknowledged, entry, (ids) => sorted(ids, device)),
    pending: byName(state.pending, entry, (act) => ({
      voters: byName(act.voters, member, device),
      acknowledged: sorted(act.acknowledged, member),
      signers: act.signers,
    })),
    handoff: state.handoff === null ? null : entry(state.handoff.offer),
    policy: { suite: state.policy.suite, admission: state.policy.admission },
    ends: ends(state, names),
    refused: byName(state.refused, entry, (code) => code),
    missing: sorted(state.missing, entry),
  }
}

/** Where logs of the agenda end, of all devices and both scopes that the entries cut off. */
function ends(state: ForumState, names: Names) {
  return [...names.devices].flatMap(([id, name]) =>
    ['forum', 'moderators'].flatMap((scope) => {
      const log = { scope, document: 'agenda', device: id as DeviceId, incarnation }
      const end = cutOff(state, log)
      const learntBy = end?.learntBy.map((by) => names.entries.get(by) ?? by).sort()
      return end === null ? [] : [{ device: name, scope, seq: end.seq, learntBy }]
    }),
  )
}

const byFirst = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]) =>
  a < b ? -1 : 1
