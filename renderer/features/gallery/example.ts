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
