import { searchFolder, type SearchReport } from '#tests/support/search/index.ts'

/** What a search of one place gave, for the report. */
export interface PlaceSearched {
  readonly place: string
  readonly finds: SearchReport['finds']
  readonly unread: SearchReport['unread']
  readonly filesRead: number
  readonly bytesRead: number
  readonly tables: number
  readonly logs: number
}

/** Searches one folder for all the words that only the members may know. */
export async function searchPlace(
  place: string,
  folder: string,
  words: readonly string[],
): Promise<PlaceSearched> {
  return { place, ...(await searchFolder(folder, words)) }
}

/** What the control showed: the word found as it lies, and found by undoing gzip and Snappy. */
export interface ControlSeen {
  readonly plain: boolean
  readonly compressed: boolean
  readonly places: readonly string[]
}

/** Reads the search of the folder into which the word was written unsealed on purpose. */
export function readControl({ finds }: PlaceSearched): ControlSeen {
  const inGzip = (where: string) => where.includes(' > gzip')
  const inSnappy = (where: string) => /^table block|Snappy value/.test(where)
  return {
    plain: finds.some(({ where }) => where.startsWith('plain,')),
    compressed:
      finds.some(({ where }) => inGzip(where)) && finds.some(({ where }) => inSnappy(where)),
    places: finds.map(({ file, where, encoding }) => `${file} (${where}, ${encoding})`),
  }
}
