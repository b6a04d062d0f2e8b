import {
  acceptHandoff,
  addDevice,
  createInvite,
  createRecoveryProof,
  grantRole,
  objectTo,
  offerHandoff,
  recoveryKeys,
  removeMember,
  revokeDevice,
  setPolicy,
  setRecoveryKey,
  useRecovery,
} from '#crypto'
import type { CutOff, EntryBody } from '#crypto'
import type { EnvelopeId, IncarnationId } from '#shared/ids.ts'
import { admit, codeOf, fixedSodium, invite, later, now, value } from './fixtures.ts'
import { aBody, forge, verdict } from './forgery.ts'
import { acknowledge, memberOf, newDevice, rotate, strictForum, together } from './membership.ts'

const sodium = await fixedSodium(41)
const stamp = { clock: now }
const cutOffs: readonly CutOff[] = []
const session = `session:${'5'.repeat(32)}`

/** A forum of three with a guest of one session. */
export function forumWithGuest() {
  const made = strictForum(sodium, 2)
  const { forum, founder } = made
  const seed = sodium.random(16)
  const invitation = value(
    createInvite(sodium, forum.state(), founder, {
      clock: now,
      seed,
      expiresAt: later,
      guest: session,
    }),
  )
  forum.entries.push(invitation)
  const guest = admit(sodium, forum.state(), founder, invitation.id, seed)
  forum.add(guest.entry)
  return { ...made, guest: guest.joiner, session }
}

/** A pending return of the last member by the others' word. */
function waitingReturn(others = 3) {
  const made = strictForum(sodium, others)
  const { forum, founder, members } = made
  const lost = members.at(-1)
  const [second] = members
  if (lost === undefined || second === undefined) throw new Error('there are members')
  const member = memberOf(forum.state(), lost)
  const { device, record } = newDevice(sodium, forum, member, founder)
  const body: EntryBody = { type: 'recovery.use', member, device: record, proof: null }
  const act = forum.add(together(sodium, forum.state(), body, founder, second))
  return { ...made, lost, second, member, device, act }
}

/** A member brought back by two, with the old device still there. */
function returned() {
  const made = waitingReturn()
  for (const each of made.members.slice(0, 2)) {
    made.forum.entries.push(forge(made.forum.state(), each, aBody()))
  }
  return made
}

