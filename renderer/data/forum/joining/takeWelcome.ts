import {
  decodeEntry,
  type DoorMessage,
  type Entry,
  type ForumState,
  type JoinSession,
  openWelcome,
  reduceChain,
  type Sodium,
  verifyWelcome,
} from '#crypto'
import { fail, ok, type Result } from '#shared/result.ts'

/** The chain of a welcome that holds. */
export interface WelcomedChain {
  readonly state: ForumState
  readonly entries: readonly Entry[]
}

/** A chain that fills more parts than this (28 MiB) is none of a forum of twelve. */
const mostParts = 160

/**
 * Takes the parts of welcomes as they come, and answers with each whole one: the chain, or why it
 * lets this computer in nowhere. Null while parts are missing, and for what is no part of one. A
 * first part begins anew: somebody who was interrupted says it all once more.
 */
export function createWelcomeTaker(sodium: Sodium) {
  const parts = new Map<number, readonly Uint8Array[]>()
  return (session: JoinSession, message: DoorMessage): Result<WelcomedChain> | null => {
    const part = openWelcome(sodium, session, message)
    if (!part.ok) return null
    const { index, count, entries: inPart } = part.value
    if (count > mostParts) return fail('too-large')
    if (index === 0) parts.clear()
    parts.set(index, inPart)
    if (parts.size < count) return null
    const entries: Entry[] = []
    for (const bytes of [...parts.values()].flat()) {
      const entry = decodeEntry(sodium, bytes)
      if (!entry.ok) return entry
      entries.push(entry.value)
    }
    const state = reduceChain(sodium, session.transcript.forum, entries)
    const verified = verifyWelcome(state, session.transcript)
    return verified.ok ? ok({ state, entries }) : verified
  }
}
