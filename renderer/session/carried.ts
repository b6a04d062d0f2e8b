/** Before a sheet among the things that a reload carries over: invitation codes have no colon. */
const sheetMark = 'sheet:'

/** A typed sheet as the desktop carries it over a reload, in memory only. */
export function carrySheet(typed: string): string {
  return sheetMark + typed
}

/** What the reload brought over: an invitation code or a printed sheet. */
export function readCarried(carried: string | null): {
  readonly carried: string | null
  readonly carriedSheet: string | null
} {
  return carried?.startsWith(sheetMark) === true
    ? { carried: null, carriedSheet: carried.slice(sheetMark.length) }
    : { carried, carriedSheet: null }
}
