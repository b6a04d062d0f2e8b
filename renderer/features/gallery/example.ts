export const people = [
  { id: 'ingrid', label: 'Ingrid Solberg' },
  { id: 'dele', label: 'Dele Okafor' },
  { id: 'tomas', label: 'Tomás Aguirre' },
  { id: 'sarah', label: 'Sarah Whitcombe' },
  { id: 'hugo', label: 'Hugo Brandt' },
  { id: 'margit', label: 'Margit Lindqvist' },
  { id: 'callum', label: 'Callum Reid' },
  { id: 'anil', label: 'Anil Desai' },
  { id: 'priya', label: 'Priya Raman' },
  { id: 'ruth', label: 'Ruth Abrams' },
] as const

export const names: readonly string[] = people.map((person) => person.label)

export const kinds = [
  { id: 'opening', label: 'Opening' },
  { id: 'update', label: 'Updates', description: 'Ten people, four minutes each' },
  { id: 'topic', label: 'Topic' },
  { id: 'break', label: 'Break' },
] as const

export interface ExampleItem {
  readonly id: string
  readonly title: string
  readonly lead: string
  readonly minutes: number
  readonly kind: 'main' | 'minor' | 'break'
}

export const agenda: readonly ExampleItem[] = [
  {
    id: 'arrive',
    title: 'Arrive, devices away, one word each',
    lead: 'moderator',
    minutes: 5,
    kind: 'minor',
  },
  { id: 'said', title: 'Confidentiality restated', lead: 'moderator', minutes: 5, kind: 'minor' },
  { id: 'air', title: 'Clear the air', lead: 'moderator', minutes: 10, kind: 'minor' },
  {
    id: 'last',
    title: 'Commitments from last time',
    lead: 'secretary',
    minutes: 10,
    kind: 'minor',
  },
  {
    id: 'updates',
    title: 'Updates',
    lead: 'ten people, 4 minutes each',
    minutes: 40,
    kind: 'main',
  },
  { id: 'pause', title: 'Break', lead: '', minutes: 15, kind: 'break' },
  { id: 'dele', title: 'Dele presents', lead: 'Sarah coaches', minutes: 65, kind: 'main' },
  { id: 'open', title: 'To be chosen', lead: '', minutes: 45, kind: 'main' },
]

/** The list with one row moved; `toIndex` counts without the moved row. */
export function moved(
  items: readonly ExampleItem[],
  id: string,
  toIndex: number,
): readonly ExampleItem[] {
  const item = items.find((one) => one.id === id)
  if (item === undefined) return items
  const rest = items.filter((one) => one.id !== id)
  return [...rest.slice(0, toIndex), item, ...rest.slice(toIndex)]
}

/** Start of each item as clock text, from 13:00. */
export function startOf(items: readonly ExampleItem[], index: number): string {
  const before = items.slice(0, index).reduce((sum, item) => sum + item.minutes, 13 * 60)
  return `${Math.floor(before / 60)}:${String(before % 60).padStart(2, '0')}`
}

export const longTitle =
  'Which of my three children, if any of them wants it at all, takes over the company, and when do I tell the other two'

export interface ExampleTopic {
  readonly id: string
  readonly title: string
  readonly owner: string
  /** How urgent, from 0 to 10. */
  readonly x: number
  /** How important, from 0 to 10. */
  readonly y: number
}

export const topics: readonly ExampleTopic[] = [
  { id: 'covenant', title: 'Bank covenant test', owner: 'Ingrid Solberg', x: 9, y: 8 },
  { id: 'children', title: longTitle, owner: 'Tomás Aguirre', x: 3, y: 10 },
  { id: 'partner', title: 'A partner who is often away', owner: 'Ruth Abrams', x: 6, y: 5 },
  { id: 'sleep', title: 'Sleeping badly since June', owner: 'Hugo Brandt', x: 6, y: 5 },
  { id: 'office', title: 'A smaller office', owner: 'Anil Desai', x: 1, y: 1 },
]
