import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Hub } from '../namespace/index.ts'
import type { StagedApp } from '../stagedApp.ts'

/** Where a relay runs: its folder, and the hub whose network it is in, if any. */
export interface RelayPlace {
  readonly app: StagedApp
  /** Its store. It stays when the relay ends. */
  readonly data: string
  readonly hub: Hub | null
}

/** The built relay as a process of its own, always at the same address. */
export interface RelayChild {
  readonly url: string
  readonly data: string
  /** Ends it at once, as a power cut would. */
  kill(): Promise<void>
  /** Starts it again at the same address and on the same folder. */
  start(): Promise<void>
}

const portInHub = 4455

/** Starts the relay that was built with the app; throws with its own words when it does not start. */
export async function startRelayChild(place: RelayPlace): Promise<RelayChild> {
  const { app, data, hub } = place
  const enter = hub?.enter ?? []
  let port = hub === null ? 0 : portInHub
  let child: ChildProcess

  async function start(): Promise<void> {
    const [command = '', ...words] = [
      ...enter,
      process.execPath,
      join(app.folder, 'resources', 'app', 'main', 'relay.cjs'),
      ...['--port', String(port), '--data', data, '--host', hub === null ? '127.0.0.1' : '0.0.0.0'],
    ]
    child = spawn(command, words, { stdio: ['ignore', 'pipe', 'inherit'] })
    port = Number(new URL(await readyAddress(child)).port)
  }

  await start()
  return {
    url: `ws://${hub?.address ?? '127.0.0.1'}:${port}`,
    data,
    start,
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
  }
}

async function readyAddress(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('A child with a pipe has an output')
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /^Relay ready at (ws:\/\/\S+)$/.exec(line)?.[1]
    if (url !== undefined) return url
  }
  throw new Error('The relay ended before it was ready')
}
