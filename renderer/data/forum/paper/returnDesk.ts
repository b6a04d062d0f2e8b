import {
  createReturnOffer,
  createReturnRefusal,
  type Entry,
  mailboxName,
  openReturnWay,
  readReturnMessage,
  readReturnOffer,
  readReturnProof,
  readReturnRequest,
  returnOrder,
  type ReturnMessage,
  type ReturnProof,
  type ReturnRefusal,
  type ReturnRequest,
  returnRoom,
  useRecovery,
} from '#crypto'
import { toHex, type DeviceId } from '#shared/ids.ts'
import { ok, type Result } from '#shared/result.ts'
import type { Mailbox, RelayLink } from '../../relay/index.ts'
import type { Publish } from '../author.ts'
import type { Core } from '../core.ts'
import type { Memory } from '../memory.ts'
import { fetchBundle } from '../keys/fetchBundle.ts'
import { withOwedKeys } from '../owedKeys.ts'
import { wayBack } from './leaveWay.ts'
import type { Printed } from './printedKeys.ts'

/** What answering whoever comes back needs. */
export interface ReturnDeskSources {
  readonly core: Core
  readonly relay: RelayLink
  readonly memory: Pick<Memory, 'cursor' | 'rememberCursor'>
  readonly now: () => number
  readonly publish: Publish
  /** New keys were opened here. */
  readonly lead: () => Promise<void>
  /** These entries were new. */
  readonly onEntries: (added: readonly Entry[]) => Promise<void>
}

/** One printed key's return mailbox, watched by a member's device. */
export interface ReturnDesk {
  /** Whom the key brings back has changed. */
  set(printed: Printed): void
  close(): void
}

/** Somebody who asks, since they asked last. */
interface Asked {
  readonly request: ReturnRequest
  /** Another member's computer has answered this time. */
  isAnswered: boolean
  /** Somebody has said why not, this time. */
  isRefused: boolean
  /** What this computer knows was left for them because somebody offered who is out. */
  isWarned: boolean
}

/** Requests come again with each reading of the mailbox: only the newest of many is answered. */
const gatherDelay = 250
/** Each computer waits so long for each of those before it; in milliseconds. */
const turnDelay = 1_500
const maxComputers = 3

/**
 * Answers whoever comes back by one printed key. The computers of all members take turns; one that
 * has seen another answer leaves it at that, and has its turn again when the request comes again. Two
 * that answer at once do no harm: both may let in the same device, and once counts.
 */
