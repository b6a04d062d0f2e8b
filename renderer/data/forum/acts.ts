import {
  type Entry,
  forkEvidence,
  type ForumState,
  grantRole,
  objectTo,
  openEpoch,
  removeMember,
  revokeDevice,
  revokeRole,
} from '#crypto'
import type { MemberId } from '#shared/ids.ts'
import { fail, ok, type Result } from '#shared/result.ts'
import type { Publish } from './author.ts'
import type { Core } from './core.ts'
import { type CutOffSources, cutOffsOf } from './cutOffs.ts'
import { forumScope, moderatorScope } from './names.ts'
import { withOwedKeys } from './owedKeys.ts'
import { withoutInvitationsOf } from './revokeInvitations.ts'
import type { Forum } from './types.ts'

/** What acting on who is in needs. */
export interface ActSources {
  readonly core: Core
  readonly open: CutOffSources['open']
  readonly now: () => number
  readonly publish: Publish
  /** New keys may have been opened here. */
  readonly lead: () => Promise<void>
  /** Stores what was written and brings it to the relay, if it can be reached; false: the disk refuses. */
  readonly bringOut: () => Promise<boolean>
}

type Make = (state: ForumState, clock: number) => Result<Entry> | Promise<Result<Entry>>

/**
 * What members do about who is in and who decides. Each act and the keys that it owes are made
 * together and stored together; then they go out.
 */
export function createActs(
  sources: ActSources,
): Pick<Forum, 'remove' | 'grantRole' | 'layDownRole' | 'revokeDevice' | 'object' | 'renewKeys'> {
  const { core, now } = sources
  const { sodium, device, log } = core
  const reading = { log, open: sources.open }

  async function act(
    make: Make,
    more: (entries: readonly Entry[], clock: number) => Result<readonly Entry[]> = ok,
  ): Promise<Result<null>> {
    const published = await sources.publish(async (state) => {
      if (!state.devices.has(device.id)) return fail('forum-ended')
      const clock = now()
      const entry = await make(state, clock)
      if (!entry.ok) return entry
      const all = more([entry.value], clock)
      return all.ok ? withOwedKeys(core, all.value, clock) : all
    })
    if (published.ok) void sources.lead()
    return published
  }

  const devicesOf = (state: ForumState, member: MemberId) =>
    (state.members.get(member) ?? state.guests.get(member))?.devices ?? []

  return {
    remove(member) {
      const leaving = devicesOf(core.chain.state.read(), member)
      return act(
        async (state, clock) => {
          const devices = devicesOf(state, member)
          if (devices.length === 0) return fail('not-found')
          const cutOffs = await cutOffsOf(reading, state, devices)
          if (!cutOffs.ok) return cutOffs
          return removeMember(sodium, state, device, { clock, member, cutOffs: cutOffs.value })
        },
        (entries, clock) => withoutInvitationsOf(core, leaving, entries, clock),
      )
    },
    grantRole: (member) =>
      act((state, clock) => grantRole(sodium, state, device, { clock, member })),
    async layDownRole() {
      // What was written among the moderators counts up to here, and nobody else may have it yet.
      if (!(await sources.bringOut())) return fail('database-failed')
      return act(async (state, clock) => {
        const member = state.devices.get(device.id)?.member
        if (member === undefined) return fail('forum-ended')
        const devices = devicesOf(state, member)
        const cutOffs = await cutOffsOf(reading, state, devices, moderatorScope)
        if (!cutOffs.ok) return cutOffs
        return revokeRole(sodium, state, device, { clock, member, cutOffs: cutOffs.value })
      })
    },
    revokeDevice: (lost) =>
      act(
        async (state, clock) => {
          const owner = state.devices.get(lost)?.member
          if (owner === undefined || lost === device.id) return fail('not-found')
          const cutOffs = await cutOffsOf(reading, state, [lost])
          if (!cutOffs.ok) return cutOffs
          const isOwn = owner === state.devices.get(device.id)?.member
          const evidence = isOwn ? null : forkEvidence(state, lost)
          return revokeDevice(sodium, state, device, {
            clock,
            device: lost,
            cutOffs: cutOffs.value,
            ...(evidence && { evidence }),
          })
        },
        (entries, clock) => withoutInvitationsOf(core, [lost], entries, clock),
      ),
    object: (waiting) =>
      act((state, clock) => objectTo(sodium, state, device, { clock, act: waiting })),
    renewKeys: () =>
      act((state, clock) => openEpoch(sodium, state, device, { clock, scope: forumScope })),
  }
}
