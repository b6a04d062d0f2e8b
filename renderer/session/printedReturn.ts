import {
  createPadlock,
  defaultVaultCost,
  parseRecoveryKit,
  recoveryKeys,
  type Sodium,
} from '#crypto'
import { type ComeBack, holdReturn, startComeBack } from '#renderer/data/forum/index.ts'
import type { HeldForum, ProfileContents } from '#renderer/data/profile/index.ts'
import { createWritable, type Readable } from '#renderer/data/readable.ts'
import { connectRelay } from '#renderer/data/relay/index.ts'
import { type Failure, ok, type Result } from '#shared/result.ts'
import { having } from './vault/createLocking.ts'
import type { HeldVault } from './vault/holdVault.ts'

/** The relay that a typed sheet names. `recovery-key-mistyped`, `recovery-kit-malformed`. */
export function sheetRelay(sodium: Sodium, typed: string): Result<string> {
  const kit = parseRecoveryKit(sodium, typed)
  return kit.ok ? ok(kit.value.relay) : kit
}

/** What coming back needs of the session. */
export interface ReturnSources {
  readonly sodium: Sodium
  readonly typed: string
  readonly relayUrl: string
  readonly now: () => number
  readonly makeVault: (
    held: HeldForum,
    recovery: ProfileContents['recovery'],
  ) => Promise<Result<HeldVault>>
  readonly open: (held: HeldVault) => Promise<Result<null>>
}

/**
 * Asks to come back. Once led to the forum, a new vault is made around it, which the same sheet opens
 * too from then on: it has just been typed, and so rehearsed.
 */
export function beginReturn(sources: ReturnSources): Result<{
  readonly comeBack: ComeBack
  readonly trouble: Readable<Failure | null>
}> {
  const { sodium, relayUrl, now } = sources
  const kit = parseRecoveryKit(sodium, sources.typed)
  if (!kit.ok) return kit
  const trouble = createWritable<Failure | null>(null)
  const relay = connectRelay({
    url: relayUrl,
    sodium,
    onStatus: ({ failure }) => trouble.set(failure === null ? null : { code: failure }),
  })
  const { recoveryKey } = kit.value
  const comeBack = startComeBack({
    sodium,
    relay,
    kit: kit.value,
    async keep(admission) {
      const padlock = createPadlock(sodium, { kind: 'recovery', recoveryKey }, defaultVaultCost)
      if (!padlock.ok) return padlock
      const held = await holdReturn(sodium, admission)
      if (!held.ok) return held
      const made = await sources.makeVault(held.value, {
        signingKey: recoveryKeys(sodium, recoveryKey).signing.publicKey,
        madeAt: now(),
        rehearsedAt: now(),
        relayUrl: kit.value.relay,
      })
      if (!made.ok) return made
      const slotted = await made.value.profile.change((same) => same, having(padlock.value))
      if (!slotted.ok) return slotted
      relay.close()
      return sources.open(made.value)
    },
  })
  return ok({ comeBack, trouble })
}
