import { toHex, type MemberId } from '#shared/ids.ts'
import { fail, ok, type Result } from '#shared/result.ts'
import { createWritable, type Readable } from '../../readable.ts'
import { coalesce } from '../coalesce.ts'
import type { LocalValues } from '../../local/index.ts'
import { subjects } from '../private/body.ts'
import { aboutWhom } from './about.ts'
import { type AskSources, createAsker } from './asker.ts'
import { createHearing, mostOpenAsks } from './hearing.ts'
import { createHelper } from './helper.ts'
import { type AskMessage, encodeAskMessage } from './message.ts'
import { type AskRecord, openAskStore } from './store.ts'
import type { Ask, AskActs, AskId, Intent } from './types.ts'

/** Acts that take two, from the question to the entry in the chain. */
export interface Asks extends AskActs {
  readonly asks: Readable<readonly Ask[]>
  /**
   * For other parts: asks, and resolves once it is done (then the entry is in the chain), declined
   * ('ask-declined'), or failed. The ask goes on after a restart; only this promise does not.
   */
  together(intent: Intent, to: MemberId): Promise<Result<null>>
  stop(): void
}

/** A yes counts, and an ask waits, for a week; what is over is shown as long. */
const life = 7 * 24 * 60 * 60 * 1000
const retryDelay = 5_000
const expiryEvery = 60_000

