import { describe, expect, test } from 'vitest'
import { acceptEpoch, acceptGrant, checkEpoch, grantEpoch, openEpoch, reduceChain } from '#crypto'
import type { DeviceSecrets, Entry, EpochOpenBody } from '#crypto'
import { addMember, codeOf, fixedSodium, foundForum, now, value } from './fixtures.ts'
import { forge } from './forgery.ts'

const sodium = await fixedSodium()

/** A forum of three, in which Mallory opens an epoch after changing its body. */
function wrongly(change: (body: EpochOpenBody, bobAt: number) => Partial<EpochOpenBody>) {
  const forum = foundForum(sodium)
  const bob = addMember(forum)
  const mallory = addMember(forum)
  forum.add(openEpoch(sodium, forum.state(), forum.founder, { clock: now }))
  const { body } = value(openEpoch(sodium, forum.state(), mallory, { clock: now }))
  if (body.type !== 'epoch.open') throw new Error('An opening')
  const changed = { ...body, ...change(body, body.devices.indexOf(bob.id)) }
  const opening: Entry = forge(forum.state(), mallory, changed)
  forum.entries.push(opening)
  const check = (device: DeviceSecrets) =>
    checkEpoch(sodium, forum.state(), opening.id, device, [device.sealing])
  return { forum, bob, mallory, opening, check }
}

const replaced = (boxes: readonly Uint8Array[], at: number) =>
  boxes.map((box, index) => (index === at ? sodium.random(box.length) : box))

describe('An epoch with a junk box for one device', () => {
  test('is used by the others, who know whom it cheats and who made it', () => {
    const made = wrongly(({ boxes }, at) => ({ boxes: replaced(boxes, at) }))
    const { forum, bob, mallory, opening, check } = made
    const checked = value(check(forum.founder))
    expect(checked.cheated).toEqual([bob.id])
    expect(checked.wrongBy).toBe(mallory.id)
    expect(codeOf(check(bob))).toBe('epoch-box-wrong')
    const options = { clock: now, epoch: opening.id as never, device: bob.id }
    const { epochKey } = checked
    const grant = value(grantEpoch(sodium, forum.state(), forum.founder, { ...options, epochKey }))
    const state = reduceChain(sodium, forum.id, [...forum.entries, grant])
    expect(value(acceptGrant(sodium, state, grant.id, bob)).epochKey).toEqual(epochKey)
  })

  test('is used by nobody whose own box is the wrong one, nor when the key is another', () => {
    const filler = wrongly(({ boxes }) => ({ boxes: replaced(boxes, 35) }))
    expect(value(filler.check(filler.bob)).cheated).toEqual([])
    expect(value(filler.check(filler.bob)).wrongBy).toBe(filler.mallory.id)
    const key = wrongly(() => ({ keyCheck: sodium.random(32) }))
    expect(codeOf(key.check(key.bob))).toBe('key-check-mismatch')
  })

  test('and one that is right is as acceptEpoch has it', () => {
    const { forum, bob, opening, check } = wrongly(() => ({}))
    const accepted = value(acceptEpoch(sodium, forum.state(), opening.id, bob))
    expect(value(check(bob))).toEqual({ ...accepted, wrongBy: null, cheated: [] })
  })
})
