import { erasableSealingKeys } from '#crypto'
import { equalBytes } from '#shared/codec/index.ts'
import { ok, type Result } from '#shared/result.ts'
import type { Core } from '../core.ts'
import { sealingPairs, withoutSealing } from './sealingKeys.ts'

/**
 * Takes out of the vault the X-Wing secrets that nothing which can still count is sealed to: from then
 * on whoever takes this computer away cannot open what was sealed to them.
 */
export async function eraseOldKeys({ core }: { readonly core: Core }): Promise<Result<null>> {
  const { sodium, device } = core
  const erasable = erasableSealingKeys(core.chain.state.read(), device.id)
  const isErasable = (publicKey: Uint8Array) => erasable.some((key) => equalBytes(key, publicKey))
  if (!sealingPairs(sodium, core.held()).some(({ publicKey }) => isErasable(publicKey)))
    return ok(null)
  const erased = await core.profile.change((contents) => ({
    ...contents,
    forum: contents.forum && withoutSealing(sodium, contents.forum, erasable),
  }))
  if (erased.ok && isErasable(device.sealing.publicKey)) sodium.erase(device.sealing.secretKey)
  return erased
}
