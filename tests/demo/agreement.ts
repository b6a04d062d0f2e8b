import { readAgenda } from './agenda.ts'
import { readParkingLot } from './parkingLot.ts'
import { goTo, type Person, together } from './person.ts'

const rooms = { agenda: readAgenda, parkingLot: readParkingLot } as const
export type SharedRoom = keyof typeof rooms

/** What all of them see in a room, once it is the same. */
export interface Agreement {
  readonly milliseconds: number
  readonly view: readonly string[]
}

const longest = 60_000
const pause = 25

/** Waits in one room until all windows show the same text; throws with the difference if they never do. */
export async function agreeIn(people: readonly Person[], room: SharedRoom): Promise<Agreement> {
  const started = performance.now()
  await together(people, (person) => goTo(person, room))
  for (;;) {
    const [first = [], ...others] = await together(people, rooms[room])
    const wanted = first.join('\n')
    const odd = others.findIndex((view) => view.join('\n') !== wanted)
    const milliseconds = performance.now() - started
    if (odd < 0) return { milliseconds, view: first }
    if (milliseconds > longest) {
      const who = people[odd + 1]?.name ?? ''
      throw new Error(
        `After a minute ${people[0]?.name ?? ''} and ${who} see different things:\n${difference(first, others[odd] ?? [])}`,
      )
    }
    await new Promise((done) => setTimeout(done, pause))
  }
}

function difference(one: readonly string[], other: readonly string[]): string {
  const only = (these: readonly string[], those: readonly string[], sign: string) =>
    these.filter((line) => !those.includes(line)).map((line) => `  ${sign} ${line}`)
  return [...only(one, other, '-'), ...only(other, one, '+')].slice(0, 12).join('\n')
}
