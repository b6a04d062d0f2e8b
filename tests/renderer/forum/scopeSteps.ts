import { deviceKeyAt, deriveEpochKeys, type EpochKeys, openEnvelope } from '#crypto'
import type { NotesDocument } from '#renderer/data/docs/index.ts'
import type { NotesPlace } from '#renderer/data/forum/index.ts'
import { openSealedLog, type SealedLog } from '#renderer/data/log/index.ts'
import type { MemberId } from '#shared/ids.ts'
import { chainOf, heldBy } from './offline.ts'
import { type Computer, sodiumOnce, until, value } from './world.ts'

export const moderators: NotesPlace = { kind: 'moderators' }
export const self: NotesPlace = { kind: 'self' }

export function memberOf(computer: Computer): MemberId {
  return heldBy(computer).member
}

export function withOther(computer: Computer): NotesPlace {
  return { kind: 'with', member: memberOf(computer) }
}

export async function notes(computer: Computer, place: NotesPlace): Promise<NotesDocument> {
  return value(await computer.forum.notes(place))
}

/** Puts a line under what stands in notes. */
export async function note(computer: Computer, place: NotesPlace, line: string): Promise<void> {
  const open = await notes(computer, place)
  value(open.setText(`${open.read().text}${line}\n`))
}

export async function linesOf(computer: Computer, place: NotesPlace): Promise<readonly string[]> {
  return sorted(await notes(computer, place))
}

/** Resolves once notes have exactly these lines, in whatever order. */
export async function reads(
  computer: Computer,
  place: NotesPlace,
  lines: readonly string[],
): Promise<void> {
  const open = await notes(computer, place)
  const wanted = [...lines].sort().join()
  await until('the notes are there', () => sorted(open).join() === wanted).catch(() => {
    throw new Error(`${computer.name} reads ${sorted(open).join()} instead of ${wanted}`)
  })
}

function sorted(open: NotesDocument): readonly string[] {
  const lines = open.read().text.split('\n')
  return lines.filter((line) => line !== '').sort()
}

/** The keys that a computer's vault holds, of one scope or of all. */
export async function keysOf(computer: Computer, scope?: string): Promise<readonly EpochKeys[]> {
  const sodium = await sodiumOnce()
  const { forum, epochs } = heldBy(computer)
  return epochs
    .filter((each) => scope === undefined || each.scope === scope)
    .map((each) =>
      deriveEpochKeys(sodium, {
        forum,
        scope: each.scope,
        epochId: each.epochId,
        epochKey: each.key,
      }),
    )
}

/** Looks into the database of a computer whose app is closed. */
async function inLog<T>(computer: Computer, look: (log: SealedLog) => Promise<T>): Promise<T> {
  const { name, rowKey } = heldBy(computer).database
  const sodium = await sodiumOnce()
  const log = value(await openSealedLog({ name, rowKey, sodium, expect: 'existing' }))
  const found = await look(log)
  await log.close()
  return found
}

/** The scopes of which anything lies in a computer's database. */
export async function scopesStored(computer: Computer): Promise<readonly string[]> {
  const { scopes } = await chainOf(computer)
  const names = [...scopes.keys()]
  return inLog(computer, (log) =>
    Promise.resolve(names.filter((scope) => log.heads(scope).length > 0)),
  )
}

/** Everything of a scope that lies in a computer's database, as it travels. */
export async function envelopesOf(
  computer: Computer,
  scope: string,
): Promise<readonly Uint8Array[]> {
  const all = await inLog(computer, (log) => log.read(scope, [], 1024 * 1024))
  return all.map(({ bytes }) => bytes)
}

/** The scopes of those envelopes that open with what a computer holds. */
export async function scopesOpened(
  computer: Computer,
  envelopes: readonly Uint8Array[],
): Promise<ReadonlySet<string>> {
  const sodium = await sodiumOnce()
  const keyOf = deviceKeyAt(await chainOf(computer))
  const keys = await keysOf(computer)
  return new Set(
    envelopes.flatMap((bytes) => {
      const opened = openEnvelope(sodium, keys, keyOf, bytes)
      return opened.ok ? [opened.value.header.scope] : []
    }),
  )
}
