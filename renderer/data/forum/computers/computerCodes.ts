import {
  createInvitationCode,
  type DeviceSecrets,
  doorKeys,
  type ForumState,
  type Sodium,
} from '#crypto'
import { type MemberId, toHex } from '#shared/ids.ts'
import { fail, ok, type Result } from '#shared/result.ts'
import type { KeptCode } from '../../profile/index.ts'
import { createWritable, type Readable } from '../../readable.ts'
import type { RelayLink } from '../../relay/index.ts'
import type { ComputerCode, ComputerPurpose, Welcome } from '../types.ts'
import { type ComputerActs, openComputerDoor } from './computerDoor.ts'
import { whyClosed } from './whyClosed.ts'

/** What making and watching codes for computers needs. */
export interface ComputerCodeSources {
  readonly sodium: Sodium
  readonly relay: RelayLink
  readonly device: DeviceSecrets
  /** The relay's address as others reach it. */
  readonly relayForOthers: () => string
  readonly state: Readable<ForumState>
  readonly now: () => number
  /** The codes as the vault holds them. */
  readonly kept: () => readonly KeptCode[]
  /** Changes the vault's codes: on disk when it resolves. */
  readonly change: (
    step: (codes: readonly KeptCode[]) => readonly KeptCode[],
  ) => Promise<Result<null>>
  readonly acts: ComputerActs
}

/** The codes for computers that were made here, and the doors they open. */
export interface ComputerCodes {
  readonly list: Readable<readonly ComputerCode[]>
  make(purpose: ComputerPurpose, member: MemberId): Promise<Result<ComputerCode>>
  welcome(id: string): Result<Welcome>
  stop(): void
}

const seedBytes = 16
/** A code for a computer is good for an hour: both computers are at hand. In milliseconds. */
const computerCodeLife = 60 * 60 * 1000
/** A code that ends sooner is not shown again: there is a new one. In milliseconds. */
const leastLeft = 10 * 60 * 1000
/** The newest codes are kept; the door of one that is older is closed. */
const mostKept = 8

/** The id of a code, for lists: the public name of its door's mailbox. */
function idOf(sodium: Sodium, { seed, purpose }: Pick<KeptCode, 'seed' | 'purpose'>): string {
  return toHex(doorKeys(sodium, seed, purpose).mailbox.publicKey)
}

/** Watches the doors of the codes kept, and makes new ones. */
export function createComputerCodes(sources: ComputerCodeSources): ComputerCodes {
  const { sodium } = sources
  const doors = new Map<string, Welcome>()
  const list = createWritable<readonly ComputerCode[]>([])

  function codeOf({ purpose, seed, relayUrl }: Pick<KeptCode, 'purpose' | 'seed' | 'relayUrl'>) {
    return createInvitationCode(sodium, { purpose, seed, relay: relayUrl })
  }

  function describe(kept: KeptCode): ComputerCode | null {
    const code = codeOf(kept)
    if (!code.ok) return null
    const { purpose, member, expiresAt } = kept
    const closed = whyClosed(kept, sources.state.read(), sources.now())
    const state =
      closed === null || closed === 'device-limit' || closed === 'act-pending'
        ? 'open'
        : closed === 'invitation-expired'
          ? 'expired'
          : closed === 'spoken-check-refused'
            ? 'refused'
            : 'used'
    return { id: idOf(sodium, kept), purpose, member, code: code.value, expiresAt, state }
  }

  function refresh(): void {
    list.set(sources.kept().flatMap((kept) => describe(kept) ?? []))
  }

  /** One door for each code kept, and none for others. */
  function watch(): void {
    const kept = new Map(sources.kept().map((each) => [idOf(sodium, each), each]))
    for (const [id, door] of doors) {
      if (kept.has(id)) continue
      doors.delete(id)
      door.close()
    }
    for (const [id, { seed }] of kept) {
      if (doors.has(id)) continue
      const isIt = (each: KeptCode) => toHex(each.seed) === toHex(seed)
      const read = () => sources.kept().find(isIt) ?? null
      const door = openComputerDoor({
        ...sources,
        read,
        async change(step) {
          const stored = await sources.change((codes) =>
            codes.map((each) => (isIt(each) ? step(each) : each)),
          )
          refresh()
          return stored
        },
      })
      if (door !== null) doors.set(id, door)
    }
  }

  /** Whoever asks again is shown the code that they have, so that nobody waits at a forgotten door. */
  function stillOpen(purpose: ComputerPurpose, member: MemberId): ComputerCode | null {
    const good = [...sources.kept()].reverse().find((each) => {
      const isIt = each.purpose === purpose && each.member === member
      const hasTime = each.expiresAt - sources.now() > leastLeft
      const closed = whyClosed(each, sources.state.read(), sources.now())
      return isIt && hasTime && each.relayUrl === sources.relayForOthers() && closed === null
    })
    return good === undefined ? null : describe(good)
  }

  watch()
  refresh()
  const unsubscribe = sources.state.subscribe(refresh)

  return {
    list,
    async make(purpose, member) {
      const open = stillOpen(purpose, member)
      if (open !== null) return ok(open)
      const kept: KeptCode = {
        purpose,
        member,
        seed: sodium.random(seedBytes),
        relayUrl: sources.relayForOthers(),
        expiresAt: sources.now() + computerCodeLife,
        refused: false,
        matched: null,
      }
      const closed = whyClosed(kept, sources.state.read(), sources.now())
      if (closed !== null) return fail(closed)
      if (!codeOf(kept).ok) return fail('relay-address-invalid')
      const stored = await sources.change((codes) => [...codes, kept].slice(-mostKept))
      if (!stored.ok) return stored
      watch()
      refresh()
      const described = describe(kept)
      return described === null ? fail('relay-address-invalid') : ok(described)
    },
    welcome(id) {
      const door = doors.get(id)
      return door === undefined ? fail('invitation-unknown') : ok(door)
    },
    stop() {
      unsubscribe()
      for (const door of doors.values()) door.close()
      doors.clear()
    },
  }
}
