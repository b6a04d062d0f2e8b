import {
  acceptEpoch,
  acknowledgeEpoch,
  admissionBody,
  attestSnapshot,
  createDeviceRecord,
  createInvite,
  doorKeys,
  openEpoch,
} from '#crypto'
import type { Candidate, EntryBody, ForumState } from '#crypto'
import { fromHex, toHex } from '#shared/ids.ts'
import type { EnvelopeId, EpochId, IncarnationId } from '#shared/ids.ts'
import { newcomerStatement, proofStatement } from '../../../crypto/membership/statements.ts'
import { later, now, value } from '../fixtures.ts'
import { together } from '../membership.ts'
import { present } from './book.ts'
import type { Book, Branch } from './book.ts'

export const stamp = { clock: now }

/** The first incarnation of each device in these vectors. */
export const incarnation = 'a'.repeat(32) as IncarnationId

/** The newest place of somebody's log of the agenda. */
export function cutAt(book: Book, device: string, seq: number, scope = 'forum') {
  const log = { scope, document: 'agenda', device: book.device(device).id, incarnation }
  return { ...log, seq, id: 'b'.repeat(64) as EnvelopeId }
}

/** An `epoch.open`; its inputs are the root, the key, and which entries brought the keys sealed to. */
export function open(branch: Branch, name: string, by: string, scope = 'forum') {
  const { book } = branch
  book.drawn()
  const past = branch.state()
  const author = book.device(by)
  const entry = value(openEpoch(book.sodium, past, author, { ...stamp, scope }))
  const root = toHex(present(book.drawn()[0], 'root'))
  if (entry.body.type !== 'epoch.open') throw new Error('an open was made')
  const sealedTo = entry.body.devices.map((id) =>
    broughtBy(book, present(past.devices.get(id), id).sealingKey),
  )
  branch.add(name, () => ({ ok: true, value: entry }))
  const after = branch.state()
  const { epochKey } = value(acceptEpoch(book.sodium, after, entry.id, author, book.pairs(by)))
  book.note(name, { scope, root, sealedTo, epochKey: toHex(epochKey) })
}

/** The entry that brought an X-Wing key. */
function broughtBy(book: Book, key: Uint8Array): string {
  for (const [name, { body }] of book.entries) {
    const brought =
      body.type === 'genesis' || body.type === 'epoch.ack'
        ? body.sealingKey
        : 'device' in body && typeof body.device === 'object'
          ? body.device.sealingKey
          : undefined
    if (brought !== undefined && toHex(brought) === toHex(key)) return name
  }
  throw new Error('every key was brought by an entry')
}

/** An acknowledgement with fresh keys of the scope's current epoch. */
export function acknowledge(branch: Branch, name: string, by: string, opened: string) {
  const { book } = branch
  const [seed, mailbox] = [book.sodium.random(32), book.sodium.random(32)]
  const pair = book.sodium.sealingPair(seed)
  book.pairs(by).push(pair)
  const epoch = book.entry(opened).id as string as EpochId
  const options = { ...stamp, epoch, sealingKey: pair.publicKey, mailbox }
  branch.add(name, (state) => acknowledgeEpoch(book.sodium, state, book.device(by), options), {
    sealingSeed: toHex(seed),
  })
}

/** An entry that only shows that its author has seen all before it. */
export function nod(branch: Branch, name: string, by: string) {
  const { sodium } = branch.book
  const snapshot = sodium.random(32)
  const options = { ...stamp, scope: 'forum', document: 'agenda', snapshot }
  branch.add(name, (state) => attestSnapshot(sodium, state, branch.book.device(by), options))
}

/** An invitation; its input is the seed that the code carries. */
export function invite(branch: Branch, name: string, by: string, guest?: string) {
  const { book } = branch
  const seed = book.sodium.random(16)
  const options = { ...stamp, seed, expiresAt: later, ...(guest === undefined ? {} : { guest }) }
  branch.add(name, (state) => createInvite(book.sodium, state, book.device(by), options), {
    seed: toHex(seed),
  })
}

/** The body of an admission by an invitation's seed, without the conversation before it. */
function admission(branch: Branch, invitation: string, by: string, joiner: string): EntryBody {
  const { book } = branch
  const { sodium, forum } = book
  const { id } = book.entry(invitation)
  const seed = fromHex(String(book.inputs.get(invitation)?.['seed']))
  const isGuest = branch.state().invitations.get(id)?.guestOf !== null
  const { proof } = doorKeys(sodium, seed, isGuest ? 'guest' : 'join')
  const device = book.device(joiner)
  const keys = {
    id: device.id,
    signingKey: device.signing.publicKey,
    sealingKey: device.sealing.publicKey,
  }
  const statement = newcomerStatement(sodium, forum, id, keys)
  const selfSignature = sodium.sign('device', statement, device.signing.secretKey)
  const record = { ...keys, selfSignature }
  const transcript = sodium.random(32)
  const admitter = book.device(by).id
  const said = proofStatement(forum, admitter, { invitation: id, transcript, device: record })
  const candidate: Candidate = {
    invitation: id,
    admitter,
    device: record,
    proofKey: proof.publicKey,
    transcript,
    proof: sodium.sign('invitation-proof', said, proof.secretKey),
  }
  return admissionBody(branch.state(), candidate)
}

/** An admission; more than one name in `by`: co-signed by the others. */
export function admit(
  branch: Branch,
  name: string,
  invitation: string,
  by: readonly [string, ...string[]],
  joiner: string,
) {
  const body = admission(branch, invitation, by[0], joiner)
  branch.add(name, (state) => signedBy(branch.book, state, body, by))
}

/** An entry of an author and co-signers. */
export function signedBy(
  book: Book,
  state: ForumState,
  body: EntryBody,
  by: readonly [string, ...string[]],
) {
  const [author, ...others] = by.map(book.device)
  return together(book.sodium, state, body, present(author, 'author'), ...others)
}

/** A return of a member by the word of others, with a new device of that name. */
export function returnOf(
  branch: Branch,
  name: string,
  lost: string,
  device: string,
  by: readonly [string, string],
) {
  const { book } = branch
  const member = book.member(lost)
  const letInBy = book.device(by[0]).id
  const record = createDeviceRecord(book.sodium, book.forum, member, letInBy, book.device(device))
  const body: EntryBody = { type: 'recovery.use', member, device: record, proof: null }
  branch.add(name, (state) => signedBy(book, state, body, by))
}

/** A removal by one, or by several together. */
export function remove(
  branch: Branch,
  name: string,
  target: string,
  by: readonly [string, ...string[]],
  until = 7,
) {
  const { book } = branch
  const cutOffs = [cutAt(book, target, until)]
  const body: EntryBody = { type: 'member.remove', member: book.member(target), cutOffs }
  branch.add(name, (state) => signedBy(book, state, body, by))
}
