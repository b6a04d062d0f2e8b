import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, release, totalmem } from 'node:os'
import { join } from 'node:path'
import { type Findings, isMet, linesOf, reportOf, tableOf } from './report.ts'
import { keyToLetterRows } from './rows/keyToLetter.ts'
import { lateJoinerRows } from './rows/lateJoiner.ts'
import { membershipRows } from './rows/membership.ts'
import { relayRows } from './rows/relay.ts'
import { reopeningRows } from './rows/reopening.ts'
import { sealingRows } from './rows/sealing.ts'
import { type BenchForum, makeBenchForum } from './world/benchForum.ts'
import { type BenchWorld, startBenchWorld } from './world/benchWorld.ts'

// Arguments: the project's folder, the folder for results, and the names of rows to run, if not all.
const [root = '.', artifacts = '.', ...wanted] = process.argv.slice(2)

const parts = new Map<string, (world: BenchWorld, forum: BenchForum) => Promise<Findings>>([
  ['seal', sealingRows],
  ['members', membershipRows],
  ['key', keyToLetterRows],
  ['join', lateJoinerRows],
  ['reopen', reopeningRows],
  ['relay', relayRows],
])
const unknown = wanted.find((name) => !parts.has(name))
if (unknown !== undefined)
  throw new Error(`There is no "${unknown}"; there are: ${[...parts.keys()].join(', ')}`)

const started = Date.now()
const say = (text: string) => process.stdout.write(`${text}\n`)
const world = await startBenchWorld(root)
const all: { rows: Findings['rows'][number][]; details: Findings['details'][number][] } = {
  rows: [],
  details: [],
}
try {
  const forum = await makeBenchForum()
  for (const [name, measure] of parts) {
    if (wanted.length > 0 && !wanted.includes(name)) continue
    say(`Measuring "${name}"… (${Math.round((Date.now() - started) / 1000)} s so far)`)
    const { rows, details } = await measure(world, forum)
    all.rows.push(...rows)
    all.details.push(...details)
  }
} finally {
  await world.close()
}

for (const detail of all.details) say(`\n${linesOf(detail)}`)
say(`\n${tableOf(all.rows)}`)
const judged = all.rows.filter(({ target }) => target !== null)
say(`\n${judged.filter(isMet).length} of ${judged.length} targets met`)
const folder = join(artifacts, 'bench')
mkdirSync(folder, { recursive: true })
writeFileSync(
  join(folder, 'report.json'),
  reportOf(all, {
    at: new Date().toISOString(),
    node: process.version,
    cpu: `${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}`,
    memory: totalmem(),
    system: `${process.platform} ${release()}`,
    network: world.network,
  }),
)
say(`Written: ${join(folder, 'report.json')}`)
