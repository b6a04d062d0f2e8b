import * as v from 'valibot'
import type { MemberId } from '../../ids.ts'
import { fail, ok } from '../../result.ts'
import type { Result } from '../../result.ts'
import { cleanLine, hasVisible } from '../text/cleanLine.ts'

/** What the members call themselves and their forum. A member without a name has no entry. */
export interface People {
  /** Empty until somebody gave one. */
  readonly forumName: string
  readonly names: ReadonlyMap<MemberId, string>
}

/** Longest name, as a reader counts letters, and as a computer stores it (UTF-16 units); most names. */
export const nameLimits = { letters: 80, units: 400, people: 200 } as const

export const memberIdSchema = v.pipe(
  v.string(),
  v.regex(/^[0-9a-f]{32}$/),
  // The pattern is what makes a string a member id.
  v.transform((text) => text as MemberId),
)

const letters = new Intl.Segmenter('und', { granularity: 'grapheme' })

/**
 * A name in any script, made storable: NFC, one line, trimmed, without control characters and
 * direction overrides. Fails with `text-empty` when nothing visible is left, `text-too-long` over
 * 80 letters.
 */
export function parseName(text: string): Result<string, 'text-empty' | 'text-too-long'> {
  if (text.length > nameLimits.units * 4) return fail('text-too-long')
  const name = cleanLine(text).normalize('NFC').replace(/\s+/gu, ' ').trim()
  if (!hasVisible(name)) return fail('text-empty')
  if (name.length > nameLimits.units) return fail('text-too-long')
  if ([...letters.segment(name)].length > nameLimits.letters) return fail('text-too-long')
  return ok(name)
}
