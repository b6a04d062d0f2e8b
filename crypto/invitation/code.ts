import { fail, ok } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'
import type { Sodium } from '../sodium.ts'
import { doorPurposes } from './purpose.ts'
import type { DoorPurpose } from './purpose.ts'
import { readSeedCode, writeSeedCode } from './seedCode.ts'
import type { SeedCode } from './seedCode.ts'

/**
 * What a code for a door holds: what it is for, the seed of the door's keys, and the relay where the
 * door is.
 */
export interface InvitationCode extends SeedCode {
  readonly purpose: DoorPurpose
}

/** The first byte of each kind of code; 2 is a return code's. */
const kinds: Readonly<Record<DoorPurpose, number>> = { join: 1, add: 3, return: 4, guest: 5 }

/** The code as text. Fails as `relay-address-invalid` for an address that would not be read back. */
export function createInvitationCode(
  sodium: Sodium,
  code: InvitationCode,
): Result<string, 'relay-address-invalid'> {
  const text = writeSeedCode(sodium, kinds[code.purpose], code)
  return text === null ? fail('relay-address-invalid') : ok(text)
}

/** Reads a code as people type it (see `readCodeText`): `invitation-malformed` if it is none. */
export function parseInvitationCode(
  sodium: Sodium,
  text: string,
): Result<InvitationCode, 'invitation-malformed'> {
  const code = readSeedCode(sodium, text)
  const purpose = doorPurposes.find((each) => kinds[each] === code?.kind)
  if (code === null || purpose === undefined) return fail('invitation-malformed')
  return ok({ purpose, seed: code.seed, relay: code.relay })
}
