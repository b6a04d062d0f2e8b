import { loadSodium, parseInvitationCode, type Sodium } from '#crypto'
import { askDesktop } from '#renderer/bridge.ts'
import {
  discardHeld,
  foundForum,
  holdAdmission,
  openForum,
  startJoin,
} from '#renderer/data/forum/index.ts'
import {
  encodeContents,
  type HeldForum,
  type KeptComing,
  type ProfileContents,
} from '#renderer/data/profile/index.ts'
import { createWritable, derivedReadable } from '#renderer/data/readable.ts'
import { askVaultWorker } from '#renderer/worker/index.ts'
import { parseName } from '#shared/model/people/index.ts'
import { parseRelayAddress } from '#shared/relayAddress.ts'
import { fail, ok, type Result } from '#shared/result.ts'
import { callRelay, comeInAsComputer, type Resumed } from './comeInAsComputer.ts'
import { shortestPassphrase } from './shortestPassphrase.ts'
import { carrySheet, readCarried } from './carried.ts'
import { placeOf, wrongPlace } from './doorPlace.ts'
import { beginReturn, sheetRelay } from './printedReturn.ts'
import type { CarriedCode, Session, SessionState, Surroundings } from './types.ts'
import { createLocking, having } from './vault/createLocking.ts'
import { forgetLocked, rememberLocked, wasLocked } from './vault/handLock.ts'
import { type HeldVault, holdVault } from './vault/holdVault.ts'
import { openVaultFile, readWays, type Unlocked, type Way } from './vault/unlocking.ts'

const empty: ProfileContents = { version: 1, forum: null }
const hostedPort = 4455

/** What a session may be told to do otherwise; tests use the vault's floor of 64 MiB. */
export interface SessionOptions {
  readonly vaultMemoryBytes: number
}

