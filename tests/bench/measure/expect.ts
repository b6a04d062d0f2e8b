import type { Result } from '#shared/result.ts'

/** The value of a result; a benchmark whose parts fail is broken and ends. */
export function must<T>(result: Result<T>, what: string): T {
  if (result.ok) return result.value
  const { code, detail } = result.failure
  throw new Error(`${what} failed: ${code}${detail === undefined ? '' : ` (${detail})`}`)
}
