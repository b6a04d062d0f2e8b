import {
  assembleEntry,
  type DeviceSecrets,
  type ForumState,
  proposeEntry,
  readProposal,
} from '#crypto'
import type { DeviceId, EntryId } from '#shared/ids.ts'
import { fail, type Failure, ok, type Result } from '#shared/result.ts'
import type { Publish } from '../author.ts'
import type { Core } from '../core.ts'
import { subjects } from '../private/body.ts'
import type { PrivateMail } from '../private/mail.ts'
import type { CutOffSources } from '../cutOffs.ts'
import { bodyOf, withAllThatFollows } from './making.ts'
import { encodeAskMessage, mostProposalBytes } from './message.ts'
import type { AskRecord, AskStore } from './store.ts'
import type { Intent } from './types.ts'

/** What both sides of asks need. */
export interface AskSources {
  readonly core: Core
  readonly open: CutOffSources['open']
  readonly mail: PrivateMail
  readonly now: () => number
  readonly publish: Publish
  /** New keys may have been opened here. */
  readonly lead: () => Promise<void>
}

/** The computer of the one who asks. */
export interface Asker {
  /** Whether this could be signed with a computer of that member at all, as things stand. */
  probe(intent: Intent, coSigner: DeviceId): Promise<Result<null>>
  /** Takes an agreed ask as far as it goes now. */
  advance(record: AskRecord): Promise<Result<null>>
  /** The co-signature for an ask's proposal came: publishes. */
  signed(record: AskRecord, entry: EntryId, signature: Uint8Array): Promise<Result<null>>
}

/**
 * A proposal lapses when this device writes anything else or the forum's keys change. Nothing waits
 * for it: own entries are written as ever, and whatever lapsed is proposed anew by itself.
 */
export function createAsker(sources: AskSources, store: AskStore): Asker {
  const { core, mail, publish, now } = sources
  const { sodium, chain, device, log } = core
  const reading = { log, open: sources.open }

  async function propose(
    state: ForumState,
    intent: Intent,
    coSigner: DeviceId,
  ): Promise<Result<Uint8Array>> {
    if (!state.devices.has(device.id)) return fail('forum-ended')
    const body = await bodyOf(reading, state, intent)
    if (!body.ok) return body
    const options = { clock: now(), body: body.value, coSigners: [coSigner] }
    const proposal = proposeEntry(sodium, state, device, options)
    if (!proposal.ok) return proposal
    const { canonical } = proposal.value
    return canonical.length > mostProposalBytes ? fail('too-large') : ok(canonical)
  }

  /** Made between own entries, and stored before it is sent. */
  function makeProposal(record: AskRecord, coSigner: DeviceId): Promise<Result<null>> {
    return publish(async (state) => {
      const canonical = await propose(state, record.intent, coSigner)
      if (!canonical.ok) return canonical
      const proposal = canonical.value
      const stored = await store.put({ ...record, proposal, isSent: false })
      return stored.ok ? ok([]) : stored
    })
  }

  async function sendProposal(record: AskRecord): Promise<Result<null>> {
    if (record.proposal === null) return ok(null)
    const { id, member, number, proposal: canonical } = record
    const message = encodeAskMessage({ id, what: 'proposal', canonical })
    const sent = await mail.send(member, 'kept', subjects.asks, message, number)
    if (!sent.ok) return sent
    return store.put({ ...record, number: sent.value.number, isSent: true })
  }

  function fails(record: AskRecord, { code }: Failure): Promise<Result<null>> {
    return store.put({ ...record, standing: 'failed', failure: code, proposal: null })
  }

  async function advance(record: AskRecord): Promise<Result<null>> {
    const state = chain.state.read()
    const { proposal, device: coSigner } = record
    if (proposal !== null && isIn(core, state, proposal))
      return store.put({ ...record, standing: 'done', proposal: null })
    // Keys are about to change: what is proposed now would lapse.
    if (coSigner === null || state.rotationOwed) return ok(null)
    if (proposal === null || isLapsed(core, state, proposal)) {
      const made = await makeProposal(record, coSigner)
      if (!made.ok) return isForNow(made.failure) ? made : fails(record, made.failure)
    }
    const made = store.find(record.id, true)
    return made === undefined || made.isSent ? ok(null) : sendProposal(made)
  }

  async function signed(
    record: AskRecord,
    entry: EntryId,
    signature: Uint8Array,
  ): Promise<Result<null>> {
    const { proposal: canonical, device: coSigner, intent } = record
    if (canonical === null || coSigner === null) return ok(null)
    const published = await publish((state) => {
      const read = readProposal(sodium, state, canonical)
      // An earlier proposal's, which has lapsed.
      if (read.ok && read.value.entry.id !== entry) return ok([])
      const given = [{ device: coSigner, signature }]
      const made = assembleEntry(sodium, state, device, canonical, given)
      return made.ok ? withAllThatFollows(core, state, intent, made.value, now()) : made
    })
    if (published.ok) {
      void sources.lead()
      return advance(record)
    }
    const { code } = published.failure
    if (code === 'co-signature-lapsed') return store.put({ ...record, proposal: null })
    return isForNow(published.failure) ? published : fails(record, published.failure)
  }

  return {
    probe: (intent, coSigner) =>
      publish(async (state) => {
        const canonical = await propose(state, intent, coSigner)
        return canonical.ok ? ok([]) : canonical
      }),
    advance,
    signed,
  }
}

/** Whether the entry that these bytes describe is in the chain. */
export function isIn({ sodium }: Core, state: ForumState, canonical: Uint8Array): boolean {
  const proposal = readProposal(sodium, state, canonical)
  return proposal.ok && state.dag.entry(proposal.value.entry.id) !== undefined
}

function isLapsed(
  { sodium, device }: { sodium: Core['sodium']; device: DeviceSecrets },
  state: ForumState,
  canonical: Uint8Array,
): boolean {
  const proposal = readProposal(sodium, state, canonical)
  if (!proposal.ok) return true
  const latest = state.dag.entriesOf(device.id).at(-1)?.id ?? null
  return proposal.value.entry.prev !== latest || proposal.value.entry.epoch !== state.currentEpoch
}

/** Whether a failure says something of this moment and nothing of the act. */
function isForNow({ code }: Failure): boolean {
  return code === 'database-failed' || code === 'disk-failed' || code === 'list-full'
}
