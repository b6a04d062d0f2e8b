import { type Entry, mailboxName, openWaybill, waybillMailbox } from '#crypto'
import { equalBytes } from '#shared/codec/index.ts'
import { toHex } from '#shared/ids.ts'
import type { Mailbox, RelayLink } from '../../relay/index.ts'
import { coalesce } from '../coalesce.ts'
import type { Core } from '../core.ts'
import type { Memory } from '../memory.ts'
import { fetchBundle } from './fetchBundle.ts'
import { sealingPairs } from './sealingKeys.ts'

/** What reading waybills needs. */
export interface ReadWaybillsSources {
  readonly core: Core
  readonly relay: RelayLink
  readonly memory: Pick<Memory, 'cursor' | 'rememberCursor'>
  /** These entries were new. */
  readonly onEntries: (added: readonly Entry[]) => Promise<void>
}

/** Reads this device's own mailboxes, in which others leave the way on. */
export interface WaybillReader {
  /** Own acknowledgements have changed, or the forum was opened. */
  look(): void
  stop(): void
}

/** Somebody may not know yet of the newest few. */
const mostMailboxes = 8

/**
 * A mailbox is read as long as the pair is held that was published with it: somebody who does not
 * know the newer one leaves a waybill there. What is no waybill of ours is passed over, and so is one
 * that leads nowhere or to what is known.
 */
export function createWaybillReader(sources: ReadWaybillsSources): WaybillReader {
  const { core, relay, memory } = sources
  const { sodium } = core
  const open = new Map<string, Mailbox>()
  let stopped = false

  /** False when it has to be read again at the next start. */
  async function take(bytes: Uint8Array): Promise<boolean> {
    const { forum } = core.held()
    const pairs = sealingPairs(sodium, core.held())
    const waybill = openWaybill(sodium, forum, core.device.id, pairs, bytes)
    if (!waybill.ok || core.chain.state.read().epochs.has(waybill.value.epoch)) return true
    const isStopped = () => stopped
    const entries = await fetchBundle({ sodium, relay, forum, isStopped }, waybill.value)
    if (!entries.ok) return entries.failure.code === 'not-found'
    const taken = await core.chain.add(entries.value)
    if (!taken.ok) return taken.failure.code !== 'database-failed'
    if (!stopped && taken.value.added.length > 0) await sources.onEntries(taken.value.added)
    return true
  }

  /** The names published with pairs that are held, newest first. */
  function published(): readonly Uint8Array[] {
    const pairs = sealingPairs(sodium, core.held())
    return core.chain.state
      .read()
      .dag.entriesOf(core.device.id)
      .flatMap(({ body }) => (body.type === 'epoch.ack' ? [body] : []))
      .filter(({ sealingKey }) => pairs.some(({ publicKey }) => equalBytes(publicKey, sealingKey)))
      .map(({ mailbox }) => mailbox)
      .reverse()
      .slice(0, mostMailboxes)
  }

  const look = coalesce(async () => {
    const wanted = new Map(published().map((secret) => [toHex(secret), secret]))
    for (const [key, mailbox] of open) {
      if (wanted.has(key)) continue
      open.delete(key)
      mailbox.close()
    }
    for (const [key, secret] of wanted) {
      if (stopped || open.has(key)) continue
      const capability = waybillMailbox(sodium, secret)
      const name = toHex(mailboxName(sodium, capability.publicKey))
      const from = await memory.cursor(name)
      if (stopped) return
      let isWhole = true
      const mailbox = relay.openMailbox(capability, {
        from,
        async onBlob(cursor, bytes) {
          isWhole = (await take(bytes)) && isWhole
          if (isWhole && !stopped) memory.rememberCursor(name, cursor)
        },
      })
      open.set(key, mailbox)
    }
  })

  return {
    look: () => void look(),
    stop() {
      stopped = true
      for (const mailbox of open.values()) mailbox.close()
    },
  }
}
