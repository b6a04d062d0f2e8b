import { frameWords, lotWords } from '#renderer/words/index.ts'
import { topicLists } from '#shared/model/topic/index.ts'
import { typeAgenda } from './agenda.ts'
import { agreeIn, type Agreement } from './agreement.ts'
import { cutOff } from './cutOff.ts'
import { type Arrival, connectedToAll, foundForum, letIn, lockAndReopen } from './door.ts'
import { type Contest, editAgendaAtOnce, editApart, editLotAtOnce } from './liveEdits.ts'
import type { Material } from './material.ts'
import { parkWhole, readParkingLot, titlesBelow } from './parkingLot.ts'
import { goTo, type Person, together } from './person.ts'

/** What happened, in figures. */
export interface Story {
  readonly joined: readonly {
    readonly name: string
    readonly by: string
    readonly seconds: number
  }[]
  readonly codes: readonly string[]
  /** Whether everybody reached everybody without the relay's mailbox. */
  readonly direct: boolean
  readonly agreedLiveMs: number
  readonly cut: {
    readonly who: string
    readonly how: string
    readonly seconds: number
    /** Whether their window said that it was not connected any more before it was brought back. */
    readonly noticed: boolean
  }
  readonly agreedAfterCutMs: number
  readonly reopened: { readonly who: string; readonly milliseconds: number }
}

/** What the story needs of the one who tells it. */
export interface Telling {
  readonly people: readonly [Person, Person, Person]
  readonly material: Material
  readonly word: string
  readonly say: (line: string) => void
  readonly picture: (person: Person, what: string) => Promise<void>
}

const connectPatience = 20_000
/** Long enough for something to have come through if it could. */
const leakPause = 1_500
/** A cut that nobody notices is bridged by the network alone, which would show less. */
const noticePatience = 45_000
const settlePatience = 60_000

/** The whole demonstration, from three empty windows to three that agree. Throws when something is wrong. */
export async function tellStory(telling: Telling): Promise<Story> {
  const { people, say, picture } = telling
  const [first, second, third] = people
  const arrivals = await gather(telling)
  const direct = (
    await together(people, (person) => connectedToAll(person, people.length - 1, connectPatience))
  ).every(Boolean)
  say(
    direct
      ? 'All three windows are connected directly to each other.'
      : 'No direct connections here; everything goes by the relay.',
  )

  await loadAll(telling)
  const agreedLiveMs = await editLive(telling)
  await together(people, (person) => picture(person, 'parking-lot'))

  const { cut, agreedAfterCutMs } = await partAndMeet(telling)
  const handedOver = await untilHandedOver(third)
  say(`The relay has everything ${third.name} wrote, ${handedOver} s after that.`)
  await together(people, async (person) => {
    await goTo(person, 'agenda')
    await picture(person, 'agenda')
  })
  await goTo(third, 'home')
  await picture(third, 'home')
  await goTo(first, 'relay')
  await first.desktop.page.locator('main code, main pre').first().waitFor()
  await picture(first, 'relay')

  const before = await seenBy(second)
  const milliseconds = await lockAndReopen(second, picture)
  mustEqual(await seenBy(second), before, `What ${second.name} sees after opening again`)
  say(`${second.name} locked the window and opened it again: nothing is missing.`)
  return {
    joined: arrivals.map(({ guest, host, seconds }) => ({ name: guest, by: host, seconds })),
    codes: arrivals.map(({ code }) => code),
    direct,
    agreedLiveMs,
    cut,
    agreedAfterCutMs,
    reopened: { who: second.name, milliseconds },
  }
}

async function gather({ people, material, say, picture }: Telling) {
  const [first, second, third] = people
  await foundForum(first, material.forumName)
  say(`${first.name} has founded ${material.forumName}.`)
  const arrivals: (Arrival & { guest: string; host: string; seconds: number })[] = []
  for (const [host, guest] of [
    [first, second],
    [second, third],
  ] as const) {
    const started = performance.now()
    const arrival = await letIn(host, guest, picture)
    const seconds = (performance.now() - started) / 1000
    arrivals.push({ ...arrival, guest: guest.name, host: host.name, seconds })
    say(`${guest.name} is in: six words, read in one window and typed in the other.`)
  }
  return arrivals
}

/** The first types the agenda while the others park topics, then everybody's topics are there. */
async function loadAll({ people, material, say }: Telling): Promise<void> {
  const [first] = people
  say(`Typing the agenda (${material.items.length} items) and the topics, all three at once…`)
  await together(people, async (person, index) => {
    if (person === first) {
      await goTo(person, 'agenda')
      await typeAgenda(person, material)
    }
    await goTo(person, 'parkingLot')
    for (const topic of material.topics[index] ?? []) await parkWhole(person, topic)
  })
  await agreeIn(people, 'agenda')
  const { view } = await agreeIn(people, 'parkingLot')
  const topics = material.topics.flat()
  const count = titlesBelow(view, lotWords.all).length
  mustEqual([String(count)], [String(topics.length)], 'The number of topics')
  const { urgentNow, keepsComingBack, sharedBySeveral } = topicLists(
    topics.map((topic) => ({ ...topic, status: 'open' as const })),
  )
  for (const [heading, expected] of [
    [lotWords.urgentTitle, urgentNow.map(({ title }) => title)],
    [lotWords.recurringTitle, keepsComingBack.map(({ title }) => title)],
    [lotWords.sharedTitle, sharedBySeveral.map(({ name }) => name)],
  ] as const)
    mustEqual(titlesBelow(view, heading), expected, `The list "${heading}"`)
  say(`${count} topics are in, and the three lists show what they should.`)
}

