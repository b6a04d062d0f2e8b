import type { EpochKeys } from '#crypto'
import type { EntryId, EpochId } from '#shared/ids.ts'
import type { Result } from '#shared/result.ts'
import type { Core } from '../core.ts'
import { chainDocument, encodeEntries, entriesFormat } from '../entriesFormat.ts'
import type { EpochMailbox } from '../mailboxes.ts'
import type { Writer } from '../writer.ts'
import { refusedNow } from './faults.ts'

/** What asking for a key needs. */
export interface AskingSources {
  readonly core: Core
  readonly seal: Writer['seal']
  readonly mailboxes: () => readonly EpochMailbox[]
}

/** Asks the others for the key of a current epoch that this device could not open. */
export interface Asking {
  look(): void
  stop(): void
}

const askAgain = 60_000
const mostHeads = 16

/**
 * The question is an envelope that carries no entries, under the newest keys that are held, with
 * chain heads that know the epoch: signed by this device, and readable to all who came that far. It
 * lies in the mailbox of those older keys, which the others read on, and is put there again each
 * minute.
 */
export function createAsking({ core, seal, mailboxes }: AskingSources): Asking {
  const asked = new Set<EpochId>()
  let timer: ReturnType<typeof setTimeout> | null = null
  let stopped = false

  /** Heads of the chain from which the epoch's opening is known. */
  function headsFor(opening: EntryId): readonly EntryId[] {
    const { heads, dag } = core.chain.state.read()
    const first = heads.slice(0, mostHeads)
    return first.some((head) => dag.includes(head, opening)) ? first : [opening]
  }

  async function ask(opening: EntryId, scope: string): Promise<void> {
    const keys: EpochKeys | undefined = core
      .keyring()
      .newestFirst(core.chain.state.read(), scope)[0]
    const box = mailboxes().find((each) => each.keys.epochId === keys?.epochId)
    if (keys === undefined || box === undefined) return
    const heads = headsFor(opening)
    const sealed: Result<Uint8Array> = seal(
      'entry',
      chainDocument,
      entriesFormat,
      1,
      encodeEntries([]),
      { keys, heads },
    )
    if (sealed.ok) await box.append(sealed.value)
  }

  function look(): void {
    if (stopped) return
    const refused = refusedNow(core, core.chain.state.read())
    for (const { id, entry, scope } of refused) {
      if (asked.has(id)) continue
      asked.add(id)
      void ask(entry, scope)
    }
    if (refused.length === 0 || timer !== null) return
    timer = setTimeout(() => {
      timer = null
      asked.clear()
      look()
    }, askAgain)
  }

  return {
    look,
    stop() {
      stopped = true
      if (timer !== null) clearTimeout(timer)
    },
  }
}
