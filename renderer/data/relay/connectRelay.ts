import type { Sodium } from '#crypto'
import type { FailureCode } from '#shared/failure.ts'
import { parseRelayAddress } from '#shared/relayAddress.ts'
import { mailboxPath } from '#shared/wire/relay/index.ts'
import { defaultBackoff, waitBefore, type Backoff } from './backoff.ts'
import { startConversation, type Conversation, type EndCode } from './conversation.ts'
import { createMailbox, type DrivenMailbox } from './mailbox.ts'
import type { RelayLink, RelayStatus } from './types.ts'

export interface RelayLinkOptions {
  /** `ws://host:port` or `wss://host:port`. */
  readonly url: string
  readonly sodium: Sodium
  readonly onStatus?: (status: RelayStatus) => void
  readonly backoff?: Backoff
}

/** A connection has to last this long before the next wait starts small again. */
const steadyMs = 10_000

interface Current {
  readonly conversation: Conversation
  challenge: Uint8Array | null
  readonly startedAt: number
}

/**
 * Connects to a relay's mailboxes and keeps connecting, each wait longer than the last, until closed.
 * A relay that cannot be reached or answers rubbish is a status, never an exception.
 */
export function connectRelay({
  url,
  sodium,
  onStatus = () => undefined,
  backoff = defaultBackoff,
}: RelayLinkOptions): RelayLink {
  const address = parseRelayAddress(url)
  const mailboxes = new Map<number, DrivenMailbox>()
  let nextBox = 0
  let status: RelayStatus = { state: 'connecting', failure: null }
  let current: Current | null = null
  let attempt = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  function tell(next: RelayStatus): void {
    if (next.state === status.state && next.failure === status.failure) return
    status = next
    onStatus(next)
  }

  function refuse(code: FailureCode): void {
    tell({ state: 'closed', failure: code })
    for (const mailbox of mailboxes.values()) mailbox.refuse(code)
  }

  function start(endpoint: string): void {
    tell({ state: 'connecting', failure: status.failure })
    try {
      connect(endpoint)
    } catch {
      // The platform refuses this address for this page (mixed content): trying again would not help.
      refuse('relay-address-invalid')
    }
  }

  function connect(endpoint: string): void {
    const conversation = startConversation(endpoint, {
      onChallenge(challenge) {
        if (current === null) throw new Error('Broken invariant: only a live connection challenges')
        current.challenge = challenge
        for (const mailbox of mailboxes.values()) void mailbox.attach(conversation, challenge)
        // Only a correct answer shows that this is a relay.
        void conversation.ask({ type: 'ping' }, 'pong').then((answer) => {
          if (answer.ok) tell({ state: 'connected', failure: null })
        })
      },
      onPush(box, blob) {
        // A mailbox just closed may still be pushed to.
        if (box < nextBox) mailboxes.get(box)?.pushed(blob)
        else conversation.end('relay-malformed')
      },
      onEnd: (why) => ended(endpoint, why),
    })
    current = { conversation, challenge: null, startedAt: performance.now() }
  }

  function ended(endpoint: string, why: EndCode): void {
    if (current !== null && performance.now() - current.startedAt > steadyMs) attempt = 0
    current = null
    for (const mailbox of mailboxes.values()) mailbox.detach()
    if (why === 'link-closed') return
    tell({ state: 'waiting', failure: why })
    timer = setTimeout(() => start(endpoint), waitBefore(attempt, backoff, Math.random()))
    attempt += 1
  }

  if (address.ok) start(address.value + mailboxPath)
  else refuse(address.failure.code)

  return {
    openMailbox(capability, options) {
      const box = nextBox++
      const driven = createMailbox(sodium, capability, box, options, () => mailboxes.delete(box))
      mailboxes.set(box, driven)
      if (status.state === 'closed') driven.refuse(status.failure ?? 'link-closed')
      else if (current?.challenge) void driven.attach(current.conversation, current.challenge)
      return driven.mailbox
    },
    status: () => status,
    retryNow() {
      if (!address.ok || status.state !== 'waiting') return
      clearTimeout(timer)
      start(address.value + mailboxPath)
    },
    close() {
      if (status.state === 'closed') return
      clearTimeout(timer)
      tell({ state: 'closed', failure: null })
      current?.conversation.end('link-closed')
      for (const { mailbox } of [...mailboxes.values()]) mailbox.close()
    },
  }
}
