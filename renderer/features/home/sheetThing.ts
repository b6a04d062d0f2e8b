import type { LockingState } from '#renderer/session/index.ts'
import type { Standing } from './oneThing.ts'

/** What has to be done about the recovery sheet. In High mode there is none, by choice. */
export function sheetThing({ high, recovery }: LockingState): Standing['sheet'] {
  if (high || recovery?.standing === 'done') return null
  if (recovery === null) return 'make'
  return recovery.standing === 'waiting' ? 'rehearse' : 'renew'
}
