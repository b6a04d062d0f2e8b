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
import { takeFrames, type RawFrame } from './inlet.ts'
import type { RelayLimits } from './limits.ts'
import type { Listener, MailboxHub } from './mailboxHub.ts'
import { answer, closeCodes, tell } from './outlet.ts'
import type { MailboxName, MailboxStore, StoredBlob } from './store/index.ts'

interface MailboxContext {
  readonly store: MailboxStore
  readonly hub: MailboxHub
  readonly limits: RelayLimits
  readonly onEvent: OnRelayEvent
}

interface OpenBox {
  readonly mailbox: MailboxName
  readonly listener: Listener
}

/** Serves one mailbox connection: a challenge, then frames until it closes or sends rubbish. */
export function serveMailbox(
  socket: WebSocket,
  { store, hub, limits, onEvent }: MailboxContext,
): void {
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
    const listener: Listener = (blob) =>
      tell(
        socket,
        encodeRelayFrame({ type: 'pushed', box: frame.box, blob: placed(blob) }),
        limits.unreadBytes,
        onEvent,
      )
    boxes.set(frame.box, { mailbox, listener })
    hub.listen(mailbox, listener)
    const { newest } = await store.summary(mailbox)
    await reply({ type: 'opened', request: frame.request, newest: place(newest) })
  }

  function close(number: number, box: OpenBox): void {
    hub.leave(box.mailbox, box.listener)
    boxes.delete(number)
  }

  async function append(frame: ClientFrame & { type: 'append' }, box: OpenBox): Promise<void> {
    const { id, blob, request } = frame
    const kept = await store.append({ mailbox: box.mailbox, id, bytes: blob, at: Date.now() })
    if (kept.ok) {
      const { cursor, fresh } = kept.value
      if (fresh) hub.tell(box.mailbox, { cursor, bytes: blob }, box.listener)
      return reply({ type: 'appended', request, cursor: place(cursor) })
    }
    switch (kept.failure.code) {
      case 'mailbox-full':
        onEvent('mailbox-full')
        return refuse(request, 'mailbox-full')
      case 'malformed':
        return refuse(request, 'malformed')
      default:
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
    const last = count === 0 ? null : (await store.read(mailbox, newest - 1, 1)).blobs[0]
    const inspection = { count, bytes, firstAt, lastAt, newest: last ? placed(last) : null }
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
  takeFrames(socket, {
    rate: limits.mailboxRate,
    workBytes: limits.workBytes,
    cost,
    handle,
    onEvent,
  })
  void reply({ type: 'challenge', version: mailboxVersion, challenge })
}

/** Reads and inspections are small to ask for and large to answer: their first byte tells. */
const largeAnswers: readonly (number | undefined)[] = [3, 4]

function cost({ bytes }: RawFrame): number {
  return largeAnswers.includes(bytes[0]) ? relayLimits.pageBytes : bytes.length
}
