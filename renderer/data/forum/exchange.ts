import {
  type EpochKeys,
  mailboxKeys,
  mailboxName,
  roomName,
  roomPassword,
  type Sodium,
} from '#crypto'
import { toHex } from '#shared/ids.ts'
import { fail, type Failure, ok, type Result } from '#shared/result.ts'
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
  /** The mailbox takes nothing, or takes it again (null). */
  readonly onProblem: (failure: Failure | null) => void
}

/** The ways by which sealed bytes leave and arrive: the mesh and the relay's mailbox. */
export interface Exchange {
  /** Goes to the room and mailbox of these keys; those of older keys close. */
  move(keys: EpochKeys): Promise<void>
  /** Puts an own envelope into the mailbox, after those before it. */
  post(stored: StoredEnvelope): void
  /** Puts other sealed bytes (entries on their way) into the mailbox that is current now. */
  postSealed(bytes: Uint8Array): void
  /** How many own envelopes the relay has not confirmed. */
  waiting(): number
  inspect(): Promise<Result<RelayView>>
  stop(): Promise<void>
}

const retryDelay = 30_000
const catchUpPause = 200

/** Opens both ways. Nothing moves until `move` named the keys. */
export function createExchange(sources: ExchangeSources): Exchange {
  const { sodium, relay } = sources
  const outbox: StoredEnvelope[] = []
  const lastWords = new Map<Mailbox, Set<Promise<void>>>()
  let mesh: Mesh | null = null
  let mailbox: Mailbox | null = null
  let mailboxId = ''
  /** Grows with each mailbox, so that what still waits on an older one knows that it is late. */
  let generation = 0
  let pumping = -1
  let caughtUp = false
  let stopped = false

  async function move(keys: EpochKeys): Promise<void> {
    const pair = mailboxKeys(sodium, keys)
    const id = toHex(mailboxName(sodium, pair.publicKey))
    if (id === mailboxId || stopped) return
    mailboxId = id
    const mine = ++generation
    leave(mailbox)
    mailbox = null
    caughtUp = false
    await mesh?.destroy()
    const from = await sources.cursor(id)
    if (stopped || mine !== generation) return
    const opened = relay.openMailbox(pair, {
      from,
      onBlob: async (cursor, bytes) => {
        await sources.onBlob(bytes)
        sources.rememberCursor(id, cursor)
      },
      onForgotten: sources.onForgotten,
    })
    mailbox = opened
    mesh = createMesh({
      signalling: signallingUrl(sources.relayUrl),
      room: roomName(sodium, keys),
      password: roomPassword(sodium, keys),
      authenticate: sources.authenticate(keys),
      iceServers: [],
      onLink: sources.onLink,
    })
    void pumpOnceCaughtUp(opened, mine)
  }

  /** An old mailbox closes as soon as it has our last words: the entries that lead out of it. */
  function leave(old: Mailbox | null): void {
    if (old === null) return
    void Promise.all(lastWords.get(old) ?? new Set<Promise<void>>()).then(() => {
      lastWords.delete(old)
      old.close()
    })
  }

  /** What lies in a mailbox may lead on to newer keys; nothing of ours is left in one we pass through. */
  async function pumpOnceCaughtUp(target: Mailbox, mine: number): Promise<void> {
    for (let newest: number | null = null; mine === generation && !stopped;) {
      if (newest === null) {
        const seen = await target.inspect()
        if (seen.ok) newest = seen.value.newest?.cursor ?? 0
      }
      if (newest !== null && target.cursor() >= newest) {
        caughtUp = true
        return pump(target, mine)
      }
      await new Promise((done) => setTimeout(done, catchUpPause))
    }
  }

  /** One after the other, so that the mailbox holds each log in its order. */
  async function pump(target: Mailbox, mine: number): Promise<void> {
    if (pumping === mine) return
    pumping = mine
    for (let next = outbox[0]; next !== undefined; next = outbox[0]) {
      const kept = await target.append(next.bytes)
      if (mine !== generation || stopped) return
      sources.onProblem(kept.ok ? null : kept.failure)
      if (!kept.ok) {
        setTimeout(resume, retryDelay)
        break
      }
      outbox.shift()
      sources.onKept(next)
    }
    pumping = -1
  }

  function resume(): void {
    if (mailbox !== null && caughtUp && !stopped) void pump(mailbox, generation)
  }

  return {
    move,
    post(stored) {
      outbox.push(stored)
      resume()
    },
    postSealed(bytes) {
      if (mailbox === null) return
      const waiting = lastWords.get(mailbox) ?? new Set<Promise<void>>()
      lastWords.set(mailbox, waiting)
      const posted = mailbox.append(bytes).then((kept) => {
        sources.onProblem(kept.ok ? null : kept.failure)
        waiting.delete(posted)
      })
      waiting.add(posted)
    },
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
      generation++
      mailbox?.close()
      await mesh?.destroy()
      relay.close()
    },
  }
}
