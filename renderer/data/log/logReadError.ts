import type { FailureCode } from '#shared/failure.ts'

/** Thrown by the reads that return plain lists when the database itself fails. */
export class LogReadError extends Error {
  readonly code = 'database-failed' satisfies FailureCode
  constructor(detail: string) {
    super(`The log could not be read: ${detail}`)
    this.name = 'LogReadError'
  }
}
