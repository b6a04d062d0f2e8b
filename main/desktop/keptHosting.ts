import type { FailureCode } from '#shared/failure.ts'
import { fail, ok, type Result } from '#shared/result.ts'
import type { Settings } from './files/settings.ts'
import type { HostedRelay } from './hostedRelay.ts'

/** A relay in this app as the person wants it, and how far that is so. */
export interface Hosting {
  /** Switched on, and not off again since: the wish outlives a restart and a failed start. */
  readonly wanted: boolean
  /** Its address as others reach it, while it runs. */
  readonly url: string | null
  /** Why the last start failed, while it is wanted. */
  readonly failure: FailureCode | null
}

/** The relay that the app hosts, remembered over a restart. Everything asked of it is done in turn. */
export interface KeptHosting {
  /** The step of start-up: starts it again if it was wanted when the app was left. */
  resume(): Promise<void>
  /** How it stands, once what is under way has ended. */
  look(): Promise<Hosting>
  /** Remembers the wish, then starts it; answers its address. */
  switchOn(port: number): Promise<Result<string>>
  /** Stops it, then forgets the wish. */
  switchOff(): Promise<Result<null>>
}

export function createKeptHosting(relay: HostedRelay, settings: Settings): KeptHosting {
  let failure: FailureCode | null = null
  let last: Promise<unknown> = Promise.resolve()

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = last.then(work)
    last = mine.catch(() => undefined)
    return mine
  }

  async function start(port: number): Promise<Result<string>> {
    // What launching throws names files; the page hears of a failed start and nothing more.
    const started = await relay.start(port).catch(() => fail('relay-host-failed', 'launch'))
    failure = started.ok ? null : started.failure.code
    return started
  }

  return {
    resume: () =>
      inTurn(async () => {
        const { hostPort } = settings.read()
        if (hostPort !== null) await start(hostPort)
      }),
    look: () =>
      inTurn(async () => ({
        wanted: settings.read().hostPort !== null,
        url: relay.url(),
        failure,
      })),
    switchOn: (port) =>
      inTurn(async () => {
        const kept = await settings.change({ hostPort: port })
        return kept.ok ? start(port) : kept
      }),
    switchOff: () =>
      inTurn(async () => {
        const stopped = await relay.stop()
        failure = null
        if (!stopped.ok) return stopped
        const forgotten = await settings.change({ hostPort: null })
        return forgotten.ok ? ok(null) : forgotten
      }),
  }
}
