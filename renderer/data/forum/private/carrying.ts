import type { DeviceId, MemberId } from '#shared/ids.ts'
import { fail, type Failure, ok, type Result } from '#shared/result.ts'
import type { Core } from '../core.ts'
import type { EpochMailbox } from '../mailboxes.ts'
import type { PrivateBody } from './body.ts'
import type { Outbox } from './outbox.ts'
import { fingerprintOf, type Recipient, recipientsOf, type SealPrivate } from './sealing.ts'

/** An open link to one device. */
export interface LinkTo {
  /** Differs for every link there ever was. */
  readonly id: string
  send(sealed: Uint8Array): void
}

/** What bringing private messages out needs. */
export interface CarryingSources {
  readonly core: Core
  readonly outbox: Outbox
  readonly seal: SealPrivate
  readonly target: () => EpochMailbox | null
  readonly linkTo: (device: DeviceId) => LinkTo | null
  readonly onProblem: (failure: Failure | null) => void
}

/** Says to the computers of `to`, of which `device` is meant, that a message or its end is stored. */
export interface Receipt {
  readonly to: MemberId
  readonly device: DeviceId
  readonly number: number
  readonly isEnd: boolean
}

/** Brings kept messages to mailbox and links, until they are confirmed. */
export interface Carrying {
  look(): void
  /** Says something over the links that are open now, and nowhere else. */
  say(to: MemberId, body: PrivateBody): Result<null>
  /** Tells the author's computers that this message is stored here. */
  confirm(receipt: Receipt): void
  /** The relay lost everything. */
  forget(): void
  stop(): void
}

const closedDelay = 500
const refusedDelay = 30_000

export function createCarrying(sources: CarryingSources): Carrying {
  const { core, outbox, seal } = sources
  /** For what keys, under which message, the relay has it or is about to; and by which link it went. */
  const relayed = new Map<string, string>()
  const passed = new Map<string, string>()
  /** Confirmations that could not leave yet. Whoever misses one sends the message again. */
  const receipts = new Map<string, Receipt>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let isLooking = false
  let stopped = false

  function later(delay: number): void {
    clearTimeout(timer)
    if (!stopped) timer = setTimeout(look, delay)
  }

  function sealed(
    recipients: readonly Recipient[],
    body: PrivateBody,
  ): () => Uint8Array | undefined {
    let bytes: Uint8Array | undefined
    return () => {
      if (bytes !== undefined) return bytes
      const made = seal(recipients, 'kept', body)
      if (made.ok) bytes = made.value
      else sources.onProblem(made.failure)
      return bytes
    }
  }

  async function post(name: string, fingerprint: string, bytes: Uint8Array, box: EpochMailbox) {
    relayed.set(name, fingerprint)
    const kept = await box.append(bytes)
    if (stopped) return
    if (kept.ok) return sources.onProblem(null)
    relayed.delete(name)
    const isClosed = kept.failure.code === 'link-closed'
    if (!isClosed) sources.onProblem(kept.failure)
    later(isClosed ? closedDelay : refusedDelay)
  }

  function carry(to: MemberId, name: string, body: PrivateBody): void {
    const recipients = recipientsOf(core, to)
    if (recipients.length === 0) return
    const bytes = sealed(recipients, body)
    for (const { id } of recipients) {
      const link = sources.linkTo(id)
      if (link === null || passed.get(`${name} ${id}`) === link.id) continue
      const made = bytes()
      if (made === undefined) return
      passed.set(`${name} ${id}`, link.id)
      link.send(made)
    }
    const box = sources.target()
    const fingerprint = fingerprintOf(recipients)
    if (box === null || relayed.get(name) === fingerprint) return
    const made = bytes()
    if (made !== undefined) void post(name, fingerprint, made, box)
  }

  function confirmNow(): void {
    for (const [name, { to, device, number, isEnd }] of receipts) {
      const recipients = recipientsOf(core, to)
      const box = sources.target()
      const link = sources.linkTo(device)
      if (box === null && link === null) continue
      receipts.delete(name)
      if (!recipients.some(({ id }) => id === device)) continue
      const made = seal(recipients, 'kept', { what: 'receipt', to: device, number, isEnd })
      if (!made.ok) continue
      link?.send(made.value)
      // The author sends it again if this is lost.
      if (box !== null) void box.append(made.value)
    }
  }

  function look(): void {
    // Sealing may change what is looked at; one look at a time is enough.
    if (stopped || isLooking) return
    isLooking = true
    try {
      for (const { to, message } of outbox.all()) {
        const { number, content } = message
        const isEnding = content === null
        const body: PrivateBody = isEnding
          ? { what: 'ended', number }
          : { what: 'message', number, ...content }
        carry(to, `${number} ${isEnding ? 'ended' : ''}`, body)
      }
      confirmNow()
    } finally {
      isLooking = false
    }
  }

  return {
    look,
    say(to, body) {
      const recipients = recipientsOf(core, to)
      const links = recipients.flatMap(({ id }) => sources.linkTo(id) ?? [])
      if (links.length === 0) return fail('link-closed')
      const made = seal(recipients, 'ephemeral', body)
      if (!made.ok) return made
      for (const link of links) link.send(made.value)
      return ok(null)
    },
    confirm(receipt) {
      receipts.set(`${receipt.device} ${receipt.number} ${receipt.isEnd}`, receipt)
      confirmNow()
    },
    forget() {
      relayed.clear()
      look()
    },
    stop() {
      stopped = true
      clearTimeout(timer)
    },
  }
}
