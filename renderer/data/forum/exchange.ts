import {
  type EpochKeys,
  mailboxKeys,
  mailboxName,
  roomName,
  roomPassword,
  type Sodium,
} from '#crypto'
import { toHex } from '#shared/ids.ts'
import { fail, ok, type Result } from '#shared/result.ts'
import type { StoredEnvelope } from '../log/index.ts'
import { type Authenticate, createMesh, type Mesh } from '../mesh/index.ts'
import { type Mailbox, type RelayLink, signallingUrl } from '../relay/index.ts'
import type { Link } from '../sync/index.ts'
import type { RelayView } from './types.ts'

/** What carrying sealed bytes needs. */
export interface ExchangeSources {
  readonly sodium: Sodium
  readonly relayUrl: string
  readonly relay: RelayLink
  readonly authenticate: (keys: EpochKeys) => Authenticate
  readonly onLink: (link: Link) => void
  /** A blob from the mailbox of an epoch; resolves when it was dealt with. */
  readonly onBlob: (bytes: Uint8Array) => Promise<void>
  /** How far a mailbox was read before, and the way to remember it. */
  readonly cursor: (mailbox: string) => Promise<number>
  readonly rememberCursor: (mailbox: string, cursor: number) => void
  /** The relay holds this envelope of ours now. */
  readonly onKept: (stored: StoredEnvelope) => void
  /** The relay lost what it had: everything of ours must be posted again. */
  readonly onForgotten: () => void
  readonly onProblem: (result: Result<unknown>) => void
}

/** The ways by which sealed bytes leave and arrive: the mesh and the relay's mailbox. */
export interface Exchange {
  /** Goes to the room and mailbox of these keys; those of older keys close. */
  move(keys: EpochKeys): Promise<void>
  /** Puts an own envelope into the mailbox, after those before it. */
  post(stored: StoredEnvelope): void
  /** Puts other sealed bytes (entries on their way) into the current mailbox. */
  postSealed(bytes: Uint8Array): Promise<Result<number>>
  /** How many own envelopes the relay has not confirmed. */
  waiting(): number
  inspect(): Promise<Result<RelayView>>
  stop(): Promise<void>
}

/** Opens both ways. Nothing moves until `move` named the keys. */
export function createExchange(sources: ExchangeSources): Exchange {
  const { sodium, relay } = sources
  const outbox: StoredEnvelope[] = []
  let mesh: Mesh | null = null
  let mailbox: Mailbox | null = null
  let mailboxId = ''
  let pumping = false
  let stopped = false

  async function move(keys: EpochKeys): Promise<void> {
    const pair = mailboxKeys(sodium, keys)
    const id = toHex(mailboxName(sodium, pair.publicKey))
    if (id === mailboxId || stopped) return
    mailboxId = id
    mailbox?.close()
    mailbox = null
    await mesh?.destroy()
    const from = await sources.cursor(id)
    if (stopped || mailboxId !== id) return
    mailbox = relay.openMailbox(pair, {
      from,
      onBlob: async (cursor, bytes) => {
        await sources.onBlob(bytes)
        sources.rememberCursor(id, cursor)
      },
      onForgotten: sources.onForgotten,
    })
    mesh = createMesh({
      signalling: signallingUrl(sources.relayUrl),
      room: roomName(sodium, keys),
      password: roomPassword(sodium, keys),
      authenticate: sources.authenticate(keys),
      iceServers: [],
      onLink: sources.onLink,
    })
    void pump()
  }

  /** One after the other, so that the mailbox holds each log in its order. */
  async function pump(): Promise<void> {
    if (pumping) return
    pumping = true
    for (let next = outbox[0]; next !== undefined && !stopped; next = outbox[0]) {
      const target = mailbox
      if (target === null) break
      const kept = await target.append(next.bytes)
      if (kept.ok) {
        outbox.shift()
        sources.onKept(next)
        continue
      }
      // The mailbox was changed under us: the new one gets it. Anything else waits for a new reason.
      if (target !== mailbox) continue
      sources.onProblem(kept)
      break
    }
    pumping = false
  }

  return {
    move,
    post(stored) {
      outbox.push(stored)
      void pump()
    },
    postSealed: (bytes) =>
      mailbox === null ? Promise.resolve(fail('relay-unreachable')) : mailbox.append(bytes),
    waiting: () => outbox.length,
    async inspect() {
      if (mailbox === null) return fail('relay-unreachable')
      const seen = await mailbox.inspect()
      if (!seen.ok) return seen
      const { count, bytes, firstAt, lastAt, newest } = seen.value
      return ok({
        url: sources.relayUrl,
        mailbox: mailboxId,
        count,
        bytes,
        firstAt,
        lastAt,
        newest: newest?.bytes ?? null,
      })
    },
    async stop() {
      stopped = true
      mailbox?.close()
      await mesh?.destroy()
      relay.close()
    },
  }
}
