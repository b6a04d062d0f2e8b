import type { DeviceId } from '#shared/ids.ts'
import { fail, type Failure } from '#shared/result.ts'
import { decodeSyncMessage } from '#shared/wire/sync/index.ts'
import { tell } from './announce.ts'
import { createContext, send, trouble, type SyncContext } from './context.ts'
import { greet, handleMessage } from './handleMessage.ts'
import { createInbox } from './inbox.ts'
import { offer, offerEntries } from './offer.ts'
import { createPeer, type Peer } from './peer.ts'
import { plan } from './plan.ts'
import { statusDelay } from './settings.ts'
import { refreshMine, wantAgain } from './standing.ts'
import type { DeviceStatus, Link, Sync, SyncOptions } from './types.ts'

/**
 * Brings the stores of linked devices to the same content by exchanging original envelopes and
 * membership entries, each from one device only. Nothing is opened, merged or altered here; what
 * arrives goes through the store's one door. A device that breaks the protocol loses its link with
 * a named failure ('malformed', 'unsupported-version', 'rate-limited', 'link-closed').
 */
export function createSync(options: SyncOptions): Sync {
  const context = createContext(options)
  const exchanged = new Map<DeviceId, number | null>()
  let statusTimer: (() => void) | null = null
  let stopped = false

  function changed() {
    if (statusTimer !== null || stopped || options.onStatus === undefined) return
    statusTimer = options.clock.after(statusDelay, () => {
      statusTimer = null
      options.onStatus?.(status())
    })
  }

  function status(): readonly DeviceStatus[] {
    return Array.from(exchanged, ([device, lastExchangedAt]) => {
      const peers = [...context.peers].filter(({ link }) => link.device === device)
      const caughtUp = peers.some((peer) => isCaughtUp(context, peer))
      return { device, linked: peers.length > 0, lastExchangedAt, caughtUp }
    })
  }

  async function handle(peer: Peer, frame: Uint8Array) {
    const message = decodeSyncMessage(frame)
    if (!message.ok) return peer.link.close(message.failure)
    const handled = await handleMessage(context, peer, message.value).catch(failed)
    if (!handled.ok) return peer.link.close(handled.failure)
    if (peer.phase === 'open' && message.value.type !== 'presence')
      exchanged.set(peer.link.device, options.clock.now())
    changed()
  }

  function addLink(link: Link) {
    if (stopped) return link.close()
    const peer = createPeer(link)
    const inbox = createInbox((frame) => handle(peer, frame))
    context.peers.add(peer)
    if (!exchanged.has(link.device)) exchanged.set(link.device, null)
    link.onClose((reason) => {
      inbox.stop()
      forget(context, peer, reason)
      changed()
    })
    greet(context, peer)
    link.onFrame((frame) => {
      if (peer.phase !== 'closed' && !inbox.add(frame))
        link.close({ code: 'rate-limited', detail: 'too much waiting to be read' })
    })
    changed()
  }

  return {
    addLink,
    offer: (envelope) => {
      offer(context, envelope)
      changed()
    },
    offerEntries: (entries, own) => {
      offerEntries(context, entries, own)
      changed()
    },
    tell: (presence) => {
      for (const peer of context.peers) void tellPresence(peer, presence)
    },
    linkTo: (device) => {
      const peer = [...context.peers].find((each) => each.link.device === device)
      if (peer?.phase !== 'open') return null
      return {
        id: peer.link.id,
        send: (bytes) => void send(peer, { type: 'private', bytes }),
      }
    },
    retry: () => {
      const again = () => {
        wantAgain(context)
        plan(context)
      }
      // Without the vector some things are asked for that are here already; no harm is done.
      refreshMine(context).then(again, again)
    },
    shareAnew: (scope) => {
      const say = () => {
        for (const { log } of context.mine.all()) if (log.scope === scope) tell(context, log)
      }
      refreshMine(context).then(say, say)
    },
    status,
    stop: () => {
      stopped = true
      for (const { link } of [...context.peers]) link.close()
      context.timers.plan?.cancel()
      context.timers.tell?.cancel()
      statusTimer?.()
    },
  }
}

function forget(context: SyncContext, peer: Peer, reason: Failure) {
  peer.phase = 'closed'
  peer.asked?.cancel()
  peer.askedEntries?.cancel()
  context.peers.delete(peer)
  if (reason.code !== 'link-closed') trouble(context, peer, reason)
  // What it was asked for is asked of another device.
  plan(context)
}

function isCaughtUp(context: SyncContext, peer: Peer): boolean {
  const lacking = [
    peer.behind,
    peer.entriesBehind,
    peer.ahead,
    peer.fruitless,
    peer.fruitlessEntries,
  ]
  return (
    peer.phase === 'open' &&
    lacking.every(({ size }) => size === 0) &&
    peer.theirEntries.size === context.myEntries.size &&
    peer.unacknowledged.length === 0
  )
}

/** At most one on its way to a link: it is worthless once a newer one exists. */
async function tellPresence(peer: Peer, bytes: Uint8Array): Promise<void> {
  if (peer.phase !== 'open') return
  peer.presence.waiting = bytes
  if (peer.presence.sending) return
  peer.presence.sending = true
  for (let next: Uint8Array | null = bytes; next !== null; next = peer.presence.waiting) {
    peer.presence.waiting = null
    await send(peer, { type: 'presence', bytes: next })
  }
  peer.presence.sending = false
}

function failed(error: unknown) {
  return fail('database-failed', error instanceof Error ? error.message : undefined)
}
