import { measureJunk } from '../measure/junk.ts'
import { measureMembership } from '../measure/membership.ts'
import { amount, type Findings } from '../report.ts'

/** What the issue of the group's keys allows at most: 40 ms and 60 KB a rotation, 150 ms a replay. */
const allowed = { rotation: 40, bytes: 60, replay: 150 }

/** New keys for a full forum, a long chain, and an outsider's junk; in Node. */
export async function membershipRows(): Promise<Findings> {
  const times = await measureMembership()
  const junk = await measureJunk(4096)
  return {
    rows: [
      {
        what: 'new keys for 12 members with 3 devices each',
        figure: times.open,
        anchor: allowed.rotation,
        unit: 'ms',
        against: 'the most that is allowed',
        target: 1,
      },
      {
        what: 'the entry that brings them',
        figure: times.openBytes / 1000,
        anchor: allowed.bytes,
        unit: 'KB',
        against: 'the most that is allowed',
        target: 1,
      },
      {
        what: `what a chain of ${times.entries} entries comes to`,
        figure: times.reduce,
        anchor: allowed.replay,
        unit: 'ms',
        against: 'the most that is allowed',
        target: 1,
      },
      {
        what: 'refuse an outsider’s junk of 4 KiB',
        figure: junk.refuse,
        anchor: junk.open,
        unit: 'µs',
        against: 'opening a good one of the size',
        target: 0.1,
      },
    ],
    details: [
      {
        title: 'Membership',
        lines: [
          ['taking such keys, every box made again', amount(times.accept, 'ms')],
          [`reading ${times.entries} entries and their signatures`, amount(times.decode, 'ms')],
        ],
      },
    ],
  }
}
