import type { DoorPurpose } from '#crypto'
import type { FailureCode } from '#shared/failure.ts'

/** What is said of a code that was typed where another kind belongs: by what it is for. */
export const wrongPlace = {
  join: 'code-is-invitation',
  add: 'code-is-for-computer',
  return: 'code-is-for-return',
} as const satisfies Record<DoorPurpose, FailureCode>
