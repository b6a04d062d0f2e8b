import type { Entry } from '#crypto'
import { encode, equalBytes } from '#shared/codec/index.ts'
import { writeIntent } from './intentFormat.ts'
import type { Intent } from './types.ts'

/**
 * Whether an entry does what the intent says, to whom it says, and nothing else. Cut-offs are not
 * part of an intent: the rules hold them to the logs of whoever goes.
 */
export function isWhatWasAgreed(intent: Intent, entry: Entry): boolean {
  const said = intentOf(entry, intent.type === 'admit' ? intent.name : '')
  return said !== null && equalBytes(bytesOf(said), bytesOf(intent))
}

const bytesOf = (intent: Intent) => encode((writer) => writeIntent(writer, intent))

/** The intent that an entry carries out; null of all that nobody can ask for. */
function intentOf({ author, body }: Entry, name: string): Intent | null {
  switch (body.type) {
    case 'member.remove':
      return { type: 'remove', member: body.member }
    case 'role.revoke':
      return { type: 'take-role', member: body.member }
    case 'role.grant':
      return { type: 'give-role', member: body.member }
    case 'device.revoke':
      return body.evidence === null ? { type: 'revoke-device', device: body.device } : null
    case 'member.admit': {
      const { invitation, device, proofKey, transcript, proof, guest } = body
      const candidate = { invitation, admitter: author, device, proofKey, transcript, proof }
      return guest === undefined ? { type: 'admit', name, candidate } : null
    }
    case 'recovery.use':
      return body.proof === null
        ? { type: 'return', member: body.member, device: body.device }
        : null
    default:
      return null
  }
}
