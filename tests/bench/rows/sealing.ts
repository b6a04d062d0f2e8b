import { measureSealing, type SealingTimes } from '../measure/sealing.ts'
import type { Findings, Row } from '../report.ts'
import type { BenchWorld } from '../world/benchWorld.ts'

const sizes = [64, 4096]

/** Sealing and opening one update, in Node and in Chromium. */
export async function sealingRows(world: BenchWorld): Promise<Findings> {
  const rows: Row[] = []
  for (const size of sizes) rows.push(...rowsOf('Node', await measureSealing(size)))
  const page = await world.open('near')
  for (const size of sizes)
    rows.push(...rowsOf('Chromium', await page.call('measureSealing', size)))
  await page.close()
  return { rows, details: [] }
}

function rowsOf(where: string, { size, seal, open }: SealingTimes): Row[] {
  const named = size < 1024 ? `${size} bytes` : `${size / 1024} KiB`
  const row = (verb: string, { ours, bare }: SealingTimes['seal'], against: string): Row => ({
    what: `${verb} ${named} (${where})`,
    figure: ours,
    anchor: bare,
    unit: 'µs',
    against,
    target: 1.3,
  })
  return [
    row('seal', seal, 'libsodium: random nonce, sign, AEAD'),
    row('open', open, 'libsodium: AEAD open, verify'),
  ]
}
