import * as v from 'valibot'

/** What an item is for. Anything else found in a document reads as `other`. */
export const itemKinds = [
  'opening',
  'updates',
  'parking-lot',
  'presentation',
  'exercise',
  'break',
  'housekeeping',
  'closing',
  'other',
] as const

export type ItemKind = (typeof itemKinds)[number]

/** One line of an agenda. `lead` is a role or a name in plain words, empty when nobody leads. */
export interface AgendaItem {
  readonly id: string
  readonly title: string
  readonly minutes: number
  readonly lead: string
  readonly kind: ItemKind
}

/** What a new item is made from; what is left out gets an empty title, 10 minutes, nobody, `other`. */
export interface AgendaItemDraft {
  readonly title?: string
  readonly minutes?: number
  readonly lead?: string
  readonly kind?: ItemKind
}

/**
 * An agenda as it stands.
 * `date` is `YYYY-MM-DD` or empty, `start` is `HH:MM` (24 h) or empty,
 * `plannedMinutes` is the length the forum set aside, or null when it set none.
 */
export interface Agenda {
  readonly title: string
  readonly date: string
  readonly start: string
  readonly plannedMinutes: number | null
  readonly items: readonly AgendaItem[]
}

/** Sizes in UTF-16 units, minutes, and items. */
export const agendaLimits = {
  title: 300,
  lead: 80,
  minutes: 600,
  planned: 2880,
  items: 500,
} as const

export const minutesSchema = v.pipe(
  v.number(),
  v.safeInteger(),
  v.minValue(0),
  v.maxValue(agendaLimits.minutes),
)

export const plannedMinutesSchema = v.nullable(
  v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(agendaLimits.planned)),
)

export const itemKindSchema = v.picklist(itemKinds)

/** `HH:MM` on a 24-hour clock, or empty. */
export const startSchema = v.pipe(v.string(), v.regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d)?$/))
