import { fail, ok } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'
import { derive } from '../derive.ts'
import { readSeedCode, writeSeedCode } from '../invitation/seedCode.ts'
import type { SeedCode } from '../invitation/seedCode.ts'
import type { KeyPair, Sodium } from '../sodium.ts'

/** Leads a device that has lost touch to a mailbox in which a waybill for it lies. */
export type ReturnCode = SeedCode

/** Invitation codes are 1. */
const kind = 2

/** The code as text, in the form of an invitation code. Fails as `relay-address-invalid`. */
export function createReturnCode(
  sodium: Sodium,
  code: ReturnCode,
): Result<string, 'relay-address-invalid'> {
  const text = writeSeedCode(sodium, kind, code)
  return text === null ? fail('relay-address-invalid') : ok(text)
}

/** Reads a return code as people type it; `return-code-malformed` if it is none. */
export function parseReturnCode(
  sodium: Sodium,
  text: string,
): Result<ReturnCode, 'return-code-malformed'> {
  const code = readSeedCode(sodium, kind, text)
  return code === null ? fail('return-code-malformed') : ok(code)
}

/** The capability of the mailbox that a return code leads to. */
export function returnCodeMailbox(sodium: Sodium, { seed }: Pick<ReturnCode, 'seed'>): KeyPair {
  return sodium.signingPair(derive(sodium, seed, 'SR1/return-code-mailbox'))
}
