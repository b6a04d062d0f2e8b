import { randomInt } from 'node:crypto'
import meridian from '../fixtures/meridian.json' with { type: 'json' }

/** A topic as it is typed into a window. */
export interface TopicToPark {
  readonly id: string
  readonly title: string
  readonly theme: string
  readonly importance: number
  readonly urgency: number
  readonly heard: number
  /** Belongs to everybody instead of whoever parks it. */
  readonly ofTheGroup: boolean
}

/** A line of the agenda as it is typed. */
export interface ItemToType {
  readonly title: string
  readonly lead: string
  readonly minutes: number
}

/** What the three bring along. */
export interface Material {
  readonly forumName: string
  readonly names: readonly string[]
  readonly start: string
  readonly plannedMinutes: number
  readonly items: readonly ItemToType[]
  /** The topics that each of the three parks, in the order of `names`. */
  readonly topics: readonly (readonly TopicToPark[])[]
}

const howMany = 3
/** Typing the agenda takes about as long as parking so many topics. */
const agendaInTopics = 9

/** The invented forum's first three members, its agenda A and its thirty topics, marked with `word`. */
export function gatherMaterial(word: string): Material {
  const members = meridian.members.slice(0, howMany)
  const [agenda] = meridian.agendas
  if (agenda === undefined) throw new Error('Broken invariant: the fixture has no agenda')
  const roles = new Map(members.map((member) => [member.forum_role, member.name]))
  return {
    forumName: meridian.forum.name,
    names: members.map((member) => member.name),
    start: agenda.start,
    plannedMinutes: agenda.total,
    items: agenda.items.map(({ title, minutes, lead }, index) => ({
      // One title and one lead carry the word too; in all of them it would only be in the way.
      title: index === 0 ? `${title} ${word}` : title,
      lead: roles.get(lead ?? '') ?? (lead ?? '').replaceAll('_', ' '),
      minutes,
    })),
    topics: shareOut(
      word,
      members.map((member) => member.id),
    ),
  }
}

/** Everybody parks their own topics; those of absent members go to whoever has the least to type. */
function shareOut(word: string, members: readonly string[]): TopicToPark[][] {
  const piles = members.map((): TopicToPark[] => [])
  const load = members.map((_, index): number => (index === 0 ? agendaInTopics : 0))
  const inOrder = [...meridian.parking_lot].sort(
    (a, b) => Number(members.includes(b.owner ?? '')) - Number(members.includes(a.owner ?? '')),
  )
  for (const topic of inOrder) {
    const own = members.indexOf(topic.owner ?? '')
    const at = own >= 0 ? own : load.indexOf(Math.min(...load))
    load[at] = (load[at] ?? 0) + 1
    piles[at]?.push({
      id: topic.id,
      title: `${topic.title} ${word}`,
      theme: topic.theme,
      importance: topic.importance,
      urgency: topic.urgency,
      heard: topic.mentions,
      ofTheGroup: topic.kind === 'group',
    })
  }
  return piles
}

/** A word that stands nowhere else: fourteen letters, easy to read, made from randomness. */
export function randomWord(): string {
  const pick = (letters: string) => letters.charAt(randomInt(letters.length))
  return Array.from({ length: 7 }, () => pick('bdfgklmnprstvz') + pick('aeiou')).join('')
}
