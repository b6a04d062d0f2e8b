import { describe, expect, test } from 'vitest'
import {
  acknowledgeEpoch,
  createDevice,
  type DeviceSecrets,
  encodeDevice,
  reduceChain,
} from '#crypto'
import { sealingPairs, withoutSealing, withSealing } from '#renderer/data/forum/keys/sealingKeys.ts'
import { sealingOf } from '#renderer/data/forum/sealing.ts'
import { decodeContents, encodeContents, type HeldForum } from '#renderer/data/profile/index.ts'
import type { ForumId, MemberId } from '#shared/ids.ts'
import { addMember, fixedSodium, foundForum, now, value } from '../../crypto/fixtures.ts'

const sodium = await fixedSodium()

describe('How far the newest keys have come', () => {
  test('is told by member: owed, then waiting for those who have not said that they hold them', () => {
    const forum = foundForum(sodium)
    const newcomer = addMember(forum)
    const memberOf = (device: DeviceSecrets) => forum.state().devices.get(device.id)?.member
    const acknowledge = (device: DeviceSecrets) => {
      const { currentEpoch } = forum.state()
      if (currentEpoch === null) throw new Error('There are keys')
      const { publicKey: sealingKey } = sodium.sealingPair(sodium.random(32))
      const options = { clock: now, epoch: currentEpoch, sealingKey, mailbox: sodium.random(32) }
      forum.add(acknowledgeEpoch(sodium, forum.state(), device, options))
    }
    // The last entry is the opening that paid for the admission.
    const admitted = reduceChain(sodium, forum.id, forum.entries.slice(0, -1))
    expect(sealingOf(admitted).owed).toBe(true)
    const everybody = [memberOf(forum.founder), memberOf(newcomer)]
    expect(sealingOf(forum.state())).toEqual({ sealed: [], waitingFor: everybody, owed: false })
    acknowledge(newcomer)
    expect(sealingOf(forum.state())).toEqual({
      sealed: [memberOf(newcomer)],
      waitingFor: [memberOf(forum.founder)],
      owed: false,
    })
    acknowledge(forum.founder)
    expect(sealingOf(forum.state())).toEqual({ sealed: everybody, waitingFor: [], owed: false })
  })
})

const device = createDevice(sodium)
const held: HeldForum = {
  forum: 'f0'.repeat(32) as ForumId, // 32 bytes
  member: 'aa'.repeat(16) as MemberId, // 16 bytes
  device: encodeDevice(device),
  sealing: [],
  epochs: [],
  erased: [],
  invitations: [],
  database: { name: 'name', rowKey: new Uint8Array(32), marker: 'marker' },
  myName: 'Ingrid',
  forumName: null,
}
const later = [1, 2].map((fill) => ({
  seed: new Uint8Array(32).fill(fill),
  mailbox: new Uint8Array(32).fill(fill + 10),
}))
const publicKeys = (from: HeldForum) => sealingPairs(sodium, from).map(({ publicKey }) => publicKey)

describe('The secrets that epochs are sealed to', () => {
  test('are those of the enrolment and of each acknowledgement, until they are erased', () => {
    const all = later.reduce(withSealing, held)
    const [enrolled, first, second] = publicKeys(all)
    if (!enrolled || !first || !second) throw new Error('Three pairs')
    expect(enrolled).toEqual(device.sealing.publicKey)
    expect(publicKeys(withoutSealing(sodium, all, [enrolled]))).toEqual([first, second])
    expect(publicKeys(withoutSealing(sodium, all, [enrolled, first]))).toEqual([second])
    expect(publicKeys(withoutSealing(sodium, all, [first]))).toEqual([enrolled, second])
    // Whatever is asked, what others seal to now is kept.
    expect(publicKeys(withoutSealing(sodium, all, [enrolled, first, second]))).toEqual([second])
  })

  test('that were erased stand nowhere in the vault any more', () => {
    const all = later.reduce(withSealing, held)
    const [enrolled, first] = publicKeys(all)
    if (!enrolled || !first) throw new Error('Two pairs')
    const left = withoutSealing(sodium, all, [enrolled, first])
    const body = new TextDecoder().decode(encodeContents({ version: 1, forum: left }))
    const inBase64 = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes))
    expect(body).not.toContain(inBase64(device.sealing.secretKey))
    expect(body).not.toContain(inBase64(later[0]?.seed ?? new Uint8Array(32)))
    expect(left.device.subarray(0, 32)).toEqual(held.device.subarray(0, 32))
  })

  test('are read from a vault that was written before there were any but the first', () => {
    const body = new TextDecoder().decode(encodeContents({ version: 1, forum: held }))
    const old = body.replace('"sealing":[],', '')
    expect(old).not.toBe(body)
    const read = value(decodeContents(new TextEncoder().encode(old)))
    expect(read).toEqual({ version: 1, forum: held })
  })
})
