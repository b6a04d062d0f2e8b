import { openSharedDocument } from '#renderer/data/docs/index.ts'
import type { SharedDocument } from '#renderer/data/docs/index.ts'
import type { Result } from '#shared/result.ts'

/** One member's copy, with everything it sent, in order. */
export interface Replica {
  readonly shared: SharedDocument
  readonly clientId: number
  readonly sent: Uint8Array<ArrayBuffer>[]
  /** How often the client id was reported lost. */
  lost: number
}

export function openReplica(clientId: number): Replica {
  const sent: Uint8Array<ArrayBuffer>[] = []
  const replica: Replica = {
    clientId,
    sent,
    lost: 0,
    shared: openSharedDocument({
      name: 'test',
      clientId,
      onUpdate: (update) => sent.push(update),
      onClientIdChanged: () => {
        replica.lost++
      },
    }),
  }
  return replica
}

/** Ids as the protocol derives them: any whole number of up to 53 bits. */
export const ids = [2 ** 53 - 1, 2 ** 52 + 12_345, 2 ** 31 + 7, 41] as const

/** Gives `to` what it has not had of `from`, through both steps of the door. */
export function deliver(from: Replica, to: Replica, had = 0): void {
  from.shared.flush()
  for (const update of from.sent.slice(had)) {
    must(to.shared.check(update, from.clientId))
    must(to.shared.apply(update))
  }
}

/** The value of a result that must be a success. */
export function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`expected success, got ${JSON.stringify(result.failure)}`)
  return result.value
}

export function codeOf(result: Result<unknown>): string {
  return result.ok ? 'ok' : result.failure.code
}
