import type { Agenda, AgendaItem } from './agenda.ts'

/** When an item begins. `time` is `HH:MM` (24 h), `day` counts midnights passed since the start. */
export interface PlannedItem {
  readonly id: string
  /** Minutes after the start of the meeting. */
  readonly offset: number
  /** Null when the agenda has no start time. */
  readonly time: string | null
  readonly day: number
}

export interface AgendaPlan {
  readonly items: readonly PlannedItem[]
  /** Sum of all minutes. */
  readonly total: number
  /** When the last item ends; null when the agenda has no start time. */
  readonly end: { readonly time: string; readonly day: number } | null
  /** Minutes over the planned length; negative when under; null when no length was planned. */
  readonly over: number | null
}

const minutesADay = 24 * 60

/** `HH:MM` to minutes after midnight; null when the text is no such time. */
export function parseClock(text: string): number | null {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text)
  return match === null ? null : Number(match[1]) * 60 + Number(match[2])
}

/** Minutes after some midnight to `HH:MM` and the number of midnights passed. */
export function formatClock(minutes: number): { readonly time: string; readonly day: number } {
  const ofDay = ((minutes % minutesADay) + minutesADay) % minutesADay
  const two = (n: number) => String(n).padStart(2, '0')
  return {
    time: `${two(Math.floor(ofDay / 60))}:${two(ofDay % 60)}`,
    day: Math.floor(minutes / minutesADay),
  }
}

/** Start times, total and how far over or under the planned length; any number of items, none included. */
export function planAgenda(
  agenda: Pick<Agenda, 'start' | 'plannedMinutes'> & {
    readonly items: readonly Pick<AgendaItem, 'id' | 'minutes'>[]
  },
): AgendaPlan {
  const start = parseClock(agenda.start)
  const items: PlannedItem[] = []
  let total = 0
  for (const item of agenda.items) {
    const clock = start === null ? null : formatClock(start + total)
    items.push({
      id: item.id,
      offset: total,
      time: clock?.time ?? null,
      day: clock?.day ?? 0,
    })
    total += item.minutes
  }
  return {
    items,
    total,
    end: start === null ? null : formatClock(start + total),
    over: agenda.plannedMinutes === null ? null : total - agenda.plannedMinutes,
  }
}
