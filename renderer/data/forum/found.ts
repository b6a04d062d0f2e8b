import {
  createDevice,
  createGenesis,
  encodeDevice,
  type Entry,
  type ForumState,
  openEpoch,
  reduceChain,
  type Sodium,
  type DeviceSecrets,
} from '#crypto'
import { type ForumId, toHex } from '#shared/ids.ts'
import { fail, ok, type Result } from '#shared/result.ts'
import { openSealedLog } from '../log/index.ts'
import type { HeldForum } from '../profile/index.ts'
import type { Admission } from './joining/join.ts'
import { findNewEpochs } from './keyring.ts'
import { forumScope, moderatorScope } from './names.ts'

/** Founds a forum: its first entry, its first keys, its database on this computer. */
export async function foundForum(
  sodium: Sodium,
  clock: number,
  myName: string,
  forumName: string,
): Promise<Result<HeldForum>> {
  const device = createDevice(sodium)
  const genesis = createGenesis(sodium, device, { clock })
  if (!genesis.ok) return genesis
  const { forum } = genesis.value
  const begun = reduceChain(sodium, forum, [genesis.value])
  const opening = openEpoch(sodium, begun, device, { clock, scope: forumScope })
  if (!opening.ok) return opening
  const opened = reduceChain(sodium, forum, [genesis.value, opening.value])
  const moderators = openEpoch(sodium, opened, device, { clock, scope: moderatorScope })
  if (!moderators.ok) return moderators
  const entries = [genesis.value, opening.value, moderators.value]
  const state = reduceChain(sodium, forum, entries)
  return hold({ sodium, forum, device, state, entries, myName, forumName })
}

/** Keeps a forum that this person was let into. */
export function holdAdmission(
  sodium: Sodium,
  admission: Admission,
  myName: string,
): Promise<Result<HeldForum>> {
  return hold({ sodium, ...admission, myName, forumName: null })
}

/** Keeps a forum that this person came back to by the printed sheet: they have a name there. */
export async function holdReturn(sodium: Sodium, admission: Admission): Promise<Result<HeldForum>> {
  const held = await hold({ sodium, ...admission, myName: '', forumName: null })
  return held.ok ? ok({ ...held.value, cameBack: true }) : held
}

interface Holding {
  readonly sodium: Sodium
  readonly forum: ForumId
  readonly device: DeviceSecrets
  readonly state: ForumState
  readonly entries: readonly Entry[]
  readonly myName: string
  readonly forumName: string | null
}

/** Makes the database and puts the chain into it; only then may the vault name it. */
async function hold(holding: Holding): Promise<Result<HeldForum>> {
  const { sodium, forum, device, state, entries } = holding
  // An epoch that somebody made wrongly is passed over, here as later.
  const { accepted: epochs } = findNewEpochs(sodium, device, state, new Set())
  const member = state.devices.get(device.id)?.member
  if (epochs.length === 0 || member === undefined) return fail('entry-not-authorised')
  const name = `subrosa-${toHex(sodium.random(8))}`
  const rowKey = sodium.random(32)
  const log = await openSealedLog({ name, rowKey, sodium })
  if (!log.ok) return log
  const stored = await log.value.putEntries(entries.map(({ id, bytes }) => ({ id, bytes })))
  const marker = log.value.marker.id
  await log.value.close()
  if (!stored.ok) {
    indexedDB.deleteDatabase(name)
    return stored
  }
  return ok({
    forum,
    member,
    device: encodeDevice(device),
    sealing: [],
    epochs: [...epochs],
    erased: [],
    invitations: [],
    database: { name, rowKey, marker },
    myName: holding.myName,
    forumName: holding.forumName,
  })
}

/** What was held is of no use after all: nothing of it stays on this computer. */
export function discardHeld({ database }: HeldForum): void {
  indexedDB.deleteDatabase(database.name)
}
