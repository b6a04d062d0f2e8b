import { alternately, median } from '../measure/statistics.ts'
import type { Reopened } from '../page/reopening.ts'
import { amount, type Findings } from '../report.ts'
import type { BenchForum } from '../world/benchForum.ts'
import type { BenchWorld } from '../world/benchWorld.ts'

const updates = 10_000
const repetitions = 11

/** A forum is opened again from its sealed local snapshot; each time in a page loaded anew. */
export async function reopeningRows(world: BenchWorld, forum: BenchForum): Promise<Findings> {
  const page = await world.open('near')
  const prepared = await page.call('prepareHistory', forum, updates)
  const ours: Reopened[] = []
  const plain: number[] = []
  await alternately(
    repetitions,
    async () => {
      await page.reload()
      ours.push(await page.call('reopen'))
    },
    async () => {
      await page.reload()
      plain.push(await page.call('loadPlain'))
    },
  )
  await page.close()
  const middle = (of: (one: Reopened) => number) => median(ours.map(of))
  return {
    rows: [
      {
        what: `reopen ${updates} updates from a sealed local snapshot`,
        figure: middle(({ whole }) => whole),
        anchor: median(plain),
        unit: 'ms',
        against: 'the same state into plain Yjs, from memory',
        target: 3,
      },
    ],
    details: [
      {
        title: `Reopening, medians of ${repetitions}`,
        lines: [
          ['snapshot, Yjs V2', `${Math.round(prepared.snapshotBytes / 1024)} KiB`],
          [
            'open the database and the chain',
            amount(
              middle(({ core }) => core),
              'ms',
            ),
          ],
          [
            'documents from their snapshots',
            amount(
              middle((one) => one.documents),
              'ms',
            ),
          ],
          [
            'first reading of the text',
            amount(
              middle(({ reading }) => reading),
              'ms',
            ),
          ],
        ],
      },
    ],
  }
}
