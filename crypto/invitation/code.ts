import { fail, ok } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'
import type { Sodium } from '../sodium.ts'
import { doorPurposes, purposeNumber } from './purpose.ts'
import type { DoorPurpose } from './purpose.ts'
import { readSeedCode, writeSeedCode } from './seedCode.ts'
import type { SeedCode } from './seedCode.ts'

/** What a code for a door holds: the seed of its keys, the relay where it is, and what it is for. */
export interface InvitationCode extends SeedCode {
  readonly purpose: DoorPurpose
}

/** The code as text. Fails as `relay-address-invalid` for an address that would not be read back. */
export function createInvitationCode(
  sodium: Sodium,
  code: InvitationCode,
): Result<string, 'relay-address-invalid'> {
  const text = writeSeedCode(sodium, purposeNumber(code.purpose), code)
  return text === null ? fail('relay-address-invalid') : ok(text)
}

/** Reads a code as people type it (see `readCodeText`): `invitation-malformed` if it is none. */
export function parseInvitationCode(
  sodium: Sodium,
  text: string,
): Result<InvitationCode, 'invitation-malformed'> {
  const code = readSeedCode(sodium, text)
  const purpose = code === null ? undefined : doorPurposes[code.kind - 1]
  if (code === null || purpose === undefined) return fail('invitation-malformed')
  return ok({ purpose, seed: code.seed, relay: code.relay })
}
