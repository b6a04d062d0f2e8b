import { parseRelayPlace, type HostedAnswer } from '#shared/wire/relay/index.ts'
import { startRelay, type Relay } from './server.ts'

/** The part of Electron's `process.parentPort` that is used (Electron, utilityProcess). */
export interface ParentPort {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown
  postMessage(message: unknown): void
}

/** Runs a relay inside the desktop: waits for `{ port, data, host }`, answers once, ends on SIGTERM. */
export function runHosted(parent: ParentPort): void {
  let asked = false
  const answer = (message: HostedAnswer): void => parent.postMessage(message)

  async function start(message: unknown): Promise<void> {
    const place = parseRelayPlace(message)
    if (!place.ok) return answer({ kind: 'failed', code: place.failure.code })
    const relay = await startRelay(place.value)
    if (!relay.ok) return answer({ kind: 'failed', code: relay.failure.code })
    process.once('SIGTERM', () => void end(relay.value))
    answer({ kind: 'ready', url: relay.value.url })
  }

  parent.on('message', ({ data }) => {
    if (asked) return
    asked = true
    void start(data)
  })
}

/** The port to the parent keeps the process alive, so it has to be ended. */
async function end(relay: Relay): Promise<void> {
  await relay.stop()
  process.exit(0)
}