export function createReturnDesk(sources: ReturnDeskSources, first: Printed): ReturnDesk {
  const { core, relay, memory } = sources
  const { sodium, chain, device: me } = core
  const room = returnRoom(sodium, core.held().forum, first.key)
  const name = toHex(mailboxName(sodium, room.mailbox.publicKey))
  let printed = first
  let asked: Asked | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let mailbox: Mailbox | null = null
  let letting = false
  let stopped = false

  async function open(): Promise<void> {
    const from = await memory.cursor(name)
    if (stopped) return
    mailbox = relay.openMailbox(room.mailbox, {
      from,
      onBlob(cursor, bytes) {
        const message = readReturnMessage(sodium, room, bytes)
        if (message.ok) hear(message.value)
        // A request that was lost here in a crash comes again.
        if (!stopped) memory.rememberCursor(name, cursor)
      },
    })
  }

  function hear(message: ReturnMessage): void {
    if (message.kind === 'request') return onRequest(message)
    if (message.kind === 'way') return void onWay(message)
    if (asked === null || message.conversation !== asked.request.conversation) return
    if (message.kind === 'refusal') asked.isRefused = true
    if (message.kind === 'offer') onOffer(asked, message)
    if (message.kind === 'proof') onProof(asked.request, message)
  }

  function onRequest(message: ReturnMessage): void {
    const request = readReturnRequest(sodium, room, message)
    if (!request.ok || isOver(request.value.device)) return
    const place = returnOrder(sodium, chain.state.read(), message.conversation).indexOf(me.id)
    if (place < 0) return
    asked = { request: request.value, isAnswered: false, isRefused: false, isWarned: false }
    clearTimeout(timer)
    timer = setTimeout(answer, gatherDelay + turnDelay * place)
  }

  /** It was here and is gone, or is here and has written: nobody waits for an answer. */
  function isOver(device: DeviceId): boolean {
    const { devices, dag } = chain.state.read()
    const isKnown = chain.ids().some((id) => {
      const body = chain.entry(id)?.body
      return body !== undefined && 'device' in body && isRecord(body.device, device)
    })
    return devices.has(device) ? dag.entriesOf(device).length > 0 : isKnown
  }

  /**
   * Only a computer that is in counts: whoever was in once knows this mailbox too, and could show the
   * forum as it stood when they were. What is known here makes that void, so it is left for them.
   */
  function onOffer(one: Asked, message: ReturnMessage): void {
    const offer = readReturnOffer(sodium, room, message)
    if (!offer.ok || offer.value.admitter === me.id) return
    if (chain.state.read().devices.has(offer.value.admitter)) one.isAnswered = true
    else if (!one.isWarned) {
      one.isWarned = true
      void leaveWay(one.request)
    }
  }

  /** On the computer that came back: somebody knows more of the forum than who let it in has shown. */
  async function onWay(message: ReturnMessage): Promise<void> {
    const way = openReturnWay(sodium, room, me, message)
    if (!way.ok) return
    const fetching = { sodium, relay, forum: room.forum, isStopped: () => stopped }
    const entries = await fetchBundle(fetching, way.value)
    if (!entries.ok || stopped) return
    const taken = await chain.add(entries.value)
    if (taken.ok && taken.value.added.length > 0) await sources.onEntries(taken.value.added)
  }

  function answer(): void {
    if (asked === null || asked.isAnswered || stopped) return
    const { request } = asked
    const state = chain.state.read()
    if (state.devices.has(request.device)) return void leaveWay(request)
    const why = whyNot()
    if (why !== null) {
      if (!asked.isRefused) say(createReturnRefusal(sodium, room, request.conversation, why))
    } else if (printed.member !== null) {
      const { conversation } = request
      say(createReturnOffer(sodium, room, me, { conversation, member: printed.member }))
    }
  }

  function whyNot(): ReturnRefusal | null {
    if (printed.member === null)
      return printed.isReplaced ? 'recovery-key-replaced' : 'return-not-member'
    const computers = chain.state.read().members.get(printed.member)?.devices.length ?? 0
    return computers >= maxComputers ? 'device-limit' : null
  }

  function onProof(request: ReturnRequest, message: ReturnMessage): void {
    const { member } = printed
    if (member === null || letting) return
    const answered = { request, member, admitter: me.id }
    const read = readReturnProof(sodium, room, message, answered)
    if (!read.ok || read.value === null) return
    letting = true
    void letIn(request, read.value).finally(() => {
      letting = false
    })
  }

  /** The return and the keys it owes in one step; then the way back is left. */
  async function letIn(request: ReturnRequest, { record, proof }: ReturnProof): Promise<void> {
    const published = await publishReturn(record, proof)
    if (stopped) return
    if (published.ok) {
      void sources.lead()
      await leaveWay(request)
    } else if (published.failure.code === 'device-limit')
      say(createReturnRefusal(sodium, room, request.conversation, 'device-limit'))
    // What else refuses may pass: the request comes again.
  }

  function publishReturn(
    record: ReturnProof['record'],
    proof: ReturnProof['proof'],
  ): Promise<Result<null>> {
    return sources.publish((state) => {
      const { member } = printed
      if (member === null || state.devices.has(record.id)) return ok([])
      const clock = sources.now()
      const options = { clock, member, device: record, proof }
      const entry = useRecovery(sodium, state, me, options)
      return entry.ok ? withOwedKeys(core, [entry.value], clock) : entry
    })
  }

  async function leaveWay(request: ReturnRequest): Promise<void> {
    const way = await wayBack(core, relay, room, request)
    if (way.ok && !stopped) say(way.value)
  }

  /** Nobody waits for it: while the relay is away it lies ready. */
  function say(message: Uint8Array): void {
    void mailbox?.append(message)
  }

  void open()
  return {
    set(next) {
      printed = next
    },
    close() {
      stopped = true
      clearTimeout(timer)
      mailbox?.close()
    },
  }
}

/** Whether an entry brings this device in; other entries name a device by its id alone. */
function isRecord(named: unknown, device: DeviceId): boolean {
  return typeof named === 'object' && named !== null && 'id' in named && named.id === device
}