/** Opens what was asked before, and goes on with it. */
export async function openAsks(
  sources: AskSources & { readonly values: LocalValues },
): Promise<Asks> {
  const { core, mail, now } = sources
  const { sodium, chain, device } = core
  const store = await openAskStore(sodium, sources.values)
  const asker = createAsker(sources, store)
  const helper = createHelper(sources, store)
  const hear = createHearing({ sodium, mail, store, asker })
  const me = core.held().member
  let retry: ReturnType<typeof setTimeout> | undefined
  let stopped = false

  const asks = createWritable<readonly Ask[]>(shown())
  store.records.subscribe(() => asks.set(shown()))

  function shown(): readonly Ask[] {
    return store.records.read().map((record) => {
      const { id, isMine, member, intent, at, standing, failure } = record
      const [by, to] = isMine ? [me, member] : [member, me]
      return { id, intent, by, to, about: aboutWhom(core, intent), at, standing, failure }
    })
  }

  const isOpen = ({ standing }: AskRecord) => standing === 'asked' || standing === 'agreed'

  function tell(to: MemberId, message: AskMessage): Promise<Result<unknown>> {
    return mail.send(to, 'kept', subjects.asks, encodeAskMessage(message))
  }

  /** Puts an ask to the other; twice is no harm. */
  async function put(record: AskRecord): Promise<Result<null>> {
    const { id, member, intent } = record
    const message = encodeAskMessage({ id, what: 'ask', intent })
    const sent = await mail.send(member, 'kept', subjects.asks, message)
    return sent.ok ? store.put({ ...record, number: sent.value.number }) : sent
  }

  /** A failure here says something of this moment: it is tried again. */
  async function step(record: AskRecord): Promise<Result<unknown>> {
    const { id, isMine, member } = record
    const isThere = chain.state.read().members.has(member)
    if (!isMine && !isThere) return store.remove(id, false)
    if (now() - record.at > life) {
      if (isMine && isOpen(record))
        return store.put({ ...record, at: now(), standing: 'failed', failure: 'ask-expired' })
      return store.remove(id, isMine)
    }
    if (isMine && record.standing === 'asked' && record.number === 0) return put(record)
    if (record.standing !== 'agreed') return ok(null)
    if (!isMine) return helper.advance(record)
    if (!isThere) return store.put({ ...record, standing: 'failed', failure: 'not-found' })
    const advanced = await asker.advance(record)
    const after = store.find(id, true)
    return advanced.ok && after !== undefined && !isOpen(after)
      ? tell(member, { id, what: 'over' })
      : advanced
  }

  const work = coalesce(async () => {
    let isWell = true
    const run = async (what: () => Promise<Result<unknown>>) => {
      if (stopped) return
      const done = await what().catch((): Result<never> => fail('database-failed'))
      isWell &&= done.ok
    }
    for (const message of mail.messages.read()) {
      if (message.subject !== subjects.asks) continue
      await run(async () => {
        const heard = await hear(message)
        return heard.ok ? mail.end(message) : heard
      })
    }
    for (const record of store.records.read()) {
      // A message or an own act may have changed it meanwhile.
      const current = store.find(record.id, record.isMine)
      if (current !== undefined) await run(() => step(current))
    }
    if (isWell || stopped) return
    clearTimeout(retry)
    retry = setTimeout(look, retryDelay)
  })

  function look(): void {
    if (!stopped) void work()
  }

  const unsubscribe = [mail.messages.subscribe(look), chain.state.subscribe(look)]
  const expiry = setInterval(look, expiryEvery)
  // The app may have died between a yes and its way to the asker.
  for (const { isMine, id, member, standing, proposal } of store.records.read())
    if (!isMine && standing === 'agreed' && proposal === null)
      await tell(member, { id, what: 'answer', yes: true })
  look()

  async function ask(intent: Intent, to: MemberId): Promise<Result<AskId>> {
    const state = chain.state.read()
    if (!state.devices.has(device.id)) return fail('forum-ended')
    const [coSigner] = state.members.get(to)?.devices ?? []
    if (to === me || coSigner === undefined) return fail('not-found')
    const open = store.records.read().filter((each) => each.isMine && each.member === to)
    if (open.filter(isOpen).length >= mostOpenAsks) return fail('list-full')
    const possible = await asker.probe(intent, coSigner)
    if (!possible.ok) return possible
    // Sixteen bytes, as an ask's id has.
    const id = toHex(sodium.random(16)) as AskId
    const record: AskRecord = {
      id,
      isMine: true,
      member: to,
      device: null,
      intent,
      at: now(),
      standing: 'asked',
      failure: null,
      proposal: null,
      number: 0,
      isSent: false,
    }
    const stored = await store.put(record)
    if (!stored.ok) return stored
    const sent = await put(record)
    if (sent.ok) return ok(id)
    await store.remove(id, true)
    return sent
  }

  async function answer(id: AskId, yes: boolean): Promise<Result<null>> {
    const record = store.find(id, false)
    if (record === undefined) return fail('not-found')
    const kept = yes ? await store.put({ ...record, standing: 'agreed' }) : ok(null)
    if (!kept.ok) return kept
    const told = await tell(record.member, { id, what: 'answer', yes })
    if (!told.ok) return told
    if (!yes) return store.remove(id, false)
    look()
    return ok(null)
  }

  return {
    asks,
    ask,
    agree: (id) => answer(id, true),
    decline: (id) => answer(id, false),
    async withdraw(id) {
      const record = store.find(id, true)
      if (record === undefined) return fail('not-found')
      const removed = await store.remove(id, true)
      if (!removed.ok || !isOpen(record)) return removed
      const told = await tell(record.member, { id, what: 'over' })
      return told.ok ? ok(null) : told
    },
    async together(intent, to) {
      const asked = await ask(intent, to)
      if (!asked.ok) return asked
      return new Promise((resolve) => {
        const settle = () => {
          const record = store.find(asked.value, true)
          if (record !== undefined && isOpen(record)) return
          stop()
          if (record?.standing === 'done') resolve(ok(null))
          else if (record?.standing === 'failed') resolve(fail(record.failure ?? 'not-found'))
          else resolve(fail('ask-declined'))
        }
        const stop = store.records.subscribe(settle)
        settle()
      })
    },
    stop() {
      stopped = true
      clearTimeout(retry)
      clearInterval(expiry)
      for (const end of unsubscribe) end()
    },
  }
}
