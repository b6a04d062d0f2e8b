import {
  type OpenedVault,
  rekeyVault,
  resealVault,
  type SlotKind,
  type Sodium,
  type WrittenVault,
} from '#crypto'
import { askDesktop } from '#renderer/bridge.ts'
import {
  encodeContents,
  openProfile,
  type Profile,
  type ProfileContents,
} from '#renderer/data/profile/index.ts'
import { fail, ok, type Result } from '#shared/result.ts'

/** An opened vault in the hands of the session. */
export interface HeldVault {
  /** Each change of it is sealed and on disk before it counts. */
  readonly profile: Profile
  /** Which ways lead into the vault as it lies on disk now. */
  readonly ways: () => readonly SlotKind[]
}

/** Holds an opened vault: the profile in it, and the file that follows each change. */
export function holdVault(
  sodium: Sodium,
  opened: OpenedVault,
  contents: ProfileContents,
): HeldVault {
  let current = opened
  const profile = openProfile(contents, async (next, slots) => {
    const body = encodeContents(next)
    const made: Result<WrittenVault> =
      slots === undefined
        ? withBody(sodium, current, body)
        : rekeyVault(sodium, slots(current.padlocks), body)
    if (!made.ok) return made
    const written = await askDesktop('vaultWrite', made.value.bytes).catch(() =>
      fail('bridge-refused', 'vaultWrite'),
    )
    if (!written.ok) return written
    if (slots !== undefined) sodium.erase(current.masterKey)
    current = made.value.opened
    return written
  })
  return { profile, ways: () => current.padlocks.map(({ parameters }) => parameters.kind) }
}

function withBody(sodium: Sodium, opened: OpenedVault, body: Uint8Array): Result<WrittenVault> {
  const bytes = resealVault(sodium, opened, body)
  return bytes.ok ? ok({ bytes: bytes.value, opened: { ...opened, body } }) : bytes
}
