import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ClassicLevel } from 'classic-level'
import { createCapability, openMailboxClient } from '#tests/relay/rawClient.ts'
import type { BenchServer } from '../world/servers.ts'

const blobBytes = 512

/** Appends to one mailbox over one connection. */
export interface Appender {
  /** Microseconds an append, with so many sent ahead of their acknowledgements. */
  measure(appends: number, ahead: number): Promise<number>
  close(): void
}

export async function openAppender(server: BenchServer): Promise<Appender> {
  const client = await openMailboxClient(server)
  await client.open(createCapability())
  return {
    async measure(appends, ahead) {
      const from = performance.now()
      let sent = 0
      const send = (): void => {
        const id = randomBytes(16).toString('hex')
        client.send({ type: 'append', request: ++sent, box: 0, id, blob: randomBytes(blobBytes) })
      }
      while (sent < Math.min(ahead, appends)) send()
      for (let kept = 0; kept < appends; kept++) {
        const answer = await client.next()
        if (answer.type !== 'appended')
          throw new Error(`An append was answered with ${answer.type}`)
        if (sent < appends) send()
      }
      return ((performance.now() - from) * 1000) / appends
    },
    close: () => client.socket.terminate(),
  }
}

/** The bare store: the same bytes in as many rows, one flush for `ahead` of them. */
export interface BareStore {
  measure(appends: number, ahead: number): Promise<number>
  close(): Promise<void>
}

export function openBareStore(): BareStore {
  const folder = mkdtempSync(join(tmpdir(), 'subrosa-bench-bare-'))
  const db = new ClassicLevel<string, Uint8Array>(folder, {
    compression: false,
    valueEncoding: 'view',
  })
  let next = 0
  return {
    async measure(appends, ahead) {
      const from = performance.now()
      for (let done = 0; done < appends; done += ahead) {
        const batch = db.batch()
        for (let count = 0; count < ahead; count++)
          batch.put(String((next += 1)), randomBytes(blobBytes))
        await batch.write({ sync: true })
      }
      return ((performance.now() - from) * 1000) / appends
    },
    async close() {
      await db.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
