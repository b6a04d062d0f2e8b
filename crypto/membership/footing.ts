import type { EntryId, MemberId } from '#shared/ids.ts'
import { moderatorScope } from './limits.ts'
import { demandOf, memberOfDevice, signersOf } from './signatures.ts'
import type { Dag, Entry, InnerView } from './types.ts'

/** What an authorised entry stands on: taken from its past once, and never changing. */
export interface Footing {
  /** Members who signed, the author's first; none for a genesis. */
  readonly signers: readonly MemberId[]
  /** Members whose role was used. */
  readonly roleUsers: readonly MemberId[]
  /** Entries without which it would not be authorised: if one is void, so is it. */
  readonly sources: readonly EntryId[]
  /** Whether it waits until more than half know of it. */
  readonly waits: boolean
  /** What held before it: its members can settle it, and half of them outweigh an objection to it. */
  readonly past: InnerView
  /** The line of the author's device. */
  readonly lineage: EntryId | null
}

/** Judges nothing: the entry is authorised. */
export function footingOf(entry: Entry, past: InnerView, dag: Pick<Dag, 'entry'>): Footing {
  const members = signersOf(past, entry)
  const { body } = entry
  const demand = demandOf(past, body, members, true)
  const roleUsers = new Set(demand.roleUsers)
  const author = memberOfDevice(past, entry.author)
  if (body.type === 'epoch.open' && body.scope === moderatorScope && author)
    roleUsers.add(author.id)
  if (body.type === 'handoff.accept') {
    const offerer = dag.entry(body.offer)?.author
    const from = offerer === undefined ? undefined : memberOfDevice(past, offerer)
    if (from !== undefined) roleUsers.add(from.id)
  }
  if (body.type === 'objection' && author && author.moderatorBy !== null) {
    if (past.pending.get(body.act)?.member !== author.id) roleUsers.add(author.id)
  }
  const sources = new Set<EntryId>()
  for (const device of [entry.author, ...entry.coSigners.map((each) => each.device)]) {
    const admittedBy = past.devices.get(device)?.admittedBy
    if (admittedBy !== undefined) sources.add(admittedBy)
  }
  for (const id of roleUsers) {
    const grantedBy = past.members.get(id)?.moderatorBy
    if (grantedBy != null) sources.add(grantedBy)
  }
  for (const id of namedSources(entry, past)) sources.add(id)
  return {
    signers: members.map(({ id }) => id),
    roleUsers: [...roleUsers],
    sources: [...sources],
    waits: demand.waits,
    past,
    lineage: past.devices.get(entry.author)?.lineage ?? null,
  }
}

/** The entries that a body names and builds on. */
function namedSources({ body }: Entry, past: InnerView): readonly EntryId[] {
  switch (body.type) {
    case 'member.admit':
      return [body.invitation]
    case 'epoch.ack':
    case 'epoch.grant': {
      const opened = past.epochs.get(body.epoch)?.entry
      return opened === undefined ? [] : [opened]
    }
    case 'handoff.accept':
    case 'handoff.decline':
      return [body.offer]
    case 'recovery.use': {
      const recovery = past.members.get(body.member)?.recovery
      return body.proof === null || recovery == null ? [] : [recovery.setBy]
    }
    default:
      return []
  }
}
