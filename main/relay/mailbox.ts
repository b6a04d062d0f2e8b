import type { WebSocket } from 'ws'
import { assertNever } from '#shared/result.ts'
import {
  countOf,
  cursorAt,
  decodeClientFrame,
  encodeRelayFrame,
  generationOf,
  mailboxVersion,
  relayLimits,
  type ClientFrame,
  type PlacedBlob,
  type RefusalCode,
  type RelayFrame,
} from '#shared/wire/relay/index.ts'
import { checkCapability, createChallenge } from './capability.ts'
import type { OnRelayEvent } from './event.ts'
import { takeFrames, type Inlet, type RawFrame } from './inlet.ts'
import type { RelayLimits } from './limits.ts'
import type { AppendOutcome, Meter } from './meter.ts'
import { answer, closeCodes, tell } from './outlet.ts'
import type { BlobListener, MailboxName, MailboxStore, StoredBlob } from './store/index.ts'

interface MailboxContext {
  readonly store: MailboxStore
  readonly limits: RelayLimits
  readonly meter: Meter
  readonly onEvent: OnRelayEvent
}

interface OpenBox {
  readonly mailbox: MailboxName
  readonly listener: BlobListener
  readonly leave: () => void
}

/** Serves one mailbox connection: a challenge, then frames until it closes or sends rubbish. */
export function serveMailbox(
  socket: WebSocket,
  { store, limits, meter, onEvent }: MailboxContext,
): Inlet {
  const challenge = createChallenge()
  const boxes = new Map<number, OpenBox>()
  let denials = 0

  const place = (count: number): number => cursorAt(store.generation, count)
  const placed = ({ cursor, bytes }: StoredBlob): PlacedBlob => ({ cursor: place(cursor), bytes })
  const reply = (frame: RelayFrame): Promise<void> => answer(socket, encodeRelayFrame(frame))
  const refuse = (request: number, code: RefusalCode): Promise<void> =>
    reply({ type: 'refused', request, code })

  function drop(event: 'malformed-frame' | 'disk-failed'): void {
    if (socket.readyState !== socket.OPEN) return
    onEvent(event)
    socket.close(event === 'disk-failed' ? closeCodes.internalError : closeCodes.policyViolation)
  }

  async function open(frame: ClientFrame & { type: 'open' }): Promise<void> {
    if (boxes.size >= relayLimits.boxes) return refuse(frame.request, 'rate-limited')
    const mailbox = checkCapability(challenge, frame.publicKey, frame.signature)
    if (mailbox === null) {
      onEvent('mailbox-denied')
      denials += 1
      await refuse(frame.request, 'mailbox-denied')
      if (denials >= limits.denials) socket.close(closeCodes.policyViolation)
      return
    }
    const listener: BlobListener = (blob) =>
      tell(
        socket,
        encodeRelayFrame({ type: 'pushed', box: frame.box, blob: placed(blob) }),
        limits.unreadBytes,
        onEvent,
      )
    boxes.set(frame.box, { mailbox, listener, leave: store.listen(mailbox, listener) })
    const { newest } = await store.summary(mailbox)
    await reply({ type: 'opened', request: frame.request, newest: place(newest) })
  }

  function close(number: number, box: OpenBox): void {
    box.leave()
    boxes.delete(number)
  }

  async function append(frame: ClientFrame & { type: 'append' }, box: OpenBox): Promise<void> {
    const { id, blob, request } = frame
    const { mailbox, listener } = box
    const startedAt = performance.now()
    const count = (outcome: AppendOutcome): void =>
      meter.appended(outcome, blob.length, performance.now() - startedAt)
    const kept = await store.append({ mailbox, id, bytes: blob, at: Date.now(), by: listener })
    if (kept.ok) {
      count(kept.value.fresh ? 'kept' : 'repeated')
      return reply({ type: 'appended', request, cursor: place(kept.value.cursor) })
    }
    switch (kept.failure.code) {
      case 'mailbox-full':
        onEvent('mailbox-full')
        count('refused')
        return refuse(request, 'mailbox-full')
      case 'malformed':
        count('refused')
        return refuse(request, 'malformed')
      default:
        count('failed')
        drop('disk-failed')
    }
  }

  async function read(frame: ClientFrame & { type: 'read' }, { mailbox }: OpenBox): Promise<void> {
    // A cursor of another generation says nothing about what lies here: everything comes after it.
    const known = generationOf(frame.after) === store.generation
    const after = known ? countOf(frame.after) : 0
    const { blobs, more } = await store.read(mailbox, after, frame.limitBytes)
    await reply({ type: 'page', request: frame.request, blobs: blobs.map(placed), more })
  }

  async function inspect(request: number, { mailbox }: OpenBox): Promise<void> {
    const { count, bytes, firstAt, lastAt, newest } = await store.summary(mailbox)
    const last = count === 0 ? undefined : (await store.read(mailbox, newest - 1, 1)).blobs[0]
    // What was there a moment ago may have been too old just now.
    const inspection =
      last === undefined
        ? { count: 0, bytes: 0, firstAt: null, lastAt: null, newest: null }
        : { count, bytes, firstAt, lastAt, newest: placed(last) }
    await reply({ type: 'inspected', request, inspection })
  }

  async function serve(frame: ClientFrame): Promise<void> {
    if (frame.type === 'ping') return reply({ type: 'pong', request: frame.request })
    const box = boxes.get(frame.box)
    if (frame.type === 'open') return box === undefined ? open(frame) : drop('malformed-frame')
    if (box === undefined) return drop('malformed-frame')
    switch (frame.type) {
      case 'append':
        return append(frame, box)
      case 'read':
        return read(frame, box)
      case 'inspect':
        return inspect(frame.request, box)
      case 'close':
        return close(frame.box, box)
      default:
        return assertNever(frame, 'Client frame')
    }
  }

  async function handle({ bytes, binary }: RawFrame): Promise<void> {
    if (socket.readyState !== socket.OPEN) return
    const frame = binary ? decodeClientFrame(bytes) : null
    if (frame === null || !frame.ok) return drop('malformed-frame')
    // The store throws when the disk fails or gives back what was never written.
    await serve(frame.value).catch(() => drop('disk-failed'))
  }

  socket.on('close', () => {
    for (const [number, box] of boxes) close(number, box)
  })
  const inlet = takeFrames(socket, {
    rate: limits.mailboxRate,
    workBytes: limits.workBytes,
    cost,
    handle,
    onEvent,
  })
  void reply({ type: 'challenge', version: mailboxVersion, challenge })
  return inlet
}

/** Reads and inspections are small to ask for and large to answer: their first byte tells. */
const largeAnswers: readonly (number | undefined)[] = [3, 4]

function cost({ bytes }: RawFrame): number {
  return largeAnswers.includes(bytes[0]) ? relayLimits.pageBytes : bytes.length
}
