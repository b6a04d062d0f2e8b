import { lotWords } from '#renderer/words/index.ts'
import { addItem, addToItem, editItem, editMinutes, moveItemUp } from './agenda.ts'
import type { Material } from './material.ts'
import { addToTitle, hear, inTopic, park, score, writeTheme } from './parkingLot.ts'
import type { Person } from './person.ts'

/** A title that two people change at once, and what each of them adds to it. */
export interface Contest {
  readonly title: string
  readonly before: string
  readonly after: string
}

type Three = readonly [Person, Person, Person]

/** All three edit the agenda at once; two of them the same title. */
export async function editAgendaAtOnce(people: Three, { items }: Material): Promise<Contest> {
  const [first, second, third] = people
  const title = (at: number) => items[at]?.title ?? ''
  const contest = { title: title(4), before: 'Round: ', after: ', no questions' }
  await Promise.all([
    inTurn([
      () => editMinutes(first, title(2), 5),
      () => editMinutes(first, title(5), 15),
      () => editItem(first, title(11), 'lead', third.name),
      () => editItem(first, title(9), 'item', 'Coffee'),
    ]),
    inTurn([
      () => addToItem(second, contest.title, 'start', contest.before),
      () => editItem(second, title(12), 'lead', second.name),
      () => editMinutes(second, title(13), 10),
    ]),
    inTurn([
      () => addToItem(third, contest.title, 'end', contest.after),
      () => addItem(third, { title: 'Photograph, then dinner', lead: third.name, minutes: 5 }),
      () => moveItemUp(third, 'Photograph, then dinner', 2),
    ]),
  ])
  return contest
}

/** All three edit the parking lot at once; two of them the same title. */
export async function editLotAtOnce(
  people: Three,
  { topics }: Material,
  word: string,
): Promise<Contest> {
  const [first, second, third] = people
  const own = (pile: number, at: number) => topics[pile]?.[at]?.title ?? ''
  const contest = { title: own(1, 0), before: 'Again: ', after: ', and soon' }
  await Promise.all([
    inTurn([
      () => park(first, `Who chairs the retreat ${word}`),
      () => inTopic(first, own(2, 1), () => hear(first)),
      () => inTopic(first, own(0, 0), () => score(first, lotWords.urgency, 9)),
    ]),
    inTurn([
      () => inTopic(second, contest.title, () => addToTitle(second, 'start', contest.before)),
      () => park(second, `A second opinion on the lease ${word}`),
      () => inTopic(second, own(1, 2), () => score(second, lotWords.importance, 10)),
    ]),
    inTurn([
      () => inTopic(third, contest.title, () => addToTitle(third, 'end', contest.after)),
      () => park(third, `Saying yes too quickly ${word}`),
      () => inTopic(third, own(2, 3), () => writeTheme(third, 'family')),
    ]),
  ])
  return contest
}

/** While `away` is cut off, they and the two who remain edit on, on both documents. */
export async function editApart(
  people: Three,
  { items, topics }: Material,
  word: string,
  go: (person: Person, room: 'agenda' | 'parkingLot') => Promise<void>,
): Promise<{ contest: Contest; here: string[]; away: string[] }> {
  const [first, second, away] = people
  const title = (at: number) => items[at]?.title ?? ''
  const contested = topics[0]?.[0]?.title ?? ''
  const contest = { title: contested, before: 'Now: ', after: ', by spring' }
  const here = [`Heard while one was away ${word}`, `Another heard meanwhile ${word}`]
  const gone = [`Thought of on the train ${word}`, `Thought of in the tunnel ${word}`]
  await Promise.all([
    inTurn([
      () => park(first, here[0] ?? ''),
      () => inTopic(first, contested, () => addToTitle(first, 'start', contest.before)),
      () => go(first, 'agenda'),
      () => editMinutes(first, title(3), 15),
    ]),
    inTurn([
      () => park(second, here[1] ?? ''),
      () => go(second, 'agenda'),
      () => editItem(second, title(8), 'lead', second.name),
      () => addItem(second, { title: 'A word on the new premises', lead: '', minutes: 5 }),
    ]),
    inTurn([
      () => park(away, gone[0] ?? ''),
      () => park(away, gone[1] ?? ''),
      () => inTopic(away, contested, () => addToTitle(away, 'end', contest.after)),
      () => go(away, 'agenda'),
      () => editItem(away, title(6), 'lead', away.name),
      () => addItem(away, { title: 'What I read on the way', lead: away.name, minutes: 5 }),
    ]),
  ])
  return { contest, here, away: gone }
}

async function inTurn(steps: readonly (() => Promise<void>)[]): Promise<void> {
  for (const step of steps) await step()
}
