import { spawn, type SpawnOptions } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { ClassicLevel } from 'classic-level'
import { readSummary } from '#main/relay/store/levelRows.ts'
import { type Hub, spawnInside } from '#tests/support/namespace/index.ts'

/** The relay, a process of its own. */
export interface Relay {
  readonly url: string
  /** Ends it in order and waits until it has; a second call does nothing. */
  stop(): Promise<void>
}

const patience = 15_000

/** Starts the app's relay in the hub, or on this machine's own loopback when there is none. */
export async function startRelay(where: {
  script: string
  data: string
  hub: Hub | null
}): Promise<Relay> {
  const { script, data, hub } = where
  mkdirSync(data, { recursive: true })
  const host = hub?.address ?? '127.0.0.1'
  const command = [process.execPath, script, '--port', '0', '--data', data, '--host', host] as const
  const options: SpawnOptions = { stdio: ['ignore', 'pipe', 'inherit'] }
  const child = hub
    ? spawnInside(hub, command, options)
    : spawn(command[0], command.slice(1), options)
  process.once('exit', () => child.kill('SIGKILL'))
  const ended = once(child, 'exit')
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGTERM')
    await ended
  }
  const { stdout } = child
  if (stdout === null) throw new Error('Broken invariant: the relay has no output')
  const port = await new Promise<string>((resolve, reject) => {
    const give = (why: string) => reject(new Error(`The relay did not start: ${why}`))
    const late = setTimeout(() => give('it said nothing'), patience)
    createInterface({ input: stdout }).on('line', (line) => {
      const ready = /^Relay ready at ws:\/\/\S+:(\d+)$/.exec(line)?.[1]
      if (ready === undefined) return
      clearTimeout(late)
      resolve(ready)
    })
    void ended.then(() => give('it ended'))
  })
  return { url: `ws://${host}:${port}`, stop }
}

/** What a relay that has ended left in its store. */
export interface Holdings {
  readonly mailboxes: number
  readonly envelopes: number
  readonly bytes: number
}

/** Counts what lies in the store of a relay that has ended, from the summary of each mailbox. */
export async function countHoldings(data: string): Promise<Holdings> {
  const db = new ClassicLevel<string, Uint8Array>(data, { valueEncoding: 'view' })
  const held = { mailboxes: 0, envelopes: 0, bytes: 0 }
  try {
    for await (const row of db.values({ gte: 's', lt: 't' })) {
      const { count, bytes } = readSummary(row, 0)
      held.mailboxes += 1
      held.envelopes += count
      held.bytes += bytes
    }
  } finally {
    await db.close()
  }
  return held
}
