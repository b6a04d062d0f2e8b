import * as v from 'valibot'
import { relayLimits } from './limits.ts'

/** Deepest nesting of signalling data; y-webrtc's own goes to 4. */
const maxDepth = 8

function depthAtMost(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true
  return depth > 0 && Object.values(value).every((part) => depthAtMost(part, depth - 1))
}

const topic = v.pipe(v.string(), v.minLength(1), v.maxLength(relayLimits.topicLength))
const topics = v.pipe(v.array(topic), v.maxLength(relayLimits.topics))

/** A base64 string under a room password, an object without one. */
const data = v.union([
  v.string(),
  v.pipe(
    v.looseObject({}),
    v.check((value) => depthAtMost(value, maxDepth), 'nested too deeply'),
  ),
])

/**
 * The five messages of y-webrtc's signalling (y-webrtc 10.3 bin/server.js). A client sends the
 * first four; a relay sends `publish` and `pong`.
 */
export const signalMessageSchema = v.variant('type', [
  v.strictObject({ type: v.literal('subscribe'), topics }),
  v.strictObject({ type: v.literal('unsubscribe'), topics }),
  v.strictObject({ type: v.literal('publish'), topic, data }),
  v.strictObject({ type: v.literal('ping') }),
  v.strictObject({ type: v.literal('pong') }),
])

export type SignalMessage = v.InferOutput<typeof signalMessageSchema>
