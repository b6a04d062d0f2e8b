import { type OpenedEnvelope, openPrivate, type PrivateLife } from '#crypto'
import type { DeviceId, MemberId } from '#shared/ids.ts'
import { fail, type Failure, ok, type Result } from '#shared/result.ts'
import type { LocalValues } from '../../local/index.ts'
import type { Readable } from '../../readable.ts'
import type { Core } from '../core.ts'
import { sealingPairs } from '../keys/sealingKeys.ts'
import type { EpochMailbox } from '../mailboxes.ts'
import { decodePrivateBody, mostPrivateBytes, type PrivateBody, type Subject } from './body.ts'
import { createCarrying, type LinkTo } from './carrying.ts'
import { openInbox, type Received } from './inbox.ts'
import { openOutbox } from './outbox.ts'
import { createSealing, privateDocument, privateFormat, recipientsOf } from './sealing.ts'

/** What private messages need. */
export interface MailSources {
  readonly core: Core
  readonly values: LocalValues
  readonly now: () => number
  /** Where kept messages are brought; null while nothing may leave. */
  readonly target: () => EpochMailbox | null
  /** The link to a device, if there is one and something may leave. */
  readonly linkTo: (device: DeviceId) => LinkTo | null
  /** The mailbox takes nothing, or takes it again (null). */
  readonly onProblem: (failure: Failure | null) => void
}

/** A message that is not kept: it was said over a link, now. */
export interface Said {
  readonly from: MemberId
  readonly device: DeviceId
  readonly subject: Subject
  readonly bytes: Uint8Array
}

/** Names an own message. */
export interface PrivateId {
  readonly to: MemberId
  readonly number: number
}

/**
 * What members say to each other alone. `kept` messages are stored at both ends and brought to the
 * forum's mailbox, sealed anew whenever the reader's computers or their keys change, until one of
 * them says that it has the message; they stay there until somebody ends them. `ephemeral` ones go
 * over open links only, and nothing of them stays anywhere.
 */
export interface PrivateMail {
  /** Others' kept messages, oldest first. */
  readonly messages: Readable<readonly Received[]>
  /**
   * Sends to all computers of a member. Fails as 'too-large' beyond 28 KiB, 'not-found' when they
   * are nobody here, 'list-full' when too much waits for them, 'link-closed' for an ephemeral one
   * when none of their computers is linked. A kept one takes the place of `instead`, an earlier one
   * to the same member, if that is still on its way.
   */
  send(
    to: MemberId,
    life: PrivateLife,
    subject: Subject,
    bytes: Uint8Array,
    instead?: number,
  ): Promise<Result<PrivateId>>
  /** Its author ends a kept message. */
  takeBack(id: PrivateId): Promise<Result<null>>
  /** Its reader ends it. */
  end(message: Received): Promise<Result<null>>
  onSaid(listener: (said: Said) => void): void
  /**
   * Takes a private envelope in that came through the door. Fails as `database-failed` (again
   * later), or with why it is refused for good; one that is for somebody else is 'ok'.
   */
  receive(opened: OpenedEnvelope, from: DeviceId | 'relay'): Promise<Result<null>>
  /** Keys, links or the chain have changed: what waits may go now. */
  look(): void
  /** The relay lost what it had. */
  relayForgot(): void
  stop(): void
}

/** Opens what is stored and begins to carry it. */
export async function openMail(sources: MailSources): Promise<PrivateMail> {
  const { core, values, now } = sources
  const { sodium, chain, device } = core
  const members = [...chain.state.read().members.keys()]
  const inbox = await openInbox(values, members)
  const outbox = await openOutbox(values, members, now)
  const seal = createSealing(core)
  const carrying = createCarrying({ ...sources, outbox, seal })
  const heard = new Map<string, number>()
  let onSaid: (said: Said) => void = () => undefined

  const memberOf = (id: DeviceId): MemberId | null => {
    const { devices, members: full } = chain.state.read()
    const member = devices.get(id)?.member
    return member !== undefined && full.has(member) ? member : null
  }

  async function receive(opened: OpenedEnvelope, from: DeviceId | 'relay'): Promise<Result<null>> {
    const { header } = opened
    if (header.kind !== 'private' || header.document !== privateDocument)
      return fail('malformed', 'kind')
    if (header.format !== privateFormat) return fail('unsupported-version')
    if (header.device === device.id) return ok(null)
    // Active at the heads it names is not enough: whoever is out by now has nothing to say.
    const author = memberOf(header.device)
    if (author === null) return fail('device-not-active')
    const read = openPrivate(sodium, opened, device.id, sealingPairs(sodium, core.held()))
    if (!read.ok) return read
    if (read.value === null) return ok(null)
    const body = decodePrivateBody(read.value.body)
    if (!body.ok) return body
    return read.value.life === 'kept'
      ? takeKept(author, header.device, body.value)
      : hear(author, opened, from, body.value)
  }

  /** Everybody speaks for themselves, and forward: what others play again is not heard. */
  function hear(
    author: MemberId,
    { header }: OpenedEnvelope,
    from: DeviceId | 'relay',
    body: PrivateBody,
  ): Result<null> {
    const place = `${header.device} ${header.incarnation}`
    if (from !== header.device) return fail('entry-not-authorised', 'ephemeral, from another')
    if (header.seq <= (heard.get(place) ?? 0)) return fail('previous-mismatch')
    heard.set(place, header.seq)
    if (body.what !== 'message') return fail('malformed', 'kind of message')
    onSaid({ from: author, device: header.device, subject: body.subject, bytes: body.bytes })
    return ok(null)
  }

  async function takeKept(from: MemberId, by: DeviceId, body: PrivateBody): Promise<Result<null>> {
    if (body.what === 'receipt') {
      // Receipts go to all computers of a member; only the one that wrote it is meant.
      return body.to === device.id ? outbox.confirmed(from, body.number, body.isEnd) : ok(null)
    }
    if (body.what === 'ended') {
      const ended = await inbox.endedByAuthor(from, by, body.number)
      if (ended.ok) carrying.confirm({ to: from, device: by, number: body.number, isEnd: true })
      return ended
    }
    const { number, subject, bytes } = body
    const taken = await inbox.take({ from, device: by, number, subject, at: now(), bytes })
    if (!taken.ok) return taken
    if (taken.value === 'full') return fail('list-full')
    carrying.confirm({ to: from, device: by, number, isEnd: false })
    return ok(null)
  }

  const unsubscribe = chain.state.subscribe(carrying.look)
  return {
    messages: inbox.messages,
    async send(to, life, subject, bytes, instead) {
      if (bytes.length > mostPrivateBytes) return fail('too-large')
      if (recipientsOf(core, to).length === 0) return fail('not-found')
      if (life === 'ephemeral') {
        const number = outbox.nextNumber()
        const said = carrying.say(to, { what: 'message', number, subject, bytes })
        return said.ok ? ok({ to, number }) : said
      }
      const number = await outbox.add(to, { subject, bytes }, instead)
      if (!number.ok) return number
      carrying.look()
      return ok({ to, number: number.value })
    },
    async takeBack({ to, number }) {
      const ended = await outbox.end(to, number)
      if (ended.ok) carrying.look()
      return ended
    },
    end: inbox.end,
    onSaid(listener) {
      onSaid = listener
    },
    receive,
    look: carrying.look,
    relayForgot: carrying.forget,
    stop() {
      unsubscribe()
      carrying.stop()
    },
  }
}
