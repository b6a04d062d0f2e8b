import { decodeDevice, decodeEntry, loadSodium, reduceChain, type Sodium } from '#crypto'
import { holdAdmission, openForum, type Forum } from '#renderer/data/forum/index.ts'
import { openProfile, type HeldForum, type Profile } from '#renderer/data/profile/index.ts'
import type { ForumId } from '#shared/ids.ts'
import { ok } from '#shared/result.ts'
import { must } from '../measure/expect.ts'
import type { BenchForum } from '../world/benchForum.ts'
import { watchSodium } from './marks.ts'

/** Base64 to bytes. */
export function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
}

export async function plainSodium(): Promise<Sodium> {
  return loadSodium((length) => crypto.getRandomValues(new Uint8Array(length)))
}

/** Makes this page's database of the forum for one of its two members, as an admission does. */
export async function hold(sodium: Sodium, forum: BenchForum, member: 0 | 1): Promise<HeldForum> {
  const id = forum.id as ForumId // text of our own, made from an id
  const entries = forum.entries.map((text) => must(decodeEntry(sodium, bytesOf(text)), 'an entry'))
  const device = must(decodeDevice(sodium, bytesOf(forum.devices[member])), 'a device')
  const state = reduceChain(sodium, id, entries)
  const admission = { forum: id, device, state, entries }
  return must(await holdAdmission(sodium, admission, `Member ${member + 1}`), 'holding the forum')
}

/** A profile whose vault is not written: no benchmark here is about the vault. */
export function profileOf(forum: HeldForum): Profile {
  return openProfile({ version: 1, forum }, () => Promise.resolve(ok(null)))
}

/** Opens the forum as the app does. */
export async function openOurs(sodium: Sodium, held: HeldForum, relayUrl: string): Promise<Forum> {
  const opened = await openForum({
    sodium: watchSodium(sodium),
    profile: profileOf(held),
    relayUrl,
    relayForOthers: () => relayUrl,
    now: () => Date.now(),
  })
  return must(opened, 'opening the forum')
}
