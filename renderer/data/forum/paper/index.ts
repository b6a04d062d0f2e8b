import type { RelayLink } from '../../relay/index.ts'
import type { Core } from '../core.ts'
import type { Memory } from '../memory.ts'
import type { Traffic } from '../traffic.ts'
import { openLostComputers } from './lostComputers.ts'
import { openPrintedKey } from './printedKey.ts'
import type { LostComputers, PrintedKey } from './types.ts'
import { watchReturns } from './watchReturns.ts'

/** What printed keys need of an open forum. */
export interface PaperSources {
  readonly core: Core
  readonly relay: RelayLink
  readonly memory: Memory
  readonly traffic: Traffic
  readonly now: () => number
}

/** All that an open forum does about printed keys: one's own, and those by which others come back. */
export interface Paper {
  readonly printedKey: PrintedKey
  readonly lost: LostComputers
  stop(): void
}

/** Opens it. Who is no longer in the forum answers nobody. */
export function openPaper({ core, relay, memory, traffic, now }: PaperSources): Paper {
  const { publish, lead, open, tookEntries: onEntries } = traffic
  return {
    printedKey: openPrintedKey({ core, now, publish }),
    lost: openLostComputers({ core, open, now, publish, lead }),
    stop: watchReturns({ core, relay, memory, now, publish, lead, onEntries }),
  }
}
