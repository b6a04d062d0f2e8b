import { invariant } from '#shared/result.ts'
import { alternately, median, quantile } from '../measure/statistics.ts'
import type { EchoSample } from '../page/echo.ts'
import { amount, type Detail, type Findings } from '../report.ts'
import type { BenchForum } from '../world/benchForum.ts'
import type { BenchPage, BenchWorld } from '../world/benchWorld.ts'
import { ourStages, type Press, pressOf, type Stage, stockStages } from './stages.ts'

/** Both windows of one stack. */
interface Windows {
  readonly near: BenchPage
  readonly far: BenchPage
}

const titles = [
  'Opening and one word each',
  'Updates',
  'Parking lot',
  'Break',
  'A presentation',
  'Housekeeping',
  'Closing',
]
const presses = 80
const warmUp = 10
/** Milliseconds between two presses, at least and at most: no frame is in step with them. */
const pause = { least: 250, most: 450 }
/** After so long without the letter the benchmark is broken. */
const patience = 10_000
/** What a first edit makes of itself when sealed, in bytes. */
const envelopeBytes = 640

/** From a key press to the letter painted in the other window, over stock y-webrtc and over ours. */
export async function keyToLetterRows(world: BenchWorld, forum: BenchForum): Promise<Findings> {
  const stock = await openStockWindows(world)
  const ours = await openOurWindows(world, forum)
  const clocks = await connectEcho(ours)
  const samples = { stock: [] as Press[], ours: [] as Press[] }
  const echoes: number[] = []
  const commits: number[] = []
  for (const windows of [stock, ours]) await windows.near.call('focusTitle', 2)
  const one = async (windows: Windows, stages: readonly Stage[], into: Press[], round: number) => {
    const press = await pressOnce(windows, stages)
    if (round >= warmUp) into.push(press)
  }
  await alternately(
    presses + warmUp,
    (round) => one(stock, stockStages, samples.stock, round),
    async (round) => {
      await one(ours, ourStages, samples.ours, round)
      const sample = await ours.near.call('echoOnce', envelopeBytes)
      echoes.push(sample.back - sample.sent)
      commits.push(await ours.near.call('strictPut', envelopeBytes))
    },
  )
  const same = await Promise.all([ours.near.call('titles'), ours.far.call('titles')])
  invariant(same[0].join() === same[1].join(), 'both windows end up with the same text')
  for (const { near, far } of [stock, ours]) for (const page of [near, far]) await page.close()
  return {
    rows: [
      {
        what: 'key press to the letter painted in the other window',
        figure: median(samples.ours.map(({ whole }) => whole)),
        anchor: median(samples.stock.map(({ whole }) => whole)),
        unit: 'ms',
        against: 'the same field over stock y-webrtc',
        target: 1.5,
      },
    ],
    details: [
      stagesOf('Stages over ours, medians', ourStages, samples.ours),
      stagesOf('Stages over stock y-webrtc, medians', stockStages, samples.stock),
      {
        title: 'Bare parts in the same run, medians',
        lines: [
          [`data channel, ${envelopeBytes} bytes and back`, amount(median(echoes), 'ms')],
          [
            `strict transaction with one row of ${envelopeBytes} bytes`,
            amount(median(commits), 'ms'),
          ],
          ['difference of the two clocks', `at most ${amount(clocks, 'ms')}`],
        ],
      },
    ],
  }
}

async function openStockWindows(world: BenchWorld): Promise<Windows> {
  const room = `bench-${crypto.randomUUID()}`
  const [near, far] = await Promise.all([world.open('near'), world.open('far')])
  await near.call('showStock', room, 0, world.relayUrl, titles)
  await far.call('showStock', room, 1, world.relayUrl, titles)
  return connected({ near, far })
}

async function openOurWindows(world: BenchWorld, forum: BenchForum): Promise<Windows> {
  const [near, far] = await Promise.all([world.open('near'), world.open('far')])
  await near.call('showOurs', forum, 0, world.relayUrl, titles)
  await far.call('showOurs', forum, 1, world.relayUrl, titles)
  return connected({ near, far })
}

async function connected(windows: Windows): Promise<Windows> {
  const deadline = Date.now() + 30_000
  while (!(await windows.near.call('connected')) || !(await windows.far.call('connected'))) {
    if (Date.now() > deadline) throw new Error('The two windows do not find each other')
    await sleep(100)
  }
  return windows
}

/** Opens the bare channel beside ours; the most by which the clocks of both sides can differ, in ms. */
async function connectEcho({ near, far }: Windows): Promise<number> {
  const offer = await near.call('echoOffer')
  await near.call('echoAccept', await far.call('echoAnswer', offer))
  const samples: EchoSample[] = []
  for (let count = 0; count < 100; count++) samples.push(await near.call('echoOnce', 16))
  // The other clock's reading must lie between ours; the tightest pair of bounds says how well.
  const ahead = Math.min(...samples.map(({ echoed, back }) => back - echoed))
  const behind = Math.min(...samples.map(({ echoed, sent }) => echoed - sent))
  invariant(ahead > -0.5 && behind > -0.5, 'both processes read one clock')
  return Math.max(ahead, behind)
}

async function pressOnce({ near, far }: Windows, stages: readonly Stage[]): Promise<Press> {
  await sleep(pause.least + Math.random() * (pause.most - pause.least))
  await Promise.all([near.call('takeMarks'), far.call('takeMarks')])
  await near.page.keyboard.press(
    'abcdefghijklmnopqrstuvwxyz'[Math.floor(Math.random() * 26)] ?? 'a',
  )
  const deadline = Date.now() + patience
  const marks = { near: await settled(near), far: await settled(far) }
  for (;;) {
    const press = pressOf(stages, marks.near, marks.far)
    if (press !== null) return press
    if (Date.now() > deadline) throw new Error('A letter never came to the other window')
    marks.near = [...marks.near, ...(await settled(near))]
    marks.far = [...marks.far, ...(await settled(far))]
  }
}

/** Asks only when all is long over, so that asking disturbs nothing. */
async function settled(page: BenchPage) {
  await sleep(100)
  return page.call('takeMarks')
}

function stagesOf(title: string, stages: readonly Stage[], presses: readonly Press[]): Detail {
  const followed = presses.flatMap(({ stages: times }) => (times === null ? [] : [times]))
  const wholes = presses.map(({ whole }) => whole)
  const lines: [string, string][] = stages.map(({ label, side }, at) => [
    `${label} (${side})`,
    followed.length === 0 ? '-' : amount(median(followed.map((times) => times[at] ?? 0)), 'ms'),
  ])
  lines.push(['whole', amount(median(wholes), 'ms')])
  lines.push(['whole, 95 of 100', amount(quantile(wholes, 0.95), 'ms')])
  lines.push(['presses followed stage by stage', `${followed.length} of ${presses.length}`])
  return { title, lines }
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds))
}
