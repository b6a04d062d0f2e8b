import { revokeDevice } from '#crypto'
import type { DeviceId } from '#shared/ids.ts'
import { fail, ok, type Result } from '#shared/result.ts'
import { createWritable } from '../../readable.ts'
import type { Publish } from '../author.ts'
import type { Core } from '../core.ts'
import { cutOffsOf } from '../cutOffs.ts'
import { withOwedKeys } from '../owedKeys.ts'
import type { HeaderSources } from '../readHeaders.ts'
import type { LostComputers } from './types.ts'

/** What taking out one's lost computers needs. */
export interface LostComputersSources {
  readonly core: Core
  readonly open: HeaderSources['open']
  readonly now: () => number
  readonly publish: Publish
  readonly lead: () => Promise<void>
}

/**
 * One's own computers from before a return by paper. They stay in until somebody says that they are
 * lost: only their owner knows. Each is revoked by this one signature, together, with the new keys
 * that this owes, and where its logs end as this computer holds them.
 */
export function openLostComputers(sources: LostComputersSources): LostComputers {
  const { core, now } = sources
  const { sodium, chain, device, profile, log } = core
  const asked = createWritable<readonly DeviceId[]>(read())

  function read(): readonly DeviceId[] {
    const { cameBack, member } = core.held()
    const devices = chain.state.read().members.get(member)?.devices ?? []
    const place = devices.indexOf(device.id)
    return cameBack === true && place > 0 ? devices.slice(0, place) : []
  }

  function look(): void {
    const next = read()
    if (next.join() !== asked.read().join()) asked.set(next)
  }

  async function answer(): Promise<Result<null>> {
    const stored = await profile.change((contents) => ({
      ...contents,
      forum: contents.forum && { ...contents.forum, cameBack: false },
    }))
    look()
    return stored
  }

  async function takeOut(): Promise<Result<null>> {
    const lost = asked.read()
    const published = await sources.publish(async (state) => {
      if (!state.devices.has(device.id)) return fail('forum-ended')
      const clock = now()
      const revoked = []
      for (const one of lost.filter((id) => state.devices.has(id))) {
        const cutOffs = await cutOffsOf({ log, open: sources.open }, state, [one])
        if (!cutOffs.ok) return cutOffs
        const before = revoked.length === 0 ? state : chain.preview(revoked)
        const options = { clock, device: one, cutOffs: cutOffs.value }
        const entry = revokeDevice(sodium, before, device, options)
        if (!entry.ok) return entry
        revoked.push(entry.value)
      }
      return revoked.length === 0 ? ok([]) : withOwedKeys(core, revoked, clock)
    })
    if (!published.ok) return published
    void sources.lead()
    return answer()
  }

  chain.state.subscribe(look)
  return { asked, takeOut, keep: answer }
}
