import type { UtilityProcess } from 'electron'
import * as v from 'valibot'
import { fail, ok, type Result } from '#shared/result.ts'

/** A relay inside this app, so that two people need nothing else. */
export interface HostedRelay {
  url(): string | null
  start(port: number): Promise<Result<string>>
  stop(): Promise<Result<null>>
}

const message = v.variant('kind', [
  v.object({ kind: v.literal('ready'), url: v.string() }),
  v.object({ kind: v.literal('failed'), code: v.string() }),
])

const patience = 20_000

/**
 * Runs the relay in a process of its own, which holds no key. `launch` starts that process; the
 * relay listens for everybody in the own network, since another member must reach it.
 */
export function createHostedRelay(launch: () => UtilityProcess, data: string): HostedRelay {
  let running: { process: UtilityProcess; url: string } | null = null

  async function stop(): Promise<Result<null>> {
    const old = running
    running = null
    if (old !== null) {
      await new Promise<void>((done) => {
        old.process.once('exit', () => done())
        old.process.kill()
      })
    }
    return ok(null)
  }

  async function start(port: number): Promise<Result<string>> {
    await stop()
    const started = launch()
    const answer = new Promise<Result<string>>((done) => {
      const late = setTimeout(() => done(fail('relay-host-failed', 'no answer')), patience)
      const settle = (result: Result<string>) => {
        clearTimeout(late)
        done(result)
      }
      started.once('exit', () => settle(fail('relay-host-failed', 'ended')))
      started.once('message', (raw: unknown) => {
        const parsed = v.safeParse(message, raw)
        if (!parsed.success) return settle(fail('relay-host-failed', 'answer'))
        settle(
          parsed.output.kind === 'ready'
            ? ok(parsed.output.url)
            : fail('relay-host-failed', parsed.output.code),
        )
      })
    })
    started.postMessage({ port, data, host: '0.0.0.0' })
    const result = await answer
    if (!result.ok) {
      started.kill()
      return result
    }
    running = { process: started, url: result.value }
    started.once('exit', () => {
      if (running?.process === started) running = null
    })
    return result
  }

  return { url: () => running?.url ?? null, start, stop }
}
