import type { UtilityProcess } from 'electron'
import * as v from 'valibot'
import { failureCodes } from '#shared/failure.ts'
import { fail, ok, type Result } from '#shared/result.ts'
import { parseUrl } from './parseUrl.ts'

/** A relay inside this app, so that two people need nothing else. */
export interface HostedRelay {
  /** Its address as others reach it, while it runs. */
  url(): string | null
  /** Starts it, instead of one that runs. Fails with the relay's own code, or 'relay-host-failed'. */
  start(port: number): Promise<Result<string>>
  stop(): Promise<Result<null>>
}

/** What the relay's process needs of the world, so that tests can run it without Electron. */
export interface HostedRelaySurroundings {
  readonly launch: () => UtilityProcess
  /** The folder for what the relay holds: sealed bytes only. */
  readonly data: string
  /** The address of this computer in its own network, asked at each start. */
  readonly address: () => string
}

const answer = v.variant('kind', [
  v.object({ kind: v.literal('ready'), url: v.string() }),
  v.object({ kind: v.literal('failed'), code: v.picklist(failureCodes) }),
])

const patience = 20_000

interface Running {
  readonly process: UtilityProcess
  readonly url: string
  readonly ended: Promise<void>
}

/**
 * Runs the relay in a process of its own, which holds no key. It listens for everybody in the own
 * network, since another member must reach it. Starts and stops follow one another.
 */
export function createHostedRelay(surroundings: HostedRelaySurroundings): HostedRelay {
  let running: Running | null = null
  let last: Promise<unknown> = Promise.resolve()

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = last.then(work)
    last = mine.catch(() => undefined)
    return mine
  }

  async function end(): Promise<void> {
    const old = running
    running = null
    old?.process.kill()
    await old?.ended
  }

  async function start(port: number): Promise<Result<string>> {
    await end()
    const { launch, data, address } = surroundings
    const process = launch()
    const ended = new Promise<void>((done) => process.once('exit', () => done()))
    const answered = firstAnswer(process, ended)
    process.postMessage({ port, data, host: '0.0.0.0' })
    const inside = await answered
    if (!inside.ok) {
      process.kill()
      return inside
    }
    const mine = { process, ended, url: `ws://${address()}:${new URL(inside.value).port}` }
    running = mine
    void ended.then(() => {
      if (running === mine) running = null
    })
    return ok(mine.url)
  }

  return {
    url: () => running?.url ?? null,
    start: (port) => inTurn(() => start(port)),
    stop: () => inTurn(() => end().then(() => ok(null))),
  }
}

function firstAnswer(process: UtilityProcess, ended: Promise<void>): Promise<Result<string>> {
  return new Promise((done) => {
    const late = setTimeout(() => done(fail('relay-host-failed', 'no answer')), patience)
    const settle = (result: Result<string>) => {
      clearTimeout(late)
      done(result)
    }
    void ended.then(() => settle(fail('relay-host-failed', 'ended')))
    process.once('message', (raw: unknown) => settle(readAnswer(raw)))
  })
}

function readAnswer(raw: unknown): Result<string> {
  const parsed = v.safeParse(answer, raw)
  if (!parsed.success || (parsed.output.kind === 'ready' && parseUrl(parsed.output.url) === null))
    return fail('relay-host-failed', 'answer')
  return parsed.output.kind === 'ready' ? ok(parsed.output.url) : fail(parsed.output.code)
}
