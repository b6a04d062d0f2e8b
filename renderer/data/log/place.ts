import type { EnvelopeId } from '#shared/ids.ts'

/** A place in a log with what stands there. */
export interface Place {
  readonly seq: number
  readonly id: EnvelopeId
}
