import type { FailureCode } from './failure.ts'

/** An expected failure: a named code and, where it helps a developer, a detail free of member content. */
export interface Failure<C extends FailureCode = FailureCode> {
  readonly code: C
  readonly detail?: string
}

/** Either a value or an expected failure. Broken invariants throw instead. */
export type Result<T, C extends FailureCode = FailureCode> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure<C> }

/** Wraps a value as success. */
export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value }
}

/** Wraps a named code as failure. `detail` must never hold member content. */
export function fail<C extends FailureCode>(
  code: C,
  detail?: string,
): { readonly ok: false; readonly failure: Failure<C> } {
  return { ok: false, failure: detail === undefined ? { code } : { code, detail } }
}

/** Throws when a case that the types rule out happens all the same. */
export function assertNever(value: never, what: string): never {
  throw new Error(`${what} has an unexpected value: ${String(value)}`)
}

/** Throws with the broken invariant in words. */
export function invariant(condition: boolean, broken: string): asserts condition {
  if (!condition) throw new Error(`Broken invariant: ${broken}`)
}
