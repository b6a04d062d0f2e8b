const dayMs = 24 * 60 * 60 * 1000

/**
 * The time by which blobs grow old: milliseconds that passed, as far as a store looked at the clock,
 * and what the clock said when it last did.
 */
export interface Calendar {
  readonly passedMs: number
  readonly wallAt: number
}

/** A new store's calendar. */
export const firstDay: Calendar = { passedMs: 0, wallAt: 0 }

/**
 * The calendar after another look at the clock. At most a day passes between two looks and none
 * backwards: neither a clock that jumps nor a computer that stood switched off makes anything old.
 */
export function passTime({ passedMs, wallAt }: Calendar, now: number): Calendar {
  return { passedMs: passedMs + Math.min(Math.max(0, now - wallAt), dayMs), wallAt: now }
}

/** The day, counted from 0. */
export function dayOf({ passedMs }: Calendar): number {
  return Math.floor(passedMs / dayMs)
}
