export {
  agendaLimits,
  itemKindSchema,
  minutesSchema,
  plannedMinutesSchema,
  startSchema,
} from './agenda.ts'
export type { Agenda, AgendaItem, AgendaItemDraft, ItemKind } from './agenda.ts'
export { formatClock, parseClock, planAgenda } from './planAgenda.ts'
export type { AgendaPlan, PlannedItem } from './planAgenda.ts'
