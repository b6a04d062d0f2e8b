import type { Sodium } from '#crypto'
import { ok, type Result } from '#shared/result.ts'
import { subjects } from '../private/body.ts'
import type { Received } from '../private/inbox.ts'
import type { PrivateMail } from '../private/mail.ts'
import type { Asker } from './asker.ts'
import { type AskMessage, decodeAskMessage, encodeAskMessage } from './message.ts'
import type { AskRecord, AskStore } from './store.ts'

/** What hearing messages about asks needs. */
export interface HearingSources {
  readonly sodium: Sodium
  readonly mail: PrivateMail
  readonly store: AskStore
  readonly asker: Asker
}

/** As many of one member's asks as wait for an answer here at once. */
export const mostOpenAsks = 8

/**
 * Does what one message about an ask calls for; each may come twice. Fails only with what says
 * something of this moment: then the message is heard again.
 */
export function createHearing({ sodium, mail, store, asker }: HearingSources) {
  /** An ask of ours that is open, by a message of the member whom we asked. */
  function mine(received: Received, { id }: AskMessage): AskRecord | undefined {
    const record = store.find(id, true)
    return record?.member === received.from ? record : undefined
  }

  /** An ask that is put to us, by a message of the very computer that asks. */
  function theirs(received: Received, { id }: AskMessage): AskRecord | undefined {
    const record = store.find(id, false)
    const isTheirs = record?.member === received.from && record.device === received.device
    return isTheirs ? record : undefined
  }

  function onAsk(
    { from, device, at, number }: Received,
    message: AskMessage & { readonly what: 'ask' },
  ): Promise<Result<null>> {
    const { id, intent } = message
    const all = store.records.read()
    const open = all.filter(({ isMine, member }) => !isMine && member === from)
    if (all.some((each) => each.id === id) || open.length >= mostOpenAsks)
      return Promise.resolve(ok(null))
    return store.put({
      id,
      isMine: false,
      member: from,
      device,
      intent,
      at,
      standing: 'asked',
      failure: null,
      proposal: null,
      number,
      isSent: false,
    })
  }

  async function onAnswer(
    received: Received,
    message: AskMessage & { readonly what: 'answer' },
  ): Promise<Result<null>> {
    const record = mine(received, message)
    if (record === undefined) {
      // Withdrawn meanwhile, or put away: so they need not go on waiting.
      const over = encodeAskMessage({ id: message.id, what: 'over' })
      const sent = await mail.send(received.from, 'kept', subjects.asks, over)
      return sent.ok ? ok(null) : sent
    }
    if (record.standing !== 'asked' && record.standing !== 'agreed') return ok(null)
    if (!message.yes) return store.put({ ...record, standing: 'declined', proposal: null })
    if (record.standing === 'agreed') return ok(null)
    return store.put({ ...record, standing: 'agreed', device: received.device })
  }

  return async (received: Received): Promise<Result<null>> => {
    const read = decodeAskMessage(sodium, received.bytes)
    if (!read.ok) return ok(null)
    const message = read.value
    switch (message.what) {
      case 'ask':
        return onAsk(received, message)
      case 'answer':
        return onAnswer(received, message)
      case 'over':
        return theirs(received, message) === undefined ? ok(null) : store.remove(message.id, false)
      case 'proposal': {
        const record = theirs(received, message)
        const { number } = received
        // Messages may come out of order; only a newer one counts.
        if (record === undefined || number <= record.number) return ok(null)
        return store.put({ ...record, proposal: message.canonical, number, isSent: false })
      }
      case 'signature': {
        const record = mine(received, message)
        const isDue = record?.standing === 'agreed' && record.device === received.device
        return isDue ? asker.signed(record, message.entry, message.signature) : ok(null)
      }
      case 'refusal': {
        const record = mine(received, message)
        const isDue = record?.standing === 'agreed' && record.device === received.device
        if (!isDue) return ok(null)
        return store.put({ ...record, standing: 'failed', failure: message.code, proposal: null })
      }
    }
  }
}
