import type { Sodium } from '#crypto'
import { agendaOf, parkingLotOf, type AgendaDocument } from '#renderer/data/docs/index.ts'
import type { Forum } from '#renderer/data/forum/index.ts'
import { openMemory } from '#renderer/data/forum/memory.ts'
import { openCore } from '#renderer/data/forum/core.ts'
import { forumScope } from '#renderer/data/forum/names.ts'
import { readAll } from '#renderer/data/forum/readAll.ts'
import { scopeLog } from '#renderer/data/forum/scopeLog.ts'
import type { HeldForum } from '#renderer/data/profile/index.ts'
import { invariant } from '#shared/result.ts'
import { must } from '../measure/expect.ts'
import { measureSealing } from '../measure/sealing.ts'
import type { BenchForum } from '../world/benchForum.ts'
import { openBare } from './bareOpening.ts'
import { echo } from './echo.ts'
import { lastTitle, writeHistory } from './history.ts'
import { keepForReload, keptForum } from './kept.ts'
import { clock, takeMarks, watchPlatform } from './marks.ts'
import { hold, openOurs, plainSodium, profileOf } from './ours.ts'
import { historyDocument, prepareHistory } from './prepare.ts'
import { loadPlain, reopen } from './reopening.ts'
import { openStock, type Stock } from './stock.ts'
import { strictPut } from './strictPut.ts'
import { showTitles } from './TitleFields.tsx'

watchPlatform()

let forum: Forum | null = null
let stock: Stock | null = null
let held: HeldForum | null = null
let sodium: Sodium | null = null

const library = async () => (sodium ??= await plainSodium())

/** Shows the agenda here: the one with these titles, or as soon as it has come so many. */
async function show(agenda: AgendaDocument, titles: readonly string[], write: boolean) {
  if (write) must(agenda.addItems(titles.map((title) => ({ title }))), 'writing the agenda')
  await until(agenda, () => agenda.read().items.length === titles.length)
  showTitles(agenda)
}

/** Resolves once `condition` holds. */
function until(
  readable: { subscribe(listener: () => void): () => void },
  condition: () => boolean,
): Promise<void> {
  return new Promise((done) => {
    let stop = () => {}
    const look = () => {
      if (!condition()) return
      stop()
      done()
    }
    stop = readable.subscribe(look)
    look()
  })
}

/** Milliseconds since 1970. */
export interface Joined {
  /** The forum was told to open. */
  readonly started: number
  /** The last update stands in the document. */
  readonly complete: number
  readonly marks: ReturnType<typeof takeMarks>
}

const controls = {
  /** Chromium offers its loopback addresses only to a page that may use the microphone. */
  async allowLoopback() {
    await navigator.mediaDevices.getUserMedia({ audio: true })
  },
  isolated: () => crossOriginIsolated,
  echoOffer: echo.offer,
  echoAnswer: echo.answer,
  echoAccept: echo.accept,
  echoOnce: echo.once,
  measureSealing,
  strictPut,
  takeMarks,

  async showOurs(source: BenchForum, member: 0 | 1, relayUrl: string, titles: readonly string[]) {
    held = await hold(await library(), source, member)
    forum = await openOurs(await library(), held, relayUrl)
    await show(forum.agenda, titles, member === 0)
  },
  async showStock(room: string, member: 0 | 1, relayUrl: string, titles: readonly string[]) {
    stock = openStock(relayUrl, room, 'agenda')
    await show(agendaOf(stock.shared), titles, member === 0)
  },
  /** Whether the other side is there, over a direct connection. */
  connected: () =>
    forum !== null ? forum.status.read().connected.length > 0 : (stock?.peers() ?? 0) > 0,
  /** Puts the caret at the end of a title, where the next key will write. */
  focusTitle(index: number) {
    const field = document.querySelectorAll('input')[index]
    invariant(field !== undefined, 'the field is shown')
    field.focus()
    field.setSelectionRange(field.value.length, field.value.length)
  },
  titles: () => [...document.querySelectorAll('input')].map(({ value }) => value),

  /** Makes this page's database of the forum with a history of so many updates in it. */
  async prepareHistory(source: BenchForum, count: number) {
    const own = await hold(await library(), source, 0)
    const { stateV2, ...prepared } = await prepareHistory(await library(), own, count)
    keepForReload(own, stateV2)
    return { ...prepared, snapshotBytes: stateV2.length }
  },
  /**
   * Notes that the relay has all of ours and that newcomers were served when they came, as it is
   * after such a history; else the late joiner would get one snapshot instead of the envelopes.
   */
  async leaveNothingToDo() {
    const core = must(
      await openCore(await library(), profileOf(keptForum()), () => undefined),
      'opening',
    )
    const memory = must(await openMemory(core), 'the memory')
    const log = scopeLog(core.log, forumScope)
    const ofForum = memory.ofScope(log)
    for (const stored of await readAll(log, [])) ofForum.rememberKept(stored)
    const keys = core.currentKeys(forumScope)
    invariant(keys !== null, 'a member holds the current keys')
    ofForum.rememberBridged(keys.epochId)
    await memory.flush()
    await core.log.close()
  },
  /** Opens the forum with the history, for others to catch up with. */
  async openHistory(relayUrl: string) {
    forum = await openOurs(await library(), keptForum(), relayUrl)
  },
  waiting: () => forum?.status.read().waiting ?? 0,
  /** Comes to the forum with an empty database and waits until everything has arrived. */
  async joinLate(source: BenchForum, relayUrl: string): Promise<Joined> {
    const mine = await hold(await library(), source, 1)
    held = mine
    takeMarks()
    const started = clock()
    forum = await openOurs(await library(), mine, relayUrl)
    const lot = forum.parkingLot
    await until(lot, () => lot.read().topics.some(({ title }) => title === lastTitle))
    const complete = clock()
    return { started, complete, marks: takeMarks() }
  },
  /** Closes the forum, then lets bare libsodium do it again. */
  async openBare(count: number, repetitions: number) {
    await controls.closeForum()
    invariant(held !== null, 'a forum was held')
    return openBare(await library(), held, count, repetitions)
  },
  async closeForum() {
    if (forum !== null) must(await forum.close(), 'closing')
    forum = null
  },

  /** The same history in a stock document, for a newcomer to ask for. */
  stockHistory(room: string, relayUrl: string, count: number) {
    stock = openStock(relayUrl, room, historyDocument)
    if (count > 0) writeHistory(stock.shared, count, () => undefined)
  },
  /** How many topics have arrived, and whether the last one is among them. */
  stockArrived() {
    invariant(stock !== null, 'a stock document is open')
    const { topics } = parkingLotOf(stock.shared).read()
    return { topics: topics.length, last: topics.some(({ title }) => title === lastTitle) }
  },
  closeStock() {
    stock?.destroy()
    stock = null
  },

  reopen,
  loadPlain,
}

/** What the benchmark reaches through `globalThis.controls`. */
export type Controls = typeof controls

Object.assign(globalThis, { controls })