/** Starts the session: asks the desktop where we are, and whether this profile has a vault. */
export function createSession(options: SessionOptions): Session {
  const state = createWritable<SessionState>({ stage: 'starting' })
  const surroundings = createWritable<Surroundings>({
    version: '',
    supportedRuntime: true,
    relayUrl: '',
    hosting: null,
    hostingWanted: false,
    hostingFailure: null,
  })
  const now = () => Date.now()
  let loading: Promise<Sodium> | null = null
  let entering: Promise<Result<null>> | null = null

  /** libsodium, loaded once, when first needed. */
  function sodium(): Promise<Sodium> {
    loading ??= loadSodium((length) => crypto.getRandomValues(new Uint8Array(length)))
    return loading
  }

  /** One way in at a time: two open forums on one database would undo each other's vault. */
  function enter(work: () => Promise<Result<null>>): Promise<Result<null>> {
    entering ??= work().finally(() => {
      entering = null
    })
    return entering
  }

  async function begin(): Promise<void> {
    const info = await askDesktop('appInfo', null)
    if (!info.ok) return state.set({ stage: 'blocked', failure: info.failure })
    const { version, supportedRuntime, relayUrl, carried } = info.value
    surroundings.update((before) => ({ ...before, version, supportedRuntime, relayUrl }))
    // Not waited for: a relay that is slow to start here keeps nobody from their forum.
    void lookAtHosting()
    const vault = await askDesktop('vaultRead', null)
    if (!vault.ok) return state.set({ stage: 'blocked', failure: vault.failure })
    if (vault.value !== null) return standLocked()
    const brought = readCarried(carried)
    state.set({ stage: 'new', ...brought, carried: await readCode(brought.carried) })
  }

  async function readCode(code: string | null): Promise<CarriedCode | null> {
    if (code === null) return null
    const parsed = parseInvitationCode(await sodium(), code)
    return parsed.ok ? { code, place: placeOf(parsed.value.purpose) } : null
  }

  async function lookAtHosting(): Promise<void> {
    const hosted = await askDesktop('relayHosted', null)
    if (!hosted.ok) return
    const { wanted, url, failure } = hosted.value
    surroundings.update((before) => ({
      ...before,
      hosting: url,
      hostingWanted: wanted,
      hostingFailure: failure === null ? null : { code: failure },
    }))
  }

  /** At the door, which the keychain opens by itself unless somebody locked it by hand. */
  async function standLocked(): Promise<void> {
    const found = await readWays(await sodium())
    const ways = found.ok ? found.value : []
    const isOpening = ways.includes('keychain') && !wasLocked()
    const notice = found.ok ? null : found.failure
    state.set({ stage: 'locked', ways, isOpening, notice })
    if (!isOpening) return
    const opened = await enter(() => openBy({ kind: 'keychain' }))
    if (!opened.ok) state.set({ stage: 'locked', ways, isOpening: false, notice: opened.failure })
  }

  async function openBy(way: Way): Promise<Result<null>> {
    const unlocked = await openVaultFile(await sodium(), way)
    return unlocked.ok ? openUnlocked(unlocked.value) : unlocked
  }

  async function openUnlocked({ opened, contents, slotSecret }: Unlocked): Promise<Result<null>> {
    const held = holdVault(await sodium(), opened, contents)
    const { coming } = contents
    return contents.forum === null && coming != null ? resume(held, coming) : open(held, slotSecret)
  }

  /** A new vault around what is held of a forum, on disk. Without one its database is of no use. */
  async function makeVault(
    passphrase: string,
    held: HeldForum,
    recovery: ProfileContents['recovery'] = null,
  ): Promise<Result<HeldVault>> {
    const made = await writeVault(passphrase, { ...empty, forum: held, recovery })
    if (!made.ok) discardHeld(held)
    return made
  }

  async function writeVault(
    passphrase: string,
    contents: ProfileContents,
  ): Promise<Result<HeldVault>> {
    const made = await askVaultWorker({
      kind: 'create',
      passphrase,
      body: encodeContents(contents),
      memoryBytes: options.vaultMemoryBytes,
    })
    if (!made.ok) return made
    const written = await askDesktop('vaultWrite', made.value.bytes)
    if (!written.ok) return written
    return ok(holdVault(await sodium(), made.value.opened, contents))
  }

  async function open(held: HeldVault, slotSecret: Uint8Array | null): Promise<Result<null>> {
    const { relayUrl } = surroundings.read()
    const library = await sodium()
    const relayForOthers = derivedReadable(
      surroundings,
      ({ hosting, relayUrl: used }) => hosting ?? used,
    )
    const forum = await openForum({
      sodium: library,
      profile: held.profile,
      relayUrl,
      relayForOthers: relayForOthers.read,
      now,
    })
    if (!forum.ok) return forum
    const locking = createLocking({
      sodium: library,
      held,
      slotSecret,
      vaultMemoryBytes: options.vaultMemoryBytes,
      forum: forum.value,
      relayForOthers,
      now,
    })
    forgetLocked()
    state.set({ stage: 'open', forum: forum.value, locking })
    return ok(null)
  }

  /** A conversation at the door that was agreed to before this computer was switched off. */
  function resume(held: HeldVault, coming: KeptComing): Promise<Result<null>> {
    return comeInBy(coming, { held, coming }, () => Promise.resolve(ok(held)))
  }

  async function comeInBy(
    code: Pick<KeptComing, 'purpose' | 'seed'>,
    resumed: Resumed | null,
    makeVault: (coming: KeptComing) => Promise<Result<HeldVault>>,
  ): Promise<Result<null>> {
    const library = await sodium()
    const { relay, trouble } = callRelay(library, surroundings.read().relayUrl)
    const join = comeInAsComputer({
      sodium: library,
      relay,
      code,
      resumed,
      makeVault,
      open: (held) => open(held, null),
    })
    state.set({ stage: 'joining', join, trouble })
    return ok(null)
  }

  function checkInput(input: { myName: string; passphrase: string }): Result<string> {
    if ([...input.passphrase].length < shortestPassphrase) return fail('passphrase-weak')
    return parseName(input.myName)
  }

  void begin()

  return {
    state,
    surroundings,
    found: ({ forumName, myName, passphrase }) =>
      enter(async () => {
        const name = checkInput({ myName, passphrase })
        if (!name.ok) return name
        const title = parseName(forumName)
        if (!title.ok) return title
        const held = await foundForum(await sodium(), now(), name.value, title.value)
        if (!held.ok) return held
        const made = await makeVault(passphrase, held.value)
        return made.ok ? open(made.value, null) : made
      }),
    async readCode(code, place) {
      const parsed = parseInvitationCode(await sodium(), code)
      if (!parsed.ok) return fail('invitation-malformed')
      const { relay } = parsed.value
      const belongs = placeOf(parsed.value.purpose)
      if (belongs !== place) return fail(wrongPlace[belongs])
      if (relay === null || relay === surroundings.read().relayUrl) return ok('ready')
      const chosen = await askDesktop('relayChoose', { url: relay, carry: code })
      return chosen.ok ? ok('reloading') : chosen
    },
    join: ({ code, myName, passphrase }) =>
      enter(async () => {
        const name = checkInput({ myName, passphrase })
        if (!name.ok) return name
        const library = await sodium()
        const parsed = parseInvitationCode(library, code)
        if (!parsed.ok) return fail('invitation-malformed')
        const { purpose, seed } = parsed.value
        if (purpose !== 'join' && purpose !== 'guest') return fail(wrongPlace[purpose])
        const { relay, trouble } = callRelay(library, surroundings.read().relayUrl)
        const join = startJoin({
          sodium: library,
          relay,
          purpose,
          seed,
          myName: name.value,
          async keep(admission) {
            const held = await holdAdmission(library, admission, name.value)
            if (!held.ok) return held
            const made = await makeVault(passphrase, held.value)
            if (!made.ok) return made
            relay.close()
            return open(made.value, null)
          },
        })
        state.set({ stage: 'joining', join, trouble })
        return ok(null)
      }),
    comeIn: ({ code, purpose, passphrase }) =>
      enter(async () => {
        if ([...passphrase].length < shortestPassphrase) return fail('passphrase-weak')
        const parsed = parseInvitationCode(await sodium(), code)
        if (!parsed.ok) return fail('invitation-malformed')
        const { seed } = parsed.value
        return comeInBy({ purpose, seed }, null, (coming) =>
          writeVault(passphrase, { ...empty, coming }),
        )
      }),
    startOver() {
      const current = state.read()
      if (current.stage === 'joining') current.join.close()
      state.set({ stage: 'new', carried: null, carriedSheet: null })
    },
    async readSheet(typed) {
      const relay = sheetRelay(await sodium(), typed)
      if (!relay.ok) return relay
      if (relay.value === surroundings.read().relayUrl) return ok('ready')
      const chosen = await askDesktop('relayChoose', {
        url: relay.value,
        carry: carrySheet(typed),
      })
      return chosen.ok ? ok('reloading') : chosen
    },
    comeBack: (typed, passphrase) =>
      enter(async () => {
        if ([...passphrase].length < shortestPassphrase) return fail('passphrase-weak')
        const begun = beginReturn({
          sodium: await sodium(),
          typed,
          relayUrl: surroundings.read().relayUrl,
          now,
          makeVault: (held, recovery) => makeVault(passphrase, held, recovery),
          open: (held) => open(held, null),
        })
        if (!begun.ok) return begun
        state.set({ stage: 'returning', ...begun.value })
        return ok(null)
      }),
    async abandonJoin() {
      const current = state.read()
      if (current.stage === 'joining') current.join.close()
      if (current.stage === 'returning') current.comeBack.close()
      window.location.reload()
    },
    unlock: (passphrase) => enter(() => openBy({ kind: 'passphrase', passphrase })),
    unlockByKeychain: () => enter(() => openBy({ kind: 'keychain' })),
    async checkRecoveryKey(typed) {
      const opened = await openVaultFile(await sodium(), { kind: 'recovery', typed })
      return opened.ok ? ok(null) : opened
    },
    recover: (typed, passphrase) =>
      enter(async () => {
        if ([...passphrase].length < shortestPassphrase) return fail('passphrase-weak')
        const library = await sodium()
        const unlocked = await openVaultFile(library, { kind: 'recovery', typed })
        if (!unlocked.ok) return unlocked
        const padlock = await askVaultWorker({
          kind: 'padlock',
          secret: { kind: 'passphrase', passphrase },
          proof: null,
          memoryBytes: options.vaultMemoryBytes,
        })
        if (!padlock.ok) return padlock
        const { opened, contents } = unlocked.value
        const held = holdVault(library, opened, contents)
        const changed = await held.profile.change((same) => same, having(padlock.value))
        return changed.ok ? open(held, null) : changed
      }),
    async lock() {
      const current = state.read()
      const closed = current.stage === 'open' ? await current.forum.close() : ok(null)
      // The reload is what drops every key from the page's memory.
      if (!closed.ok) return closed
      rememberLocked()
      window.location.reload()
      return closed
    },
    async chooseRelay(url) {
      const address = parseRelayAddress(url)
      if (!address.ok) return address
      const current = state.read()
      const closed = current.stage === 'open' ? await current.forum.close() : ok(null)
      if (!closed.ok) return closed
      const chosen = await askDesktop('relayChoose', { url: address.value, carry: null })
      // The forum is closed by now: a screen that still showed it would take writing in for nothing.
      if (!chosen.ok && current.stage === 'open')
        state.set({ stage: 'blocked', failure: chosen.failure })
      return chosen
    },
    async hostRelay(on) {
      const hosted = await askDesktop('relayHost', { on, port: hostedPort })
      await lookAtHosting()
      return hosted
    },
  }
}
