import { fail, ok } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'
import { derive } from '../derive.ts'
import { digitsOf, fromBase32, textOf, toBase32 } from '../invitation/base32.ts'
import type { KeyPair, Sodium } from '../sodium.ts'
import { areChecked, checkDigitCount, checkDigits } from './checkDigits.ts'

/** 168 bits: what fills 34 digits, which with six to check make eight groups of five. */
const keyBytes = 21
const digitCount = 40
const digitsInGroup = 5
const purpose = 'subrosa-recovery-1'
const longestTyped = 200

/** What follows from a recovery key. */
export interface RecoveryKeys {
  /** 32 bytes: the key of the vault's recovery slot. */
  readonly vaultKey: Uint8Array
  /** Ed25519: the member's own proof that the key on paper is theirs. */
  readonly signing: KeyPair
}

/** 21 random bytes, to be printed and kept nowhere else. */
export function createRecoveryKey(sodium: Sodium): Uint8Array {
  return sodium.random(keyBytes)
}

/** The vault's key and the signing keys, from which neither the other nor the printed key follows. */
export function recoveryKeys(sodium: Sodium, recoveryKey: Uint8Array): RecoveryKeys {
  const seed = derive(sodium, recoveryKey, 'SR1/recovery-signing')
  const signing = sodium.signingPair(seed)
  sodium.erase(seed)
  return { vaultKey: derive(sodium, recoveryKey, 'SR1/recovery-vault'), signing }
}

/** The key as people read it: eight groups of five digits and letters, Crockford base32. */
export function recoveryKeyText(recoveryKey: Uint8Array): string {
  const digits = digitsOf(toBase32(recoveryKey)) ?? []
  const text = textOf([...digits, ...checkDigits(purpose, digits)])
  return text.replace(new RegExp(`.{${digitsInGroup}}(?=.)`, 'g'), '$&-')
}

/**
 * Reads a key as people type it: any case, any spacing and dashes, O for 0 and I or L for 1.
 * `recovery-key-mistyped` for everything else, which any digit that is wrong, missing or one too
 * many, and any two that changed places, are.
 */
export function parseRecoveryKey(text: string): Result<Uint8Array, 'recovery-key-mistyped'> {
  if (text.length > longestTyped) return fail('recovery-key-mistyped', 'too long')
  const digits = digitsOf(text.replace(/[\s\u2010-\u2015\u2212-]/g, ''))
  if (digits?.length !== digitCount) return fail('recovery-key-mistyped', 'digits')
  if (!areChecked(purpose, digits)) return fail('recovery-key-mistyped', 'check')
  const key = fromBase32(textOf(digits.slice(0, digitCount - checkDigitCount)))
  return key === null ? fail('recovery-key-mistyped', 'filling bits') : ok(key)
}
