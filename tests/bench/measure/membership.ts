import {
  acceptEpoch,
  decodeEntry,
  type DeviceSecrets,
  loadSodium,
  openEpoch,
  reduceChain,
  type Sodium,
} from '#crypto'
import { addMember, foundForum, now, type TestForum } from '../../crypto/fixtures.ts'
import { acknowledge, memberOf, newDevice } from '../../crypto/membership.ts'
import { aBody, forge } from '../../crypto/forgery.ts'
import { must } from './expect.ts'
import { median } from './statistics.ts'

/** Milliseconds, medians; and what the rotation weighs. */
export interface MembershipTimes {
  readonly open: number
  readonly accept: number
  readonly openBytes: number
  readonly entries: number
  readonly decode: number
  readonly reduce: number
}

const rounds = 15
const chainLength = 1000

/** A forum of twelve members with three devices each, and a chain of a thousand entries. */
export async function measureMembership(): Promise<MembershipTimes> {
  const sodium = await loadSodium((length) => crypto.getRandomValues(new Uint8Array(length)))
  const { forum, devices } = fullForum(sodium)
  const opens: number[] = []
  const accepts: number[] = []
  const state = forum.state()
  const [device] = devices
  if (device === undefined) throw new Error('there are devices')
  let openBytes = 0
  for (let round = -3; round < rounds; round++) {
    const from = performance.now()
    const opened = must(openEpoch(sodium, state, device, { clock: now }), 'opening an epoch')
    const made = performance.now() - from
    const after = reduceChain(sodium, forum.id, [...forum.entries, opened])
    const start = performance.now()
    must(acceptEpoch(sodium, after, opened.id, device), 'taking its key')
    if (round >= 0) opens.push(made)
    if (round >= 0) accepts.push(performance.now() - start)
    openBytes = opened.bytes.length
  }
  grow(sodium, forum, devices)
  const bytes = forum.entries.map((entry) => entry.bytes)
  const decodes: number[] = []
  const reduces: number[] = []
  for (let round = -1; round < 5; round++) {
    const from = performance.now()
    const entries = bytes.map((each) => must(decodeEntry(sodium, each), 'reading an entry'))
    const read = performance.now()
    reduceChain(sodium, forum.id, entries)
    if (round >= 0) decodes.push(read - from)
    if (round >= 0) reduces.push(performance.now() - read)
  }
  return {
    open: median(opens),
    accept: median(accepts),
    openBytes,
    entries: bytes.length,
    decode: median(decodes),
    reduce: median(reduces),
  }
}

function fullForum(sodium: Sodium): { forum: TestForum; devices: DeviceSecrets[] } {
  const forum = foundForum(sodium)
  const devices = [forum.founder]
  for (let count = 1; count < 12; count++) devices.push(addMember(forum))
  for (const first of [...devices]) {
    for (let count = 1; count < 3; count++) {
      const member = memberOf(forum.state(), first)
      const { device, record } = newDevice(sodium, forum, member, first)
      forum.entries.push(
        forge(forum.state(), first, { type: 'device.add', member, device: record }),
      )
      devices.push(device)
    }
  }
  return { forum, devices }
}

/** As a forum lives: new keys, everybody acknowledges them, some at the same time; and small things. */
function grow(sodium: Sodium, forum: TestForum, devices: readonly DeviceSecrets[]): void {
  for (let turn = 0; forum.entries.length < chainLength; turn++) {
    const opener = devices[turn % devices.length]
    if (opener === undefined) throw new Error('there are devices')
    forum.add(openEpoch(sodium, forum.state(), opener, { clock: now }))
    for (let at = 0; at < devices.length; at += 6) {
      const state = forum.state()
      const together = devices.slice(at, at + 6)
      forum.entries.push(
        ...together.map((each) => must(acknowledge(sodium, state, each).entry, 'acknowledging')),
      )
      const [first] = together
      if (first !== undefined) forum.entries.push(forge(forum.state(), first, aBody()))
    }
  }
  forum.entries.length = chainLength
}
