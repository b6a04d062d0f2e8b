import type { Sodium } from '#crypto'
import { discardHeld, holdAdmission, type Join, startComing } from '#renderer/data/forum/index.ts'
import type { KeptComing } from '#renderer/data/profile/index.ts'
import { createWritable, type Readable } from '#renderer/data/readable.ts'
import { connectRelay, type RelayLink } from '#renderer/data/relay/index.ts'
import { type Failure, invariant, ok, type Result } from '#shared/result.ts'
import type { HeldVault } from './vault/holdVault.ts'

/** A coming that was agreed to before this computer was switched off, and the vault that says so. */
export interface Resumed {
  readonly held: HeldVault
  readonly coming: KeptComing
}

/** What coming in as a member's computer needs. */
export interface ComputerSources {
  readonly sodium: Sodium
  readonly relay: RelayLink
  readonly code: Pick<KeptComing, 'purpose' | 'seed'>
  readonly resumed: Resumed | null
  /** Keeps in a new vault what was agreed to, before it counts. */
  readonly makeVault: (coming: KeptComing) => Promise<Result<HeldVault>>
  readonly open: (held: HeldVault) => Promise<Result<null>>
}

/** The way to the relay for a conversation at the door, and why it does not answer. */
export function callRelay(
  sodium: Sodium,
  url: string,
): { readonly relay: RelayLink; readonly trouble: Readable<Failure | null> } {
  const trouble = createWritable<Failure | null>(null)
  const relay = connectRelay({
    url,
    sodium,
    onStatus: ({ failure }) => trouble.set(failure === null ? null : { code: failure }),
  })
  return { relay, trouble }
}

/** Comes in as a member's computer; the vault that holds the agreement becomes the forum's. */
export function comeInAsComputer(sources: ComputerSources): Join {
  const { sodium, relay, resumed } = sources
  let vault: HeldVault | null = resumed?.held ?? null
  return startComing({
    sodium,
    relay,
    ...sources.code,
    resumed: resumed?.coming ?? null,
    async agree(coming) {
      const made = await sources.makeVault(coming)
      if (!made.ok) return made
      vault = made.value
      return ok(null)
    },
    async keep(admission, myName) {
      invariant(vault !== null, 'nobody is let in who has not agreed')
      const held = await holdAdmission(sodium, admission, myName)
      if (!held.ok) return held
      const kept = await vault.profile.change((contents) => ({
        ...contents,
        forum: held.value,
        coming: null,
      }))
      if (!kept.ok) {
        discardHeld(held.value)
        return kept
      }
      relay.close()
      return sources.open(vault)
    },
  })
}
