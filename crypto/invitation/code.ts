import { fail, ok } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'
import type { Sodium } from '../sodium.ts'
import { readSeedCode, writeSeedCode } from './seedCode.ts'
import type { SeedCode } from './seedCode.ts'

/** What an invitation code holds: the seed of the door's keys, and the relay where the door is. */
export type InvitationCode = SeedCode

const kind = 1

/** The code as text. Fails as `relay-address-invalid` for an address that would not be read back. */
export function createInvitationCode(
  sodium: Sodium,
  code: InvitationCode,
): Result<string, 'relay-address-invalid'> {
  const text = writeSeedCode(sodium, kind, code)
  return text === null ? fail('relay-address-invalid') : ok(text)
}

/** Reads a code as people type it (see `readCodeText`): `invitation-malformed` if it is none. */
export function parseInvitationCode(
  sodium: Sodium,
  text: string,
): Result<InvitationCode, 'invitation-malformed'> {
  const code = readSeedCode(sodium, kind, text)
  return code === null ? fail('invitation-malformed') : ok(code)
}
