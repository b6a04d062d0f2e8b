import { parseRecoveryKit, recoveryKeys, recoveryKeyText, type Sodium } from '#crypto'
import { equalBytes } from '#shared/codec/index.ts'
import type { ForumId } from '#shared/ids.ts'
import { fail, ok, type Result } from '#shared/result.ts'
import type { SheetSurroundings } from './sheetStanding.ts'
import { openVaultFile } from './unlocking.ts'

/** Holds a typed sheet against all that has to fit on the day; see `Locking.rehearse`. */
export async function checkSheet(
  sodium: Sodium,
  typed: string,
  expected: SheetSurroundings & { readonly forum: ForumId },
): Promise<Result<null>> {
  const kit = parseRecoveryKit(sodium, typed)
  if (!kit.ok) return kit
  const { recoveryKey, forum, relay } = kit.value
  if (forum !== expected.forum) return fail('recovery-sheet-foreign')
  const typedKey = recoveryKeyText(recoveryKey)
  const opened = await openVaultFile(sodium, { kind: 'recovery', typed: typedKey })
  if (!opened.ok) return opened
  if (expected.hasEnded) return ok(null)
  const { publicKey } = recoveryKeys(sodium, recoveryKey).signing
  if (expected.known === null || !equalBytes(expected.known, publicKey))
    return fail('recovery-key-replaced')
  return relay === expected.relayUrl ? ok(null) : fail('recovery-sheet-outdated')
}
