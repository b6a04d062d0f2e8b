import * as v from 'valibot'
import { fail, ok, type Result } from '../../result.ts'
import { signalMessageSchema, type SignalMessage } from './signalMessages.ts'

/** Text of a signalling frame as one of y-webrtc's five messages, or 'malformed'. */
export function parseSignalMessage(text: string): Result<SignalMessage, 'malformed'> {
  const parsed = v.safeParse(signalMessageSchema, parseJson(text))
  return parsed.success ? ok(parsed.output) : fail('malformed')
}

/** The parsed JSON, or undefined, which JSON cannot say. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
