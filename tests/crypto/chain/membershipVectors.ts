import { encodeDevice } from '#crypto'
import type { Entry } from '#crypto'
import { toHex } from '#shared/ids.ts'
import { fixedSodium } from '../fixtures.ts'
import type { Book } from './book.ts'
import { derivations } from './derivations.ts'
import { digest, inFile, namesOf } from './inFile.ts'
import { base } from './life.ts'
import { scenarios } from './scenarios.ts'
import { stateInWords } from './stateInWords.ts'

/** By the number of a type: entries of the longest life that have it, and count. */
const examples: Readonly<Record<string, readonly string[]>> = {
  1: ['genesis'],
  2: ['invite-ben'],
  3: ['revoke-idle'],
  4: ['admit-ben'],
  5: ['remove-ben'],
  6: ['leave-emil'],
  7: ['add-ada-2'],
  8: ['revoke-ada-2', 'revoke-emil', 'revoke-dora'],
  9: ['role-ben'],
  10: ['unrole-ben'],
  11: ['open-1', 'moderators-1', 'pair-1', 'self-1', 'session-1', 'self-dora-3'],
  12: ['grant-dora'],
  13: ['ack-ben'],
  14: ['offer-ben'],
  15: ['accept-cleo'],
  16: ['decline-ben'],
  17: ['policy-two'],
  18: ['nod-ben'],
  19: ['return-emil', 'return-dora-again'],
  20: ['object'],
  21: ['recovery-emil'],
  22: ['invite-gus'],
  23: ['admit-gus'],
}

/**
 * The membership chain from fixed randomness: entries of every type, what sets of them come to, and
 * what is derived beside them. Made again on every run and compared with `membership.json`.
 */
export async function membershipVectors(seed = 2028) {
  const { random } = await fixedSodium(seed)
  const from = await base(random)
  const { book } = from
  const made = scenarios(from)
  const derived = derivations(made)
  const written = {
    forum: book.forum,
    devices: byName(book.devices, (device) => ({
      seeds: toHex(encodeDevice(device)),
      id: device.id,
      signingKey: toHex(device.signing.publicKey),
      sealingKey: digest(book.sodium, device.sealing.publicKey),
    })),
    members: Object.fromEntries(
      [...book.devices.keys()]
        .filter((name) => [...book.entries.values()].some((entry) => isFirst(book, entry, name)))
        .map((name) => [name, book.member(name)]),
    ),
    entries: byName(book.entries, (entry, name) => inFile(book, entry, name)),
  }
  const names = namesOf(written)
  return {
    ...written,
    examples,
    scenarios: Object.fromEntries(
      made.map(({ name, shows, branch }) => [
        name,
        {
          shows,
          entries: branch.names,
          state: stateInWords(book.sodium, branch.state(), names),
        },
      ]),
    ),
    ...derived,
  }
}

function byName<V, W>(map: ReadonlyMap<string, V>, say: (value: V, name: string) => W) {
  return Object.fromEntries([...map].map(([name, each]) => [name, say(each, name)])) as Record<
    string,
    W
  >
}

/** Whether an entry brings a device as the first of its member. */
function isFirst(book: Book, { author, body }: Entry, name: string): boolean {
  const { id } = book.device(name)
  return body.type === 'genesis'
    ? author === id
    : body.type === 'member.admit' && body.device.id === id
}
