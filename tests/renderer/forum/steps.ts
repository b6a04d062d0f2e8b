import { decodeEntry, type ForumState, reduceChain } from '#crypto'
import { expect } from 'vitest'
import { openSealedLog } from '#renderer/data/log/index.ts'
import type { MemberId } from '#shared/ids.ts'
import { fail } from '#shared/result.ts'
import { type Computer, pause, sodiumOnce, until, value, type World } from './world.ts'

export function park(computer: Computer, title: string): void {
  value(computer.forum.parkingLot.addTopic({ title }))
}

export function sees(computer: Computer, title: string): Promise<void> {
  return until(`${computer.name} sees ${title}`, () => computer.topics().includes(title))
}

export function sorted(computer: Computer): readonly string[] {
  return [...computer.topics()].sort()
}

/** Resolves once all have exactly these topics, and goes on to be so. */
export async function allHave(
  computers: readonly Computer[],
  titles: readonly string[],
): Promise<void> {
  const wanted = [...titles].sort().join('\n')
  const isSo = () => computers.every((computer) => sorted(computer).join('\n') === wanted)
  const shown = () => computers.map((one) => `${one.name}: ${sorted(one).join(', ')}`).join('; ')
  await until(`all have ${wanted}`, isSo).catch(() => {
    throw new Error(`Not all have ${titles.join(', ')}. ${shown()}`)
  })
  await pause(300)
  expect(isSo(), shown()).toBe(true)
}

export function remove(by: Computer, whom: MemberId): Promise<void> {
  return by.forum.remove(whom).then((removed) => void value(removed))
}

export async function posted(...computers: readonly Computer[]): Promise<void> {
  for (const each of computers)
    await until('all is posted', () => each.forum.status.read().waiting === 0)
}

export async function mailboxOf(computer: Computer): Promise<string> {
  return value(await computer.forum.inspectRelay()).mailbox
}

/** Three members who all see one topic. */
export async function three(world: World) {
  const ingrid = await world.found('Ingrid')
  const tomas = await world.letIn(ingrid, 'Tomás')
  const priya = await world.letIn(ingrid, 'Priya')
  park(tomas, 'before')
  for (const each of [ingrid, tomas, priya]) await sees(each, 'before')
  await posted(ingrid, tomas, priya)
  return { ingrid, tomas, priya }
}

/** The chain as a computer holds it whose app is closed. */
export async function chainOf(computer: Computer): Promise<ForumState> {
  const { forum } = computer.vault
  if (forum === null) throw new Error('The vault holds a forum')
  const sodium = await sodiumOnce()
  const log = value(await openSealedLog({ ...forum.database, sodium, expect: 'existing' }))
  const entries = value(await log.allEntries()).map(({ bytes }) =>
    value(decodeEntry(sodium, bytes)),
  )
  await log.close()
  return reduceChain(sodium, forum.forum, entries)
}

export async function memberOf(computer: Computer) {
  const { forum } = computer.vault
  return forum === null ? fail('not-found') : { ok: true as const, value: forum.member }
}

/** A condition on something that is asked for again and again. */
export function asked<T>(ask: () => Promise<T>, holds: (value: T) => boolean): () => boolean {
  let isSo = false
  let asking = false
  return () => {
    if (!asking && !isSo) {
      asking = true
      void ask()
        .then((found) => {
          isSo = holds(found)
        })
        // Not now: it is asked again.
        .catch(() => undefined)
        .finally(() => {
          asking = false
        })
    }
    return isSo
  }
}
