import { describe, expect, test } from 'vitest'
import {
  createDevice,
  createInvite,
  decodeEntry,
  doorKeys,
  maxMembers,
  openEpoch,
  reduceChain,
  revokeInvite,
  rules,
} from '#crypto'
import type { EntryBody } from '#crypto'
import type { EntryId } from '#shared/ids.ts'
import { signEntry } from '../../crypto/membership/entryCodec.ts'
import { newcomerStatement, proofStatement } from '../../crypto/membership/statements.ts'
import {
  addMember,
  admit,
  codeOf,
  fixedSodium,
  foundForum,
  invite,
  later,
  now,
  value,
} from './fixtures.ts'
import type { TestForum } from './fixtures.ts'

import { aBody, forge, verdict } from './forgery.ts'
import { memberBreaches } from './memberBreaches.ts'

const sodium = await fixedSodium()

/** For rules of form and of joining, by name: what breaks it, and the failure that gives. */
const formBreaches = new Map<string, () => string>([
  [
    'genesis-stands-first',
    () => {
      const founder = createDevice(sodium)
      const body: EntryBody = {
        type: 'genesis',
        random: sodium.random(32),
        suite: 2,
        sealingKey: founder.sealing.publicKey,
      }
      const genesis = signEntry(sodium, founder, {
        forum: null,
        seq: 1,
        prev: null,
        parents: [],
        lamport: 1,
        clock: now,
        epoch: null,
        body,
      })
      const state = reduceChain(sodium, genesis.forum, [value(decodeEntry(sodium, genesis.bytes))])
      expect(state.members.size).toBe(0)
      return state.refused.get(genesis.id) ?? 'ok'
    },
  ],
  [
    'lamport-follows-parents',
    () => {
      const forum = foundForum(sodium)
      return verdict(forum, forge(forum.state(), forum.founder, aBody(), { lamport: 9 }))
    },
  ],
  [
    'author-is-active',
    () => {
      const forum = foundForum(sodium)
      return verdict(forum, forge(forum.state(), createDevice(sodium), aBody()))
    },
  ],
  [
    'author-is-not-suspended',
    () => {
      const forum = foundForum(sodium)
      addMember(forum)
      const state = forum.state()
      const fork = [forge(state, forum.founder, aBody()), forge(state, forum.founder, aBody())]
      const seen = reduceChain(sodium, forum.id, [...forum.entries, ...fork])
      return verdict(forum, ...fork, forge(seen, forum.founder, aBody()))
    },
  ],
  [
    'sequence-follows-author',
    () => {
      const forum = foundForum(sodium)
      return verdict(forum, forge(forum.state(), forum.founder, aBody(), { seq: 4 }))
    },
  ],
  [
    'epoch-is-current',
    () => {
      const forum = foundForum(sodium)
      return verdict(forum, forge(forum.state(), forum.founder, aBody(), { epoch: null }))
    },
  ],
  [
    'entries-are-bounded',
    () => {
      const forum = foundForum(sodium)
      for (let count = 0; count < 100; count++) {
        forum.entries.push(forge(forum.state(), forum.founder, aBody()))
      }
      expect(forum.state().refused.size).toBe(0)
      return verdict(forum, forge(forum.state(), forum.founder, aBody()))
    },
  ],
  [
    'invitation-keys-are-fresh',
    () => {
      const forum = foundForum(sodium)
      const { seed, entry } = invite(sodium, forum.state(), forum.founder)
      forum.entries.push(entry)
      const again = { clock: now, seed, expiresAt: later }
      return codeOf(createInvite(sodium, forum.state(), forum.founder, again))
    },
  ],
  [
    'invitation-is-known',
    () => {
      const forum = foundForum(sodium)
      const invitation = 'a'.repeat(64) as EntryId
      return codeOf(revokeInvite(sodium, forum.state(), forum.founder, { clock: now, invitation }))
    },
  ],
  [
    'invitation-is-open',
    () => {
      const forum = foundForum(sodium)
      const { seed, entry } = invite(sodium, forum.state(), forum.founder)
      forum.entries.push(entry)
      const before = forum.state()
      const invitation = entry.id
      forum.add(revokeInvite(sodium, before, forum.founder, { clock: now, invitation }))
      const { body } = value(admit(sodium, before, forum.founder, invitation, seed).entry)
      return verdict(forum, forge(forum.state(), forum.founder, body))
    },
  ],
  [
    'invitation-has-not-ended',
    () => {
      const forum = foundForum(sodium)
      const { seed, entry } = invite(sodium, forum.state(), forum.founder)
      forum.entries.push(entry)
      const state = forum.state()
      const { body } = value(admit(sodium, state, forum.founder, entry.id, seed).entry)
      expect(verdict(forum, forge(state, forum.founder, body, { clock: later }))).toBe('ok')
      return verdict(forum, forge(state, forum.founder, body, { clock: later + 1 }))
    },
  ],
  [
    'proof-is-the-invitations',
    () => {
      const forum = foundForum(sodium)
      const { entry } = invite(sodium, forum.state(), forum.founder)
      forum.entries.push(entry)
      const other = invite(sodium, forum.state(), forum.founder)
      forum.entries.push(other.entry)
      return verdict(
        forum,
        forge(forum.state(), forum.founder, proofForAnother(forum, other.seed, entry.id)),
      )
    },
  ],
  [
    'newcomer-is-new',
    () => {
      const forum = foundForum(sodium)
      const bob = addMember(forum)
      const { seed, entry } = invite(sodium, forum.state(), forum.founder)
      forum.entries.push(entry)
      return codeOf(admit(sodium, forum.state(), forum.founder, entry.id, seed, bob).entry)
    },
  ],
  [
    'forum-has-room',
    () => {
      const forum = foundForum(sodium)
      const { seed, entry } = invite(sodium, forum.state(), forum.founder)
      forum.entries.push(entry)
      const { body } = value(admit(sodium, forum.state(), forum.founder, entry.id, seed).entry)
      for (let count = 1; count < maxMembers; count++) addMember(forum)
      expect(forum.state().members.size).toBe(12)
      return verdict(forum, forge(forum.state(), forum.founder, body))
    },
  ],
  [
    'epoch-covers-exactly',
    () => {
      const forum = foundForum(sodium)
      addMember(forum)
      const { body } = value(openEpoch(sodium, forum.state(), forum.founder, { clock: now }))
      if (body.type !== 'epoch.open') throw new Error('an open was made')
      const fewer = { ...body, devices: body.devices.slice(1) }
      const more = { ...body, devices: [...body.devices, createDevice(sodium).id].sort() }
      expect(verdict(forum, forge(forum.state(), forum.founder, body))).toBe('ok')
      expect(verdict(forum, forge(forum.state(), forum.founder, more))).toBe('epoch-coverage-wrong')
      return verdict(forum, forge(forum.state(), forum.founder, fewer))
    },
  ],
])

