import type { EntryBody, ForumState } from '#crypto'
import type { EntryId, EpochId } from '#shared/ids.ts'
import { later } from '../fixtures.ts'
import { forge } from '../forgery.ts'

import type { Book, Branch } from './book.ts'
import { admit } from './acts.ts'

type Changes = NonNullable<Parameters<typeof forge>[3]>

/** Entries that are well-formed and rightly signed, and break a rule: as a modified program makes them. */
export function refusedEntries(from: Branch): Branch {
  const branch = from.with()
  const { book } = branch
  const state = branch.state()
  const names: string[] = []
  const put = (name: string, by: string, body: EntryBody, changes: Changes = {}) => {
    const inputs = body.type === 'epoch.open' ? { boxesOf: 'open-3' } : {}
    book.write(name, forge(state, book.device(by), body, changes), inputs)
    names.push(name)
  }
  const zeros = '0'.repeat(64)
  const last = lastOf(book, state, 'ben')

  put('g-alone', 'dora', { type: 'member.remove', member: book.member('ben'), cutOffs: [] })
  const alone = book.entry('g-alone')
  put('g-on-refused', 'emil', attest(book), { parents: [alone.id], lamport: alone.lamport + 1 })
  put('g-waits-for-parent', 'cleo', attest(book), { parents: [zeros as EntryId] })
  put('g-lamport', 'cleo', attest(book), { lamport: alone.lamport + 1 })
  put('g-previous', 'ben', attest(book), { seq: 3, prev: last })
  put('g-epoch', 'emil', attest(book), { epoch: book.entry('open-2').id as string as EpochId })
  put('g-stranger', 'stranger', attest(book))
  put('g-coverage', 'cleo', coverage(book))
  put('g-scope', 'cleo', { ...attest(book), scope: 'moderators' })
  put('g-used', 'ben', { type: 'invite.revoke', invitation: book.entry('invite-ben').id })
  put('g-no-role', 'ben', { type: 'role.grant', member: book.member('cleo') })
  put('g-looser', 'ada', { type: 'policy.set', suite: 1, admission: 'one', document: null })

  // Rightly made, but for the admitting device's clock.
  const late = branch.with()
  admit(late, 'g-in-time', 'invite-two', ['ada'], 'jo')
  const { body } = book.entry('g-in-time')
  put('g-expired', 'ada', body, { clock: later + 1 })
  return branch.with(...names)
}

function attest(book: Book) {
  const snapshot = book.sodium.random(32)
  return { type: 'snapshot.attest' as const, scope: 'forum', document: 'agenda', snapshot }
}

/** The newest open, but for its first device. */
function coverage(book: Book): EntryBody {
  const { body } = book.entry('open-3')
  if (body.type !== 'epoch.open') throw new Error('it is an open')
  return { ...body, devices: body.devices.slice(1) }
}

function lastOf(book: Book, state: ForumState, device: string): EntryId | null {
  const { id } = book.device(device)
  return state.dag.viewAt(state.heads)?.authors.get(id)?.last ?? null
}
