import type { Entry, EpochKeys } from '#crypto'
import type { DeviceId, EntryId } from '#shared/ids.ts'
import type { Failure, Result } from '#shared/result.ts'
import type { Chain } from './chain.ts'
import { batchEntries, encodeEntries } from './entriesFormat.ts'
import type { EpochMailbox } from './mailboxes.ts'
import type { Memory } from './memory.ts'

/** What carrying entries needs. */
export interface CarrierSources {
  readonly chain: Chain
  readonly device: DeviceId
  readonly mailboxes: () => readonly EpochMailbox[]
  /** Seals entries for the holders of these keys. */
  readonly seal: (keys: EpochKeys, payload: Uint8Array) => Result<Uint8Array>
  readonly memory: Pick<Memory, 'carried' | 'rememberCarried'>
  readonly onProblem: (failure: Failure | null) => void
}

/**
 * Brings the membership entries into the mailboxes. Each mailbox is to hold everything that its
 * epoch's opening did not know: so whoever stands there finds the way on, whoever came with that
 * epoch learns what the others knew, and of two epochs that were opened at the same moment each
 * hears of the other. What a mailbox is known to hold is remembered, so a crash, a relay that was
 * away or a mailbox that lost all only costs doing it again.
 */
export interface Carrier {
  /** Own entries were written: they go at once. */
  now(): void
  /** Others' entries came. Usually their author brings them; whoever is left sees to it. */
  soon(): void
  /** These lay in that mailbox. */
  saw(mailbox: string, ids: readonly EntryId[]): void
  stop(): void
}

/** Others leave the author this long, and each other so much more, in milliseconds. */
const patience = 5_000
const rankDelay = 1_500
const refusedDelay = 30_000

export function createCarrier(sources: CarrierSources): Carrier {
  const { chain, memory } = sources
  const under = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | null = null
  let stopped = false

  const placeIn = (box: EpochMailbox, id: EntryId) => `${box.id} ${id}`

  /** What the mailbox lacks, parents before children. */
  function lackingIn(box: EpochMailbox): readonly Entry[] {
    const { dag } = chain.state.read()
    const carried = memory.carried(box.id)
    return chain
      .ids()
      .filter((id) => !carried.has(id) && !under.has(placeIn(box, id)))
      .flatMap((id) => dag.entry(id) ?? [])
      .filter(({ id }) => !dag.includes(openingOf(box.keys), id))
  }

  async function carryInto(box: EpochMailbox): Promise<void> {
    const lacking = lackingIn(box)
    for (const { id } of lacking) under.add(placeIn(box, id))
    try {
      for (const batch of batchEntries(lacking)) {
        const sealed = sources.seal(box.keys, encodeEntries(batch.map(({ bytes }) => bytes)))
        const kept = sealed.ok ? await box.append(sealed.value) : sealed
        if (stopped) return
        sources.onProblem(kept.ok ? null : kept.failure)
        if (!kept.ok) return later(refusedDelay)
        memory.rememberCarried(
          box.id,
          batch.map(({ id }) => id),
        )
      }
    } finally {
      for (const { id } of lacking) under.delete(placeIn(box, id))
    }
  }

  function now(): void {
    for (const box of sources.mailboxes()) void carryInto(box)
  }

  /** A mailbox is only judged by those who have read it to its end. */
  async function carryWhatIsLeft(): Promise<void> {
    timer = null
    let isLeft = false
    for (const box of sources.mailboxes()) {
      if (stopped) return
      if (lackingIn(box).length === 0) continue
      if (await box.caughtUp()) await carryInto(box)
      else isLeft = true
    }
    if (isLeft) soon()
  }

  function later(delay: number): void {
    if (stopped) return
    timer ??= setTimeout(() => void carryWhatIsLeft(), delay)
  }

  function soon(): void {
    const devices = [...chain.state.read().devices.keys()].sort()
    later(patience + rankDelay * Math.max(0, devices.indexOf(sources.device)))
  }

  return {
    now,
    soon,
    saw: memory.rememberCarried,
    stop() {
      stopped = true
      if (timer !== null) clearTimeout(timer)
    },
  }
}

/** The entry that opened the epoch of these keys: an epoch's id is its entry's. */
export function openingOf(keys: EpochKeys): EntryId {
  return keys.epochId as string as EntryId
}