async function editLive({ people, material, word, say }: Telling): Promise<number> {
  await together(people, (person) => goTo(person, 'agenda'))
  const onAgenda = await editAgendaAtOnce(people, material)
  const agenda = await agreeIn(people, 'agenda')
  mustHold(agenda, onAgenda)
  await together(people, (person) => goTo(person, 'parkingLot'))
  const onLot = await editLotAtOnce(people, material, word)
  const lot = await agreeIn(people, 'parkingLot')
  mustHold(lot, onLot)
  const slower = Math.max(agenda.milliseconds, lot.milliseconds)
  say(`All three edited at once and agree ${Math.round(slower)} ms after the last edit.`)
  return slower
}

async function partAndMeet({ people, material, word, say, picture }: Telling) {
  const [first, , third] = people
  const cut = await cutOff(third)
  const cutAt = performance.now()
  say(`${third.name} is cut off (${cut.how}); all three go on editing…`)
  const { contest, here, away } = await editApart(people, material, word, goTo)
  await new Promise((done) => setTimeout(done, leakPause))
  await together(people, (person) => goTo(person, 'parkingLot'))
  const [near, far] = [await readParkingLot(first), await readParkingLot(third)]
  mustLack(near, away, `${first.name} sees what was written behind the cut`)
  mustLack(far, here, `${third.name} sees what was written beyond the cut`)
  const noticed = await untilGone(third, frameWords.connectedNow(2, 2), noticePatience)
  await picture(third, 'cut-off')
  const seconds = (performance.now() - cutAt) / 1000
  await cut.mend()
  const started = performance.now()
  say(`Brought back after ${seconds.toFixed(1)} s.`)
  const lot = await agreeIn(people, 'parkingLot')
  await agreeIn(people, 'agenda')
  const agreedAfterCutMs = performance.now() - started
  mustHold(lot, contest)
  for (const title of [...here, ...away])
    if (!lot.view.some((line) => line.startsWith(title))) throw new Error(`"${title}" was lost`)
  say(`All three agree again ${Math.round(agreedAfterCutMs)} ms later; nothing was lost.`)
  return { cut: { who: third.name, how: cut.how, seconds, noticed }, agreedAfterCutMs }
}

/** Seconds until the relay holds all that was written; throws when it never does. */
async function untilHandedOver({ name, desktop }: Person): Promise<string> {
  const started = performance.now()
  const waiting = desktop.page
    .locator('nav')
    .getByText(new RegExp(frameWords.waiting(77).replace('77', '\\d+')))
    .or(desktop.page.locator('nav').getByText(frameWords.waiting(1), { exact: true }))
  try {
    await waiting.waitFor({ state: 'detached', timeout: settlePatience })
  } catch {
    throw new Error(`After a minute the relay still lacks what ${name} wrote while cut off`)
  }
  return ((performance.now() - started) / 1000).toFixed(1)
}

/** True once a text of the window is gone, false when it stays. */
function untilGone(person: Person, text: string, limit: number): Promise<boolean> {
  return person.desktop.page
    .getByText(text, { exact: true })
    .waitFor({ state: 'detached', timeout: limit })
    .then(
      () => true,
      () => false,
    )
}

async function seenBy(person: Person): Promise<string[]> {
  const agenda = await agreeIn([person], 'agenda')
  const lot = await agreeIn([person], 'parkingLot')
  return [...agenda.view, ...lot.view]
}

/** Both people's words stand in the title that both changed. */
function mustHold({ view }: Agreement, { title, before, after }: Contest): void {
  const line = view.find((each) => each.includes(before + title + after))
  if (line !== undefined) return
  const now = view.filter((each) => each.includes(title) || each.includes(after)).join('; ')
  throw new Error(`"${before}" and "${after}", typed at once around "${title}", gave: ${now}`)
}

function mustLack(view: readonly string[], titles: readonly string[], what: string): void {
  if (titles.some((title) => view.some((line) => line.startsWith(title))))
    throw new Error(`The cut was none: ${what}`)
}

function mustEqual(seen: readonly string[], expected: readonly string[], what: string): void {
  if (seen.join('\n') === expected.join('\n')) return
  throw new Error(`${what} should be:\n  ${expected.join('\n  ')}\nbut is:\n  ${seen.join('\n  ')}`)
}
