import {
  acceptHandoff,
  addDevice,
  createDeviceRecord,
  createGenesis,
  createRecoveryProof,
  declineHandoff,
  grantEpoch,
  grantRole,
  leaveForum,
  objectTo,
  offerHandoff,
  pairScope,
  recoveryKeys,
  revokeDevice,
  revokeInvite,
  selfScope,
  sessionScope,
  setPolicy,
  setRecoveryKey,
  useRecovery,
} from '#crypto'
import type { EntryBody } from '#crypto'
import { fromHex, toHex } from '#shared/ids.ts'
import type { EpochId } from '#shared/ids.ts'

import {
  acknowledge,
  admit,
  cutAt,
  invite,
  nod,
  open,
  remove,
  returnOf,
  signedBy,
  stamp,
} from './acts.ts'
import { openBook, present } from './book.ts'
import type { Branch } from './book.ts'

export const session = sessionScope('5'.repeat(32))

/** A forum of five and three invitations of its moderator: what every scenario begins with. */
export async function base(draw: (length: number) => Uint8Array): Promise<Branch> {
  const book = await openBook(draw, (sodium, founder) => createGenesis(sodium, founder, stamp))
  const branch = book.branch()
  open(branch, 'open-1', 'ada')
  for (const name of ['ben', 'cleo', 'dora', 'emil']) {
    invite(branch, `invite-${name}`, 'ada')
    admit(branch, `admit-${name}`, `invite-${name}`, ['ada'], name)
    if (name === 'ben') open(branch, 'open-2', 'ada')
  }
  const document = book.sodium.random(32)
  const policy = { ...stamp, suite: 1, admission: 'two' as const, document }
  branch.add('policy-two', (state) => setPolicy(book.sodium, state, book.device('ada'), policy))
  invite(branch, 'invite-one', 'ada')
  invite(branch, 'invite-two', 'ada')
  open(branch, 'open-3', 'ben')
  return branch
}

/** Keys, devices, roles: nothing of it concurrent. */
export function quietLife(from: Branch): Branch {
  const branch = from.with()
  const { book } = branch
  const { sodium, forum } = book
  const by = (name: string) => book.device(name)
  const epochOf = (name: string) => book.entry(name).id as string as EpochId

  invite(branch, 'invite-idle', 'cleo')
  const idle = { ...stamp, invitation: book.entry('invite-idle').id }
  branch.add('revoke-idle', (state) => revokeInvite(sodium, state, by('cleo'), idle))
  acknowledge(branch, 'ack-ben', 'ben', 'open-3')
  const epochKey = fromHex(String(book.inputs.get('open-3')?.['epochKey']))
  const handed = { ...stamp, epoch: epochOf('open-3'), device: by('dora').id, epochKey }
  book.drawn()
  branch.add('grant-dora', (state) => grantEpoch(sodium, state, by('ada'), handed))
  book.note('grant-dora', {
    coins: toHex(present(book.drawn()[0], 'coins')),
    epochKey: toHex(epochKey),
    sealedTo: 'admit-dora',
  })

  const record = createDeviceRecord(sodium, forum, book.member('ada'), by('ada').id, by('ada-2'))
  branch.add('add-ada-2', (state) =>
    addDevice(sodium, state, by('ada'), { ...stamp, device: record }),
  )
  open(branch, 'open-4', 'ben')
  open(branch, 'moderators-1', 'ada-2', 'moderators')
  open(branch, 'pair-1', 'cleo', pairScope(book.member('ada'), book.member('cleo')))
  open(branch, 'self-1', 'ada', selfScope({ member: book.member('ada'), lineage: null }))
  const gone = { ...stamp, device: by('ada-2').id, cutOffs: [cutAt(book, 'ada-2', 2)] }
  branch.add('revoke-ada-2', (state) => revokeDevice(sodium, state, by('ada'), gone))

  branch.add('role-ben', (state) =>
    grantRole(sodium, state, by('ada'), { ...stamp, member: book.member('ben') }),
  )
  const taken: EntryBody = {
    type: 'role.revoke',
    member: book.member('ben'),
    cutOffs: [cutAt(book, 'ben', 3, 'moderators')],
  }
  branch.add('unrole-ben', (state) => signedBy(book, state, taken, ['cleo', 'dora']))
  handOver(branch)
  printedKey(branch)
  return branch
}

