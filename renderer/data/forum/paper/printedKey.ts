import { setRecoveryKey } from '#crypto'
import { equalBytes } from '#shared/codec/index.ts'
import { fail, ok, type Result } from '#shared/result.ts'
import { createWritable } from '../../readable.ts'
import type { Publish } from '../author.ts'
import type { Core } from '../core.ts'
import { mayWrite } from '../keys/currentEpochs.ts'
import { wasEverSet } from './printedKeys.ts'
import type { PrintedKey } from './types.ts'

/** What telling the forum of one's printed key needs. */
export interface PrintedKeySources {
  readonly core: Core
  readonly now: () => number
  readonly publish: Publish
}

/**
 * One's own printed key in the chain. A key that the vault holds and the chain never heard of (older
 * vaults, or a crash between the two) is told at once. One that the chain had and that was replaced
 * is not told again: another computer of one's own has printed a newer one.
 */
export function openPrintedKey({ core, now, publish }: PrintedKeySources): PrintedKey {
  const { sodium, chain, device, profile } = core
  const known = createWritable(read())

  function read(): Uint8Array | null {
    return chain.state.read().members.get(core.held().member)?.recovery?.key ?? null
  }

  chain.state.subscribe(() => {
    const next = read()
    const before = known.read()
    const isSame = next !== null && before !== null && equalBytes(next, before)
    if (!isSame) known.set(next)
  })

  function tell(recoveryKey: Uint8Array): Promise<Result<null>> {
    return publish((state) => {
      if (!state.devices.has(device.id)) return fail('forum-ended')
      const current = state.members.get(core.held().member)?.recovery?.key
      if (current !== undefined && equalBytes(current, recoveryKey)) return ok([])
      const entry = setRecoveryKey(sodium, state, device, { clock: now(), recoveryKey })
      return entry.ok ? ok([entry.value]) : entry
    })
  }

  const held = profile.contents.read().recovery?.signingKey
  const isUntold = held !== undefined && !wasEverSet(chain, held)
  if (isUntold && mayWrite(chain.state.read(), device.id)) void tell(held)

  return { known, tell }
}
