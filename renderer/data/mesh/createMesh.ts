import type { DeviceId } from '#shared/ids.ts'
import { invariant, type Failure } from '#shared/result.ts'
import { createBackoff } from './backoff.ts'
import { maxMessageBytes } from './frames.ts'
import { createMeshLink, type MeshLink } from './meshLink.ts'
import { createMessageChannel, type MessageChannel } from './messageChannel.ts'
import { meshPeerConnection, type Connection } from './peerConnection.ts'
import { proveChannel } from './proveChannel.ts'
import { openProvider, type Provider } from './provider.ts'
import type { Mesh, MeshOptions, MeshStatus } from './types.ts'

/** A connection that has not come so far in this time is given up, in milliseconds. */
const patience = 5_000
/** Connections at most, and of these at most so many without proof. */
const maxConnections = 48
const maxUnproven = 40
/** Handshake messages are far smaller. */
const maxHandshakeBytes = 4096

/** One connection, from y-webrtc's opening it to its end. */
interface Attempt {
  readonly connection: Connection
  readonly messages: MessageChannel
  state: 'open' | 'linked' | 'held'
  link: MeshLink | null
  timer: ReturnType<typeof setTimeout>
}

// y-webrtc keeps its rooms in a module-wide map and subscribes every signalling socket to all of
// them, so two meshes at once would tell each relay the other's room.
let open = false
let lastDestroyed: Promise<void> = Promise.resolve()

/**
 * Finds the forum's devices through one signalling address and hands over a link for each that
 * proves itself. Only one mesh exists at a time; a new one waits until the one before is gone.
 */
export function createMesh(options: MeshOptions): Mesh {
  invariant(!open, 'a mesh is destroyed before the next is created')
  open = true
  const attempts = new Map<RTCPeerConnection, Attempt>()
  const backoff = createBackoff()
  let provider: Provider | null = null
  let signalling: MeshStatus['signalling'] = 'connecting'
  let destroyed = false

  function report() {
    let links = 0
    for (const { state } of attempts.values()) if (state === 'linked') links += 1
    options.onStatus?.({ signalling, connections: attempts.size, links })
  }

  function onOpen(connection: Connection) {
    const { channel, peer } = connection
    const messages = createMessageChannel(channel, maxHandshakeBytes, (failure) =>
      end(attempt, failure),
    )
    const tooLate = () => end(attempt, { code: 'link-closed', detail: 'half open' })
    const attempt: Attempt = {
      connection,
      messages,
      state: 'open',
      link: null,
      timer: setTimeout(tooLate, patience),
    }
    const unproven = [...attempts.values()].filter(({ state }) => state === 'open').length
    attempts.set(peer, attempt)
    channel.onopen = () => {
      clearTimeout(attempt.timer)
      attempt.timer = setTimeout(tooLate, patience)
      proveChannel(peer, messages, options.authenticate, (result) => {
        if (result.ok) onProven(attempt, result.value)
        else end(attempt, result.failure)
      })
    }
    channel.onclose = () => end(attempt, { code: 'link-closed' })
    // y-webrtc is still building its own side of it.
    if (attempts.size > maxConnections || unproven >= maxUnproven)
      queueMicrotask(() => end(attempt, { code: 'rate-limited', detail: 'too many connections' }))
    report()
  }

  function onProven(attempt: Attempt, device: DeviceId) {
    if (attempt.state !== 'open') return
    clearTimeout(attempt.timer)
    const remote = provider?.peerOf(attempt.connection.peer)
    if (remote) backoff.forgive(remote.id)
    // A device that comes anew has lost its earlier connection, whether we have noticed or not.
    for (const other of attempts.values())
      if (other.link?.link.device === device)
        end(other, { code: 'link-closed', detail: 'replaced' })
    attempt.state = 'linked'
    attempt.messages.allow(maxMessageBytes)
    attempt.link = createMeshLink(device, attempt.messages, (reason) => end(attempt, reason))
    options.onLink(attempt.link.link)
    report()
  }

  /** Ends a connection; after a breach of protocol it is left standing dead for a while. */
  function end(attempt: Attempt, reason: Failure) {
    if (attempt.state === 'held' || !attempts.has(attempt.connection.peer)) return
    clearTimeout(attempt.timer)
    attempt.messages.stop()
    const { peer } = attempt.connection
    const remote = provider?.peerOf(peer) ?? null
    const punished = reason.code !== 'link-closed' && remote !== null && !destroyed
    const wasLinked = attempt.state === 'linked'
    attempt.state = 'held'
    if (punished) {
      attempt.connection.hold()
      const pause = backoff.pauseAfterFailure(remote.id)
      attempt.timer = setTimeout(() => remote.destroy(), pause)
    } else {
      attempts.delete(peer)
      if (remote === null) peer.close()
      else remote.destroy()
    }
    if (!wasLinked) options.onRefused?.(reason)
    attempt.link?.end(reason)
    report()
  }

  function onGone({ peer }: Connection) {
    const attempt = attempts.get(peer)
    if (attempt === undefined) return
    clearTimeout(attempt.timer)
    attempts.delete(peer)
    attempt.messages.stop()
    attempt.link?.end({ code: 'link-closed' })
    report()
  }

  function onOdd(connection: Connection, what: string) {
    const attempt = attempts.get(connection.peer)
    if (attempt !== undefined) end(attempt, { code: 'malformed', detail: what })
  }

  const opened = lastDestroyed.then(() => {
    if (destroyed) return
    provider = openProvider({
      signalling: options.signalling,
      room: options.room,
      password: options.password,
      config: {
        iceServers: [...options.iceServers],
        iceTransportPolicy: options.iceTransportPolicy ?? 'all',
      },
      PeerConnection: meshPeerConnection({ onOpen, onEnd: onGone, onOdd }),
      onSignalling: (status) => {
        signalling = status
        report()
      },
    })
  })

  async function destroy() {
    await opened
    for (const attempt of [...attempts.values()]) end(attempt, { code: 'link-closed' })
    for (const { timer } of attempts.values()) clearTimeout(timer)
    await provider?.destroy()
    signalling = 'closed'
    report()
  }

  return {
    destroy: () => {
      if (!destroyed) {
        destroyed = true
        open = false
        lastDestroyed = destroy()
      }
      return lastDestroyed
    },
  }
}