/** Breaches of the rules about members, roles, handoff and keys, by the rule's name. */
export const memberBreaches = new Map<string, () => string>([
  [
    'guests-only-take-part',
    () => {
      const { forum, guest } = forumWithGuest()
      return verdict(forum, forge(forum.state(), guest, aBody()))
    },
  ],
  [
    'co-signers-are-others',
    () => {
      const { forum, founder, members } = strictForum(sodium, 2)
      const [bob] = members
      if (bob === undefined) throw new Error('there are members')
      const state = forum.state()
      const record = newDevice(sodium, forum, memberOf(state, founder), founder)
      forum.add(addDevice(sodium, state, founder, { ...stamp, device: record.record }))
      const body: EntryBody = { type: 'member.remove', member: memberOf(state, bob), cutOffs }
      return codeOf(together(sodium, forum.state(), body, founder, record.device))
    },
  ],
  [
    'signatures-suffice',
    () => {
      const { forum, founder, members } = strictForum(sodium, 2)
      const [bob] = members
      if (bob === undefined) throw new Error('there are members')
      const member = memberOf(forum.state(), founder)
      return codeOf(removeMember(sodium, forum.state(), bob, { ...stamp, member, cutOffs }))
    },
  ],
  [
    'one-act-waits',
    () => {
      const { forum, founder, second, member } = waitingReturn()
      const again = newDevice(sodium, forum, member, founder)
      const body: EntryBody = { type: 'recovery.use', member, device: again.record, proof: null }
      return codeOf(together(sodium, forum.state(), body, founder, second))
    },
  ],
  [
    'guest-comes-to-a-session',
    () => {
      const { forum, founder } = strictForum(sodium, 1)
      const { seed, entry } = invite(sodium, forum.state(), founder)
      forum.entries.push(entry)
      const { body } = value(admit(sodium, forum.state(), founder, entry.id, seed).entry)
      if (body.type !== 'member.admit') throw new Error('an admission was made')
      return verdict(forum, forge(forum.state(), founder, { ...body, guest: session }))
    },
  ],
  [
    'removal-names-another',
    () => {
      const { forum, founder, members } = strictForum(sodium, 2)
      const member = memberOf(forum.state(), founder)
      const body: EntryBody = { type: 'member.remove', member, cutOffs }
      return codeOf(together(sodium, forum.state(), body, founder, ...members))
    },
  ],
  [
    'added-device-is-ones-own',
    () => {
      const { forum, founder, members } = strictForum(sodium, 1)
      const [bob] = members
      if (bob === undefined) throw new Error('there are members')
      const member = memberOf(forum.state(), bob)
      const { record: device } = newDevice(sodium, forum, member, founder)
      return verdict(forum, forge(forum.state(), founder, { type: 'device.add', member, device }))
    },
  ],
  [
    'member-has-room',
    () => {
      const { forum, founder } = strictForum(sodium, 1)
      const member = memberOf(forum.state(), founder)
      const add = () => {
        const { record: device } = newDevice(sodium, forum, member, founder)
        return addDevice(sodium, forum.state(), founder, { ...stamp, device })
      }
      forum.add(add())
      forum.add(add())
      return codeOf(add())
    },
  ],
  [
    'revoked-device-is-active',
    () => {
      const { forum, founder } = strictForum(sodium, 1)
      const { device } = newDevice(sodium, forum, memberOf(forum.state(), founder), founder)
      const options = { ...stamp, device: device.id, cutOffs }
      return codeOf(revokeDevice(sodium, forum.state(), founder, options))
    },
  ],
  [
    'evidence-is-a-fork',
    () => {
      const { forum, founder, members } = strictForum(sodium, 2)
      const [bob, carol] = members
      if (bob === undefined || carol === undefined) throw new Error('there are members')
      const [a, b] = [founder, bob].map((by) => forge(forum.state(), by, aBody()))
      if (a === undefined || b === undefined) throw new Error('two were made')
      forum.entries.push(a, b)
      const evidence = a.id < b.id ? ([a.id, b.id] as const) : ([b.id, a.id] as const)
      const options = { ...stamp, device: bob.id, evidence, cutOffs }
      return codeOf(revokeDevice(sodium, forum.state(), carol, options))
    },
  ],
  [
    'returned-line-is-bounded',
    () => {
      const { forum, device, lost } = returned()
      const options = { ...stamp, device: lost.id, cutOffs }
      return codeOf(revokeDevice(sodium, forum.state(), device, options))
    },
  ],
  [
    'role-changes-hands',
    () => {
      const { forum, founder } = strictForum(sodium, 1)
      const member = memberOf(forum.state(), founder)
      return codeOf(grantRole(sodium, forum.state(), founder, { ...stamp, member }))
    },
  ],
  [
    'return-is-of-a-member',
    () => {
      const { forum, founder, members } = strictForum(sodium, 1)
      const [bob] = members
      if (bob === undefined) throw new Error('there are members')
      const member = memberOf(forum.state(), bob)
      const [old, fresh] = [1, 2].map(() => recoveryKeys(sodium, sodium.random(32)).signing)
      if (old === undefined || fresh === undefined) throw new Error('two were made')
      for (const { publicKey } of [old, fresh]) {
        const options = { ...stamp, recoveryKey: publicKey }
        forum.add(setRecoveryKey(sodium, forum.state(), bob, options))
      }
      const { record: device } = newDevice(sodium, forum, member, founder)
      const proof = createRecoveryProof(sodium, forum.id, member, device, old)
      const options = { ...stamp, member, device, proof }
      return codeOf(useRecovery(sodium, forum.state(), founder, options))
    },
  ],
  [
    'objection-meets-an-act-that-waits',
    () => {
      const { forum, second, act } = waitingReturn()
      return codeOf(objectTo(sodium, forum.state(), second, { ...stamp, act: act.id }))
    },
  ],
  [
    'cut-offs-are-of-who-goes',
    () => {
      const { forum, founder, members } = strictForum(sodium, 2)
      const [bob, carol] = members
      if (bob === undefined || carol === undefined) throw new Error('there are members')
      const cut: CutOff = {
        scope: 'forum',
        document: 'agenda',
        device: carol.id,
        incarnation: 'a'.repeat(32) as IncarnationId,
        seq: 3,
        id: 'b'.repeat(64) as EnvelopeId,
      }
      const member = memberOf(forum.state(), bob)
      const options = { ...stamp, member, cutOffs: [cut] }
      return codeOf(removeMember(sodium, forum.state(), founder, options))
    },
  ],
  [
    'offer-is-to-another',
    () => {
      const { forum, founder } = strictForum(sodium, 1)
      const successor = memberOf(forum.state(), founder)
      const options = { ...stamp, successor, packageHash: sodium.random(32) }
      return codeOf(offerHandoff(sodium, forum.state(), founder, options))
    },
  ],
  [
    'offer-is-open-to-the-author',
    () => {
      const { forum, founder, members } = strictForum(sodium, 1)
      const [bob] = members
      if (bob === undefined) throw new Error('there are members')
      const successor = memberOf(forum.state(), bob)
      const options = { ...stamp, successor, packageHash: sodium.random(32) }
      const offer = forum.add(offerHandoff(sodium, forum.state(), founder, options))
      rotate(forum, founder)
      return codeOf(
        acceptHandoff(sodium, forum.state(), bob, { ...stamp, offer: offer.id, cutOffs }),
      )
    },
  ],
  [
    'policy-only-tightens',
    () => {
      const { forum, founder } = strictForum(sodium, 1)
      const options = { ...stamp, suite: 1, admission: 'one' as const, document: null }
      return codeOf(setPolicy(sodium, forum.state(), founder, options))
    },
  ],
  [
    'scope-is-one',
    () => {
      const { forum, founder } = strictForum(sodium, 1)
      const { body } = rotate(forum, founder)
      if (body.type !== 'epoch.open') throw new Error('an open was made')
      return verdict(forum, forge(forum.state(), founder, { ...body, scope: 'somewhere' }))
    },
  ],
  [
    'author-is-inside-the-scope',
    () => {
      const { forum, founder, members } = strictForum(sodium, 1)
      const [bob] = members
      const { body } = rotate(forum, founder, 'moderators')
      if (bob === undefined) throw new Error('there are members')
      return verdict(forum, forge(forum.state(), bob, body))
    },
  ],
  [
    'acknowledged-epoch-is-ones-own',
    () => {
      const { forum, founder, members } = strictForum(sodium, 1)
      const [bob] = members
      if (bob === undefined) throw new Error('there are members')
      rotate(forum, founder, 'moderators')
      return codeOf(acknowledge(sodium, forum.state(), bob, 'moderators').entry)
    },
  ],
  [
    'acknowledgement-brings-a-fresh-key',
    () => {
      const { forum, founder } = strictForum(sodium, 1)
      const { body } = value(acknowledge(sodium, forum.state(), founder).entry)
      if (body.type !== 'epoch.ack') throw new Error('an acknowledgement was made')
      const sealingKey = founder.sealing.publicKey
      return verdict(forum, forge(forum.state(), founder, { ...body, sealingKey }))
    },
  ],
  [
    'grant-stays-inside-the-set',
    () => {
      const { forum, founder, members } = strictForum(sodium, 1)
      const [bob] = members
      if (bob === undefined) throw new Error('there are members')
      rotate(forum, founder, 'moderators')
      const epoch = forum.state().scopes.get('moderators')?.currentEpoch
      if (epoch == null) throw new Error('an epoch was opened')
      const box = sodium.random(1168)
      const grant = forge(forum.state(), founder, {
        type: 'epoch.grant',
        epoch,
        device: bob.id,
        box,
      })
      return verdict(forum, grant)
    },
  ],
])

export { returned, waitingReturn }
