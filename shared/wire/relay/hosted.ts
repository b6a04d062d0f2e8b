import * as v from 'valibot'
import { fail, ok, type Result } from '../../result.ts'
import type { FailureCode } from '../../failure.ts'

const relayPlaceSchema = v.strictObject({
  port: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65535)),
  data: v.pipe(v.string(), v.minLength(1)),
  host: v.pipe(v.string(), v.minLength(1)),
})

/** Where a relay listens and keeps its data; also the one message to a relay that the app hosts. */
export type RelayPlace = v.InferOutput<typeof relayPlaceSchema>

/** The one answer of a relay that the app hosts. */
export type HostedAnswer =
  | { readonly kind: 'ready'; readonly url: string }
  | { readonly kind: 'failed'; readonly code: FailureCode }

/** A relay's place, or 'malformed'. */
export function parseRelayPlace(value: unknown): Result<RelayPlace, 'malformed'> {
  const parsed = v.safeParse(relayPlaceSchema, value)
  return parsed.success ? ok(parsed.output) : fail('malformed')
}
