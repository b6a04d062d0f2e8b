import { coSign, readProposal } from '#crypto'
import type { FailureCode } from '#shared/failure.ts'
import type { EntryId } from '#shared/ids.ts'
import { ok, type Result } from '#shared/result.ts'
import { subjects } from '../private/body.ts'
import { type AskSources, isIn } from './asker.ts'
import { encodeAskMessage } from './message.ts'
import { isWhatWasAgreed } from './sameIntent.ts'
import type { AskRecord, AskStore } from './store.ts'

/** The computer of the one who was asked and said yes. */
export interface Helper {
  /** Signs the newest proposal of an ask, if it is exactly what its person agreed to. */
  advance(record: AskRecord): Promise<Result<null>>
}

/** Signs for others; nothing but what was agreed, and what the rules would let stand. */
export function createHelper({ core, mail }: AskSources, store: AskStore): Helper {
  const { sodium, chain, device } = core

  async function refuse(record: AskRecord, entry: EntryId, code: FailureCode) {
    const refusal = encodeAskMessage({ id: record.id, what: 'refusal', entry, code })
    const sent = await mail.send(record.member, 'kept', subjects.asks, refusal)
    // Whoever proposes something else than was agreed has used the agreement up.
    return sent.ok ? store.remove(record.id, false) : sent
  }

  return {
    async advance(record) {
      const { proposal, intent } = record
      if (proposal === null) return ok(null)
      const state = chain.state.read()
      if (isIn(core, state, proposal)) return store.remove(record.id, false)
      if (record.isSent) return ok(null)
      const read = readProposal(sodium, state, proposal)
      if (!read.ok) {
        // The chain is not that far here.
        if (read.failure.code === 'entry-parent-unknown') return ok(null)
        return store.put({ ...record, proposal: null })
      }
      const { entry } = read.value
      const isExact =
        entry.author === record.device &&
        entry.coSigners.length === 1 &&
        isWhatWasAgreed(intent, entry)
      if (!isExact) return refuse(record, entry.id, 'entry-not-authorised')
      const signed = coSign(sodium, state, device, proposal)
      if (!signed.ok) {
        // The asker notices as soon as it knows of the newer keys, and proposes anew.
        if (signed.failure.code === 'co-signature-lapsed') return ok(null)
        return refuse(record, entry.id, signed.failure.code)
      }
      const { signature } = signed.value
      const answer = { id: record.id, what: 'signature', entry: entry.id, signature } as const
      const sent = await mail.send(record.member, 'kept', subjects.asks, encodeAskMessage(answer))
      return sent.ok ? store.put({ ...record, isSent: true }) : sent
    },
  }
}
