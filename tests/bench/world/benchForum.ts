import { encodeDevice, loadSodium } from '#crypto'
import { addMember, foundForum } from '#tests/crypto/fixtures.ts'

/** Base64, since Playwright carries text into pages. */
export type Base64 = string

/** A forum of two who are both in its current epoch, as text that may go into any page. */
export interface BenchForum {
  readonly id: string
  /** All membership entries, parents first. */
  readonly entries: readonly Base64[]
  /** Both devices' secrets: the founder's and the second member's. */
  readonly devices: readonly [Base64, Base64]
}

/** Founds a forum and lets one more in, by the same functions as the app. */
export async function makeBenchForum(): Promise<BenchForum> {
  const sodium = await loadSodium((length) => crypto.getRandomValues(new Uint8Array(length)))
  const forum = foundForum(sodium)
  const second = addMember(forum)
  return {
    id: forum.id,
    entries: forum.entries.map(({ bytes }) => text(bytes)),
    devices: [text(encodeDevice(forum.founder)), text(encodeDevice(second))],
  }
}

function text(bytes: Uint8Array): Base64 {
  return Buffer.from(bytes).toString('base64')
}
