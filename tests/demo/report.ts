import type { ControlSeen, PlaceSearched } from './plaintext.ts'
import type { Holdings } from './relay.ts'
import type { Story } from './story.ts'

/** Everything the demonstration says in the end; `report.json` is this. */
export interface Report {
  readonly passed: boolean
  /** What was wrong, in sentences; empty when it passed. */
  readonly faults: readonly string[]
  readonly finishedAt: string
  readonly seconds: number
  readonly electron: string
  /** How the windows were kept apart. */
  readonly network: string
  readonly founder: string
  readonly edits: readonly { readonly name: string; readonly count: number }[]
  /** Null when it ended before its end. */
  readonly story: Omit<Story, 'codes'> | null
  readonly relay: Holdings | null
  readonly searched: readonly PlaceSearched[]
  readonly control: ControlSeen | null
  readonly screenshots: readonly string[]
}

/** How often the words that only the members may know were found in one place. */
export function findsIn(report: Report, place: string): number | null {
  const searched = report.searched.find((each) => each.place === place)
  return searched === undefined ? null : searched.finds.length
}

/** The short table a person reads. */
export function tableOf(report: Report): string {
  const { story, relay, control, edits } = report
  const made = edits.reduce((sum, each) => sum + each.count, 0)
  const rows: [string, string][] = [
    ['Founded by', report.founder],
    ...(story?.joined ?? []).map(({ name, by, seconds }): [string, string] => [
      'Joined',
      `${name}, let in by ${by} in ${seconds.toFixed(1)} s`,
    ]),
    ['Network', report.network],
    ['Edits made', `${made} (${edits.map(({ name, count }) => `${name} ${count}`).join(', ')})`],
    ['Time to agree, all editing at once', milliseconds(story?.agreedLiveMs)],
    [
      story
        ? `Time to agree after ${story.cut.who} was cut off for ${story.cut.seconds.toFixed(1)} s`
        : 'Time to agree after the cut',
      milliseconds(story?.agreedAfterCutMs),
    ],
    ['Time to open again after locking', milliseconds(story?.reopened.milliseconds)],
    [
      'The relay holds',
      relay
        ? `${figure(relay.envelopes)} envelopes, ${figure(relay.bytes)} bytes, in ${relay.mailboxes} mailboxes`
        : unknown,
    ],
    ["Plaintext found in the relay's files", figure(findsIn(report, 'relay'))],
    ['Plaintext found in the profiles', figure(findsIn(report, 'profiles'))],
    [
      'Control: the same word unsealed, found',
      control
        ? `${yes(control.plain)} as it lies, ${yes(control.compressed)} when compressed`
        : unknown,
    ],
  ]
  const width = Math.max(...rows.map(([label]) => label.length))
  return rows.map(([label, value]) => `  ${label.padEnd(width)}  ${value}`).join('\n')
}

const unknown = 'not reached'

function milliseconds(value: number | undefined): string {
  if (value === undefined) return unknown
  return value < 1000 ? `${Math.round(value)} ms` : `${(value / 1000).toFixed(1)} s`
}

function figure(value: number | null): string {
  return value === null ? unknown : value.toLocaleString('en')
}

function yes(value: boolean): string {
  return value ? 'yes' : 'NO'
}
