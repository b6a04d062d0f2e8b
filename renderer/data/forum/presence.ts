import * as v from 'valibot'
import { decode, encode } from '#shared/codec/index.ts'
import type { DeviceId, IncarnationId, MemberId } from '#shared/ids.ts'
import { type TextMark, textMarkSchema } from '../docs/index.ts'
import { createWritable, type Readable } from '../readable.ts'
import { type Caret, type Present, type RoomName, roomNames } from './types.ts'

/** What a presence envelope says, once opened by the door's own rules. */
export interface PresenceSaid {
  readonly device: DeviceId
  readonly incarnation: IncarnationId
  /** Counts up within one incarnation, so that an old one cannot be played again. */
  readonly counter: number
  readonly payload: Uint8Array
}

/** Who has which room open. Nothing of it is ever stored. */
export interface Presence {
  readonly present: Readable<readonly Present[]>
  /** Where in a text they are. Apart from `present`, since it changes at every letter. */
  readonly carets: Readable<readonly Caret[]>
  heard(said: PresenceSaid, member: MemberId, now: number): void
  /** Forgets whoever has not been heard for a minute. */
  expire(now: number): void
  left(device: DeviceId): void
}

/** How long somebody counts as present without being heard again, in milliseconds. */
const presenceLife = 60_000

/** How often presence is said again, in milliseconds. */
export const presenceRenewal = 20_000

const said = v.object({
  room: v.picklist(roomNames),
  within: v.nullable(v.pipe(v.string(), v.maxLength(64))),
  /** Older versions do not say it; one that cannot be read is no caret, and the rest still counts. */
  caret: v.fallback(v.nullable(textMarkSchema), null),
})

/** The payload of a presence envelope. */
export function encodePresence(
  room: RoomName,
  within: string | null,
  caret: TextMark | null,
): Uint8Array {
  return encode((writer) => writer.text(JSON.stringify({ room, within, caret })))
}

function decodePresence(payload: Uint8Array): v.InferOutput<typeof said> | null {
  const text = decode(payload, (reader) => reader.text(512))
  if (!text.ok) return null
  try {
    const parsed = v.safeParse(said, JSON.parse(text.value))
    return parsed.success ? parsed.output : null
  } catch {
    return null
  }
}

/** Keeps who is present, from what they said themselves. */
export function createPresence(): Presence {
  const present = createWritable<readonly Present[]>([])
  const carets = createWritable<readonly Caret[]>([])
  const heardAt = new Map<DeviceId, { at: number; incarnation: string; counter: number }>()

  function without(device: DeviceId): readonly Present[] {
    return present.read().filter((one) => one.device !== device)
  }

  function left(device: DeviceId): void {
    if (present.read().some((one) => one.device === device)) present.set(without(device))
    moveCaret(device, null)
  }

  function moveCaret(device: DeviceId, caret: Caret | null): void {
    const before = carets.read()
    const others = before.filter((one) => one.device !== device)
    if (caret !== null) carets.set([...others, caret])
    else if (others.length < before.length) carets.set(others)
  }

  return {
    present,
    carets,
    heard({ device, incarnation, counter, payload }, member, now) {
      const before = heardAt.get(device)
      if (before?.incarnation === incarnation && counter <= before.counter) return
      const content = decodePresence(payload)
      if (content === null) return
      heardAt.set(device, { at: now, incarnation, counter })
      const { room, within, caret } = content
      moveCaret(
        device,
        caret === null || within === null ? null : { member, device, room, within, mark: caret },
      )
      const next = { member, device, room, within }
      const old = present.read().find((one) => one.device === device)
      if (old?.room === next.room && old.within === next.within) return
      present.set([...without(device), next])
    },
    expire(now) {
      const gone = present
        .read()
        .filter(({ device }) => now - (heardAt.get(device)?.at ?? 0) > presenceLife)
      for (const { device } of gone) left(device)
    },
    left,
  }
}