function handOver(branch: Branch) {
  const { book } = branch
  const { sodium } = book
  for (const [name, to] of [
    ['offer-ben', 'ben'],
    ['offer-cleo', 'cleo'],
  ] as const) {
    const offered = { ...stamp, successor: book.member(to), packageHash: sodium.random(32) }
    branch.add(name, (state) => offerHandoff(sodium, state, book.device('ada'), offered))
    if (to === 'cleo') continue
    const { id } = book.entry(name)
    branch.add('decline-ben', (state) =>
      declineHandoff(sodium, state, book.device('ben'), { ...stamp, offer: id }),
    )
  }
  const { id } = book.entry('offer-cleo')
  const accepted = { ...stamp, offer: id, cutOffs: [cutAt(book, 'ada', 4, 'moderators')] }
  branch.add('accept-cleo', (state) => acceptHandoff(sodium, state, book.device('cleo'), accepted))
}

/** A lost device, and the way back by the printed key. */
function printedKey(branch: Branch) {
  const { book } = branch
  const { sodium, forum } = book
  const printed = sodium.random(32)
  const pair = recoveryKeys(sodium, printed).signing
  branch.add(
    'recovery-emil',
    (state) =>
      setRecoveryKey(sodium, state, book.device('emil'), { ...stamp, recoveryKey: pair.publicKey }),
    { printed: toHex(printed) },
  )
  revokeTogether(branch, 'revoke-emil', 'emil', ['ada', 'ben'])
  const member = book.member('emil')
  const letInBy = book.device('dora').id
  const device = createDeviceRecord(sodium, forum, member, letInBy, book.device('emil-2'))
  const proof = createRecoveryProof(sodium, forum, member, device, pair)
  branch.add('return-emil', (state) =>
    useRecovery(sodium, state, book.device('dora'), { ...stamp, member, device, proof }),
  )
}

function revokeTogether(
  branch: Branch,
  name: string,
  target: string,
  by: readonly [string, ...string[]],
) {
  const { book } = branch
  const cutOffs = [cutAt(book, target, 5)]
  const device = book.device(target).id
  const body: EntryBody = { type: 'device.revoke', device, evidence: null, cutOffs }
  branch.add(name, (state) => signedBy(book, state, body, by))
}

/** A guest, a fork and its evidence, returns by the word of others, departures. */
export function stormyLife(from: Branch): Branch {
  let branch = from.with()
  const { book } = branch
  const { sodium } = book
  const by = (name: string) => book.device(name)

  open(branch, 'open-5', 'cleo')
  invite(branch, 'invite-gus', 'cleo', session)
  admit(branch, 'admit-gus', 'invite-gus', ['ben'], 'gus')
  open(branch, 'session-1', 'gus', session)

  const other = branch.with()
  nod(branch, 'fork-dora-a', 'dora')
  nod(other, 'fork-dora-b', 'dora')
  branch = branch.with('fork-dora-b')
  const evidence = ['fork-dora-a', 'fork-dora-b'].map((name) => book.entry(name).id).sort()
  const [first, second] = evidence
  if (first === undefined || second === undefined) throw new Error('there are two')
  const forked = {
    ...stamp,
    device: by('dora').id,
    evidence: [first, second] as const,
    cutOffs: [],
  }
  branch.add('revoke-dora', (state) => revokeDevice(sodium, state, by('ben'), forked))

  returnOf(branch, 'return-dora', 'dora', 'dora-2', ['ada', 'ben'])
  const act = book.entry('return-dora').id
  branch.add('object', (state) => objectTo(sodium, state, by('cleo'), { ...stamp, act }))
  returnOf(branch, 'return-dora-again', 'dora', 'dora-3', ['ada', 'ben'])
  for (const name of ['ben', 'cleo', 'emil-2']) nod(branch, `nod-${name}`, name)
  open(branch, 'open-6', 'emil-2')
  const lineage = book.entry('return-dora-again').id
  open(branch, 'self-dora-3', 'dora-3', selfScope({ member: book.member('dora'), lineage }))

  remove(branch, 'remove-gus', 'gus', ['ada'])
  remove(branch, 'remove-ben', 'ben', ['cleo'])
  const cutOffs = [cutAt(book, 'emil-2', 9)]
  branch.add('leave-emil', (state) =>
    leaveForum(sodium, state, by('emil-2'), { ...stamp, cutOffs }),
  )
  open(branch, 'open-7', 'ada')
  return branch
}
