import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  bundleRelay,
  startRelayProcess,
  type RelayBundle,
  type RelayProcess,
} from '#tests/support/relayProcess.ts'
import type { RawMailboxClient } from './rawClient.ts'

/** A relay's process that is ready, and where. */
export interface ReadyRelay {
  readonly relay: RelayProcess
  readonly url: string
}

/** Relays in processes of their own, and folders for them, all gone with `remove`. */
export interface RelayRuns {
  /** A folder that is there. */
  folder(): Promise<string>
  start(...args: string[]): RelayProcess
  /** Starts a relay on any free port with the given options, or throws with what it said. */
  ready(...args: string[]): Promise<ReadyRelay>
  /** Kills what still runs. */
  endAll(): Promise<void>
  remove(): Promise<void>
}

export async function createRelayRuns(): Promise<RelayRuns> {
  const bundle: RelayBundle = await bundleRelay()
  const running: RelayProcess[] = []
  const folders: string[] = []

  function start(...args: string[]): RelayProcess {
    const relay = startRelayProcess(bundle, args)
    running.push(relay)
    return relay
  }
  async function endAll(): Promise<void> {
    for (const relay of running.splice(0)) {
      relay.kill('SIGKILL')
      await relay.ended
    }
  }
  return {
    start,
    endAll,
    async folder() {
      const path = await mkdtemp(join(tmpdir(), 'relay-run-'))
      folders.push(path)
      return path
    },
    async ready(...args) {
      const relay = start('--port', '0', ...args)
      const url = await relay.ready
      if (url === null) throw new Error(relay.errors())
      return { relay, url }
    },
    async remove() {
      await endAll()
      for (const path of folders) await rm(path, { recursive: true, force: true })
      await bundle.remove()
    },
  }
}

/** All that lies in an open mailbox, by count, as hex. */
export async function readAll(client: RawMailboxClient): Promise<ReadonlyMap<number, string>> {
  const found = new Map<number, string>()
  let after = 0
  for (;;) {
    const page = await client.ask({ type: 'read', request: 1, box: 0, after, limitBytes: 200_000 })
    if (page.type !== 'page') throw new Error('the relay gave no page')
    for (const { cursor, bytes } of page.blobs) {
      found.set(cursor - client.at(0), Buffer.from(bytes).toString('hex'))
      after = cursor
    }
    if (!page.more) return found
  }
}
