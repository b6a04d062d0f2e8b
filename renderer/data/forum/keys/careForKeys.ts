import type { Entry, OpenedEnvelope } from '#crypto'
import type { Result } from '#shared/result.ts'
import type { RelayLink } from '../../relay/index.ts'
import type { Publish } from '../author.ts'
import { coalesce } from '../coalesce.ts'
import type { Core } from '../core.ts'
import type { EpochMailbox } from '../mailboxes.ts'
import type { Memory } from '../memory.ts'
import type { StatusKeeper } from '../status.ts'
import type { Writer } from '../writer.ts'
import { acknowledgeAll } from './acknowledge.ts'
import { createAsking } from './asking.ts'
import { eraseOldKeys } from './erase.ts'
import { refusedNow, wrongOpeners } from './faults.ts'
import { createGranting } from './granting.ts'
import { createWaybillPoster } from './postWaybills.ts'
import { createWaybillReader } from './readWaybills.ts'
import { renewErased } from './renewing.ts'
import { createReplacing } from './replacing.ts'

/** What caring for keys needs. */
export interface KeyCareSources {
  readonly core: Core
  readonly relay: RelayLink
  readonly memory: Memory
  readonly status: StatusKeeper
  readonly now: () => number
  readonly publish: Publish
  readonly seal: Writer['seal']
  readonly mailboxes: () => readonly EpochMailbox[]
  /** A waybill brought these entries. */
  readonly onEntries: (added: readonly Entry[]) => Promise<void>
  /** New keys were opened here. */
  readonly onOpened: () => Promise<void>
}

/** All that has to be done about the keys of epochs besides opening and taking them. */
export interface KeyCare {
  /** The forum is open, or new keys were taken in; changes of the chain are noticed by itself. */
  look(): void
  asked(header: OpenedEnvelope['header']): void
  /** The relay lost what it had. */
  relayForgot(): void
  stop(): void
}

const retryDelay = 5_000

/** Acknowledges, erases, asks, grants, replaces, and leaves and reads waybills, whenever there is cause. */
export function createKeyCare(sources: KeyCareSources): KeyCare {
  const { core, status } = sources
  const granting = createGranting(sources)
  const asking = createAsking(sources)
  const replacing = createReplacing(sources)
  const poster = createWaybillPoster(sources)
  const reader = createWaybillReader(sources)
  let retry: ReturnType<typeof setTimeout> | undefined
  let isFlagged = false
  let stopped = false

  /** The vault may refuse now and take it later; what a rule refuses waits for the chain to change. */
  const tend = coalesce(async () => {
    if (stopped) return
    for (const step of [renewErased, acknowledgeAll, eraseOldKeys]) {
      const done: Result<null> = await step(sources).catch(() => brokenBridge)
      if (stopped) return
      if (done.ok || !ofThisMoment.has(done.failure.code)) continue
      clearTimeout(retry)
      retry = setTimeout(() => void tend(), retryDelay)
    }
    reader.look()
  })

  function showWrong(): void {
    const isBad = refusedNow(core, core.chain.state.read()).length > 0
    if (isFlagged && !isBad) status.problem('keys', null)
    isFlagged = isBad
    status.wrongKeys(wrongOpeners(core))
  }

  function look(): void {
    if (stopped) return
    showWrong()
    granting.look()
    asking.look()
    replacing.look()
    poster.look()
    void tend()
  }

  const unsubscribe = core.chain.state.subscribe(look)
  return {
    look,
    asked: granting.asked,
    relayForgot: poster.forget,
    stop() {
      stopped = true
      unsubscribe()
      clearTimeout(retry)
      for (const part of [granting, asking, replacing, poster, reader]) part.stop()
    },
  }
}

const brokenBridge: Result<null> = { ok: false, failure: { code: 'bridge-refused' } }
const ofThisMoment = new Set(['bridge-refused', 'disk-failed', 'database-failed'])
