import { EventEmitter } from 'node:events'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createHostedRelay } from '#main/desktop/hostedRelay.ts'
import { fail, ok } from '#shared/result.ts'

/** A process that answers as it is told and ends when it is killed, a moment later. */
class FakeProcess extends EventEmitter {
  asked: unknown[] = []
  alive = true
  readonly pid = 1
  readonly stdout = null
  readonly stderr = null

  postMessage(message: unknown): void {
    this.asked.push(message)
  }

  kill(): boolean {
    setImmediate(() => this.end(0))
    return this.alive
  }

  end(code: number): void {
    if (!this.alive) return
    this.alive = false
    this.emit('exit', code)
  }
}

function hosting(answers: readonly unknown[] = []) {
  const started: FakeProcess[] = []
  const relay = createHostedRelay({
    launch() {
      expect(started.filter((one) => one.alive)).toEqual([])
      const process = new FakeProcess()
      const answer = answers[started.length]
      started.push(process)
      if (answer !== undefined) setImmediate(() => process.emit('message', answer))
      return process
    },
    data: '/profile/relay',
    address: () => '192.168.1.5',
  })
  return { relay, started }
}

const ready = (port: number) => ({ kind: 'ready', url: `ws://127.0.0.1:${port}` })

describe('The relay that the app hosts', () => {
  test('is asked to listen for everybody and answers the address others reach it under', async () => {
    const { relay, started } = hosting([ready(4455)])
    expect(relay.url()).toBeNull()
    expect(await relay.start(4455)).toEqual(ok('ws://192.168.1.5:4455'))
    expect(relay.url()).toBe('ws://192.168.1.5:4455')
    expect(started[0]?.asked).toEqual([{ port: 4455, data: '/profile/relay', host: '0.0.0.0' }])
  })

  test('is gone when it was stopped, and may be stopped twice', async () => {
    const { relay, started } = hosting([ready(4455)])
    await relay.start(4455)
    expect(await relay.stop()).toEqual(ok(null))
    expect(started[0]?.alive).toBe(false)
    expect(relay.url()).toBeNull()
    expect(await relay.stop()).toEqual(ok(null))
  })

  test('that ends by itself is no longer told of, and can be started anew', async () => {
    const { relay, started } = hosting([ready(4455), ready(4455)])
    await relay.start(4455)
    started[0]?.end(1)
    await expect.poll(() => relay.url()).toBeNull()
    expect(await relay.start(4455)).toEqual(ok('ws://192.168.1.5:4455'))
    expect(started).toHaveLength(2)
  })

  test('started twice at once runs once at a time, and the last one stays', async () => {
    const { relay, started } = hosting([ready(4455), ready(4456)])
    const both = await Promise.all([relay.start(4455), relay.start(4456)])
    expect(both).toEqual([ok('ws://192.168.1.5:4455'), ok('ws://192.168.1.5:4456')])
    expect(started.map((one) => one.alive)).toEqual([false, true])
    expect(relay.url()).toBe('ws://192.168.1.5:4456')
  })

  test.each(['relay-port-in-use', 'relay-data-in-use', 'disk-failed'])(
    'that cannot start says why: %s',
    async (code) => {
      const { relay, started } = hosting([{ kind: 'failed', code }])
      expect(await relay.start(4455)).toEqual({ ok: false, failure: { code } })
      expect(relay.url()).toBeNull()
      await expect.poll(() => started[0]?.alive).toBe(false)
    },
  )

  test.each([
    ['nothing it knows', { kind: 'failed', code: 'no-such-code' }],
    ['rubbish', 'hello'],
    ['no address', { kind: 'ready', url: 'relay' }],
    ['half an answer', { kind: 'ready' }],
  ])('that answers %s counts as failed and is ended', async (_what, answer) => {
    const { relay, started } = hosting([answer])
    expect(await relay.start(4455)).toEqual(fail('relay-host-failed', 'answer'))
    await expect.poll(() => started[0]?.alive).toBe(false)
    expect(relay.url()).toBeNull()
  })

  test('that ends before it answers counts as failed', async () => {
    const { relay, started } = hosting()
    const starting = relay.start(4455)
    await expect.poll(() => started.length).toBe(1)
    started[0]?.end(1)
    expect(await starting).toEqual(fail('relay-host-failed', 'ended'))
  })

  test('that cannot even be launched does not stand in the way of the next start', async () => {
    let broken = true
    const relay = createHostedRelay({
      launch() {
        if (broken) throw new Error('no such file')
        const process = new FakeProcess()
        setImmediate(() => process.emit('message', ready(4455)))
        return process
      },
      data: '/profile/relay',
      address: () => '127.0.0.1',
    })
    await expect(relay.start(4455)).rejects.toThrow('no such file')
    broken = false
    expect(await relay.start(4455)).toEqual(ok('ws://127.0.0.1:4455'))
  })

  describe('that never answers', () => {
    beforeEach(() => void vi.useFakeTimers())
    afterEach(() => void vi.useRealTimers())

    test('is given up after a while', async () => {
      const { relay, started } = hosting()
      const starting = relay.start(4455)
      await vi.advanceTimersByTimeAsync(60_000)
      expect(await starting).toEqual(fail('relay-host-failed', 'no answer'))
      expect(started[0]?.alive).toBe(false)
    })
  })
})
