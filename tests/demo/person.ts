import type { Locator } from 'playwright'
import type { RunningDesktop } from '#tests/support/desktop/index.ts'
import type { MemberNamespace } from '#tests/support/namespace/index.ts'
import { frameWords } from '#renderer/words/index.ts'

/** One member of the forum at their own window. */
export interface Person {
  readonly name: string
  readonly firstName: string
  /** For files: `ingrid`. */
  readonly short: string
  readonly passphrase: string
  readonly profileDir: string
  readonly desktop: RunningDesktop
  /** Their own network, where those are allowed. */
  readonly network: MemberNamespace | undefined
  /** How many edits they have made so far, each a field written, a topic parked, a step taken. */
  edits: number
}

/** The rooms that the three walk through. */
export type RoomToVisit = 'home' | 'agenda' | 'parkingLot' | 'members' | 'relay'

/** Waits longer than a busy machine needs and less than a person would. */
export const patience = 30_000

/** Goes to a room by the rail. */
export async function goTo(person: Person, room: RoomToVisit): Promise<void> {
  const { page } = person.desktop
  const link = page
    .getByRole('navigation', { name: frameWords.rooms })
    .getByRole('link', { name: frameWords[room], exact: true })
  if ((await link.getAttribute('aria-current')) === 'page') return
  await link.click()
  // The room has no field in focus yet, so a single letter is a shortcut.
  await page.locator('nav [aria-current=page]', { hasText: frameWords[room] }).waitFor()
}

/** Does the same for all at once. */
export function together<T>(
  people: readonly Person[],
  act: (person: Person, index: number) => Promise<T>,
): Promise<T[]> {
  return Promise.all(people.map(act))
}

/**
 * Types in front of or behind what stands in a field, at the caret: to write the whole text again
 * would take away what somebody else has added meanwhile.
 */
export async function typeAt(
  person: Person,
  field: Locator,
  place: 'start' | 'end',
  text: string,
): Promise<void> {
  await field.click()
  await field.press(place === 'start' ? 'Control+Home' : 'Control+End')
  await person.desktop.page.keyboard.insertText(text)
  person.edits += 1
}
