import type { createMesh, Handshake, MeshOptions } from '#renderer/data/mesh/index.ts'
import type { Clock, Link } from '#renderer/data/sync/index.ts'
import type { DeviceId } from '#shared/ids.ts'
import { type LinkPair, linkPair } from '../sync/world/memoryLink.ts'

/** Which of the computers have a direct way to each other. */
export interface MemoryMesh {
  /** The mesh of a computer; `isOpen` says whether others can reach it now. */
  of(isOpen: () => boolean): typeof createMesh
  /** Every frame that was sent to a device, by whomever. */
  sentTo(device: DeviceId): readonly Uint8Array[]
}

interface Inside {
  readonly options: MeshOptions
  readonly isOpen: () => boolean
}

const clock: Clock = {
  now: () => Date.now(),
  after(milliseconds, run) {
    const timer = setTimeout(run, milliseconds)
    return () => clearTimeout(timer)
  },
}
const lookEvery = 50

/** Rooms in this process: whoever is in the same one and reachable gets a link, after the real handshake. */
export function createMemoryMesh(): MemoryMesh {
  return {
    sentTo: (device) => sent.get(device) ?? [],
    of: (isOpen) => (options) => {
      const inside: Inside = { options, isOpen }
      const others = rooms.get(options.room) ?? new Set()
      rooms.set(options.room, others.add(inside))
      const timer = setInterval(() => meet(inside), lookEvery)
      return {
        destroy() {
          clearInterval(timer)
          rooms.get(options.room)?.delete(inside)
          for (const [key, pair] of pairs) if (key.includes(inside)) drop(key, pair)
          return Promise.resolve()
        },
      }
    },
  }
}

const rooms = new Map<string, Set<Inside>>()
const pairs = new Map<readonly [Inside, Inside], LinkPair>()
const sent = new Map<DeviceId, Uint8Array[]>()

/** The same link, whose frames are noted. */
function noted(link: Link): Link {
  const frames = sent.get(link.device) ?? []
  sent.set(link.device, frames)
  return {
    ...link,
    send(frame) {
      frames.push(frame)
      return link.send(frame)
    },
  }
}

function drop(key: readonly [Inside, Inside], pair: LinkPair): void {
  pairs.delete(key)
  pair.drop()
}

function meet(me: Inside): void {
  for (const [key, pair] of pairs)
    if (key.includes(me) && !key.every((end) => end.isOpen())) drop(key, pair)
  for (const other of rooms.get(me.options.room) ?? []) {
    const isLinked = [...pairs.keys()].some((key) => key.includes(me) && key.includes(other))
    if (other === me || isLinked || !me.isOpen() || !other.isOpen()) continue
    const devices = prove(me, other)
    if (devices === null) continue
    const pair = linkPair(clock, devices, () => 2)
    pairs.set([me, other], pair)
    me.options.onLink(noted(pair.ends[0]))
    other.options.onLink(noted(pair.ends[1]))
  }
}

/** Both ends of the real handshake; null when it fails. Answers [me, other]. */
function prove(me: Inside, other: Inside): readonly [DeviceId, DeviceId] | null {
  const [mine, theirs] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)]
  const a = me.options.authenticate({
    role: 'caller',
    localFingerprint: mine,
    remoteFingerprint: theirs,
  })
  const b = other.options.authenticate({
    role: 'answerer',
    localFingerprint: theirs,
    remoteFingerprint: mine,
  })
  const toB = [a.opening]
  const toA = [b.opening]
  let known: DeviceId | null = null
  let knownBy: DeviceId | null = null
  while (toA.length + toB.length > 0) {
    const atB = step(b, toB.shift(), toA)
    const atA = step(a, toA.shift(), toB)
    if (atA === false || atB === false) return null
    known = atA ?? known
    knownBy = atB ?? knownBy
  }
  return known === null || knownBy === null ? null : [knownBy, known]
}

/** False when the handshake failed; the proven device at its end. */
function step(
  handshake: Handshake,
  message: Uint8Array | undefined,
  out: Uint8Array[],
): DeviceId | null | false {
  if (message === undefined) return null
  const done = handshake.receive(message)
  if (!done.ok) return false
  if (done.value.send !== null) out.push(done.value.send)
  return done.value.device
}
