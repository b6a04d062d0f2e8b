import * as v from 'valibot'
import { cleanLine } from '#shared/model/text/index.ts'
import { fail, invariant, ok } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'

/** What the schema makes of a value from a document, or the fallback when it is rubbish. */
export function readField<T>(
  schema: v.GenericSchema<unknown, T>,
  value: unknown,
  fallback: NoInfer<T>,
): T {
  const parsed = v.safeParse(schema, value)
  return parsed.success ? parsed.output : fallback
}

/** A short plain text from a document; anything else, or longer, reads as its first part or as nothing. */
export function readShort(value: unknown, limit: number): string {
  return typeof value === 'string' ? cleanLine(value.slice(0, limit)) : ''
}

/** A short plain text from a person. */
export function checkShort(
  text: unknown,
  limit: number,
): Result<string, 'text-too-long' | 'value-out-of-range'> {
  if (typeof text !== 'string') return fail('value-out-of-range')
  return text.length > limit ? fail('text-too-long') : ok(cleanLine(text))
}

/** A value from the program, which may come from an input field. */
export function checkValue<T>(
  schema: v.GenericSchema<unknown, T>,
  value: unknown,
): Result<T, 'value-out-of-range'> {
  const parsed = v.safeParse(schema, value)
  return parsed.success ? ok(parsed.output) : fail('value-out-of-range')
}

/** How a plain field of an entry is checked before it is written. */
export type FieldRule = (value: unknown) => Result<unknown>

/** The fields of a change that are given, checked; the first failure otherwise. */
export function checkFields(
  rules: ReadonlyMap<string, FieldRule>,
  change: object,
): Result<[string, unknown][]> {
  const checked: [string, unknown][] = []
  for (const [key, value] of Object.entries(change)) {
    if (value === undefined) continue
    const rule = rules.get(key)
    invariant(rule !== undefined, `no rule for the field ${key}`)
    const result = rule(value)
    if (!result.ok) return result
    checked.push([key, result.value])
  }
  return ok(checked)
}
