import type { DoorPurpose } from '#crypto'
import type { FailureCode } from '#shared/failure.ts'

/** Where at the door a code is typed: a guest comes with an invitation, as a member does. */
export type DoorPlace = Exclude<DoorPurpose, 'guest'>

/** Where a code belongs. */
export function placeOf(purpose: DoorPurpose): DoorPlace {
  return purpose === 'guest' ? 'join' : purpose
}

/** What is said of a code that was typed where another kind belongs: by where it does belong. */
export const wrongPlace = {
  join: 'code-is-invitation',
  add: 'code-is-for-computer',
  return: 'code-is-for-return',
} as const satisfies Record<DoorPlace, FailureCode>