/** An admission whose proof is by one invitation's key and names another invitation. */
function proofForAnother(forum: TestForum, seed: Uint8Array, invitation: EntryId): EntryBody {
  const { proof } = doorKeys(sodium, seed)
  const joiner = createDevice(sodium)
  const own = {
    id: joiner.id,
    signingKey: joiner.signing.publicKey,
    sealingKey: joiner.sealing.publicKey,
  }
  const statement = newcomerStatement(sodium, forum.id, invitation, own)
  const selfSignature = sodium.sign('device', statement, joiner.signing.secretKey)
  const claim = { invitation, device: { ...own, selfSignature }, transcript: sodium.random(32) }
  const shown = proofStatement(forum.id, forum.founder.id, claim)
  return {
    type: 'member.admit',
    ...claim,
    proofKey: proof.publicKey,
    proof: sodium.sign('invitation-proof', shown, proof.secretKey),
  }
}

const breaches = new Map([...formBreaches, ...memberBreaches])

describe('the rules of the chain', () => {
  test('are named once each, with one sentence each', () => {
    expect(new Set(rules.map(({ name }) => name)).size).toBe(rules.length)
    for (const { name, sentence } of rules) {
      expect(name).toMatch(/^[a-z]+(-[a-z]+)+$/)
      expect(sentence).toMatch(/^[A-Z][^.]*\.$/)
    }
  })

  test('have each a test of their name here', () => {
    expect([...breaches.keys()].sort()).toEqual(rules.map(({ name }) => name).sort())
  })

  for (const { name, sentence, failure } of rules) {
    test(`${name}: ${sentence}`, () => {
      expect(breaches.get(name)?.()).toBe(failure)
    })
  }
})
