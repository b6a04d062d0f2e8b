import type { AgendaItem } from '#shared/model/agenda/index.ts'

/** What the meeting is for lasts this long or longer. */
const mainMinutes = 20

/** How an item is drawn: moss for what the meeting is for, quiet for the rest, dashed for a pause. */
export function barKind(item: Pick<AgendaItem, 'kind' | 'minutes'>): 'main' | 'minor' | 'break' {
  if (item.kind === 'break') return 'break'
  return item.minutes >= mainMinutes ? 'main' : 'minor'
}
