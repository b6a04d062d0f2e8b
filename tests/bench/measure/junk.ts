import { openEnvelope } from '#crypto'
import { median } from './statistics.ts'
import { ourWork } from './sealing.ts'

const rounds = 600
const perRound = 10

/** Microseconds to open a good envelope and to refuse junk of its length, medians. */
export async function measureJunk(size: number): Promise<{ open: number; refuse: number }> {
  const { sealed, sodium, keyring, deviceKey, open } = await ourWork(size)
  const junk = crypto.getRandomValues(sealed.slice())
  // The junk of somebody who knows the form: all but what needs a key is right.
  junk.set(sealed.subarray(0, 5))
  const refuse = () => {
    const opened = openEnvelope(sodium, keyring, deviceKey, junk)
    if (opened.ok) throw new Error('junk was opened')
  }
  const times = { open: [] as number[], refuse: [] as number[] }
  for (let round = -rounds; round < rounds; round++) {
    for (const [work, samples] of [
      [open, times.open],
      [refuse, times.refuse],
    ] as const) {
      const from = performance.now()
      for (let count = 0; count < perRound; count++) work()
      if (round >= 0) samples.push(((performance.now() - from) * 1000) / perRound)
    }
  }
  return { open: median(times.open), refuse: median(times.refuse) }
}
