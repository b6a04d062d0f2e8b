import { invariant } from '#shared/result.ts'
import { median } from '../measure/statistics.ts'
import type { Mark, MarkName } from '../page/marks.ts'
import type { Joined } from '../page/main.tsx'
import { amount, type Findings } from '../report.ts'
import type { BenchForum } from '../world/benchForum.ts'
import type { BenchWorld } from '../world/benchWorld.ts'

const updates = 10_000
const repetitions = 3
/** Bare libsodium is quick and so easily disturbed. */
const bareRepetitions = 5
/** How long stock y-webrtc is given, in milliseconds: many times what it takes for a small document. */
const stockPatience = 20_000

/** A member who was away comes to an empty database, and everything reaches them from another one. */
export async function lateJoinerRows(world: BenchWorld, forum: BenchForum): Promise<Findings> {
  const near = await world.open('near')
  const prepared = await near.call('prepareHistory', forum, updates)
  await near.call('leaveNothingToDo')
  await near.call('openHistory', world.relayUrl)
  const joins: Joined[] = []
  const bare: number[] = []
  for (let round = 0; round < repetitions; round++) {
    const far = await world.open('far')
    joins.push(await far.call('joinLate', forum, world.relayUrl))
    bare.push(await far.call('openBare', updates, bareRepetitions))
    await far.close()
  }
  await near.close()
  const catchUps = joins.map((joined) => joined.complete - first(joined.marks, 'linked'))
  const stock = await stockDelivers(world)
  return {
    rows: [
      {
        what: `${updates} envelopes to a late joiner`,
        figure: median(catchUps),
        anchor: median(bare),
        unit: 'ms',
        against: 'libsodium: AEAD open and verify of the same bytes',
        target: 3,
      },
    ],
    details: [
      {
        title: `${updates} envelopes to a late joiner, medians of ${repetitions}`,
        lines: [
          ['sealed bytes', kib(prepared.sealedBytes)],
          ['to an open connection, not counted', amount(median(joins.map(toLink)), 'ms')],
          ['from then on to the last text in the document', amount(median(catchUps), 'ms')],
          ['strict transactions', `${median(joins.map(({ marks }) => count(marks, 'committed')))}`],
          ['stock y-webrtc delivers of the same history', `${stock.delivered} of ${updates}`],
          ['  in', `${stockPatience / 1000} s`],
          [
            '  its one message would have',
            `${kib(prepared.stateBytes)}; more than 256 KiB is dropped`,
          ],
          [
            '  the same with 100 updates, as a control',
            `100 of 100 in ${amount(stock.control, 'ms')}`,
          ],
        ],
      },
    ],
  }
}

function toLink(joined: Joined): number {
  return first(joined.marks, 'linked') - joined.started
}

/** What stock y-webrtc gives a newcomer of this history; with a small one, to show that it works. */
async function stockDelivers(world: BenchWorld): Promise<{ delivered: number; control: number }> {
  const small = await joinStock(world, 100)
  invariant(small.last, 'stock y-webrtc delivers a small document')
  const large = await joinStock(world, updates)
  return { delivered: large.last ? updates : large.topics, control: small.took }
}

async function joinStock(world: BenchWorld, count: number) {
  const room = `bench-${crypto.randomUUID()}`
  const [near, far] = await Promise.all([world.open('near'), world.open('far')])
  await near.call('stockHistory', room, world.relayUrl, count)
  const started = Date.now()
  await far.call('stockHistory', room, world.relayUrl, 0)
  for (;;) {
    const arrived = await far.call('stockArrived')
    const took = Date.now() - started
    if (arrived.last || took > stockPatience) {
      invariant(await far.call('connected'), 'the two stock windows are connected')
      await Promise.all([near.close(), far.close()])
      return { ...arrived, took }
    }
    await new Promise((done) => setTimeout(done, 50))
  }
}

function first(marks: readonly Mark[], wanted: MarkName): number {
  const found = marks.find(({ name }) => name === wanted)
  invariant(found !== undefined, `"${wanted}" was seen`)
  return found.at
}

function count(marks: readonly Mark[], wanted: MarkName): number {
  return marks.filter(({ name }) => name === wanted).length
}

function kib(bytes: number): string {
  return `${Math.round(bytes / 1024)} KiB`
}
