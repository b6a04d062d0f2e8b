import {
  loadSodium,
  type OpenedVault,
  parseInvitationCode,
  resealVault,
  type Sodium,
} from '#crypto'
import { askDesktop } from '#renderer/bridge.ts'
import {
  discardHeld,
  foundForum,
  holdAdmission,
  openForum,
  startJoin,
} from '#renderer/data/forum/index.ts'
import {
  decodeContents,
  encodeContents,
  type HeldForum,
  openProfile,
  type Profile,
  type ProfileContents,
} from '#renderer/data/profile/index.ts'
import { createWritable } from '#renderer/data/readable.ts'
import { connectRelay } from '#renderer/data/relay/index.ts'
import { askVaultWorker } from '#renderer/worker/index.ts'
import { parseName } from '#shared/model/people/index.ts'
import { parseRelayAddress } from '#shared/relayAddress.ts'
import { fail, type Failure, ok, type Result } from '#shared/result.ts'
import type { Session, SessionState, Surroundings } from './types.ts'

/** The shortest passphrase taken, in characters. */
export const shortestPassphrase = 12

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
    state.set(vault.value === null ? { stage: 'new', carried } : { stage: 'locked' })
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

  /** The profile around an opened vault: each change is sealed and on disk before it counts. */
  async function profileOf(opened: OpenedVault, contents: ProfileContents): Promise<Profile> {
    const library = await sodium()
    return openProfile(contents, async (next) => {
      const sealed = resealVault(library, opened, encodeContents(next))
      if (!sealed.ok) return sealed
      return askDesktop('vaultWrite', sealed.value).catch(() =>
        fail('bridge-refused', 'vaultWrite'),
      )
    })
  }

  /** A new vault around what is held of a forum, on disk. Without one its database is of no use. */
  async function makeVault(passphrase: string, held: HeldForum): Promise<Result<Profile>> {
    const made = await writeVault(passphrase, { ...empty, forum: held })
    if (!made.ok) discardHeld(held)
    return made
  }

  async function writeVault(
    passphrase: string,
    contents: ProfileContents,
  ): Promise<Result<Profile>> {
    const made = await askVaultWorker({
      kind: 'create',
      passphrase,
      body: encodeContents(contents),
      memoryBytes: options.vaultMemoryBytes,
    })
    if (!made.ok) return made
    const written = await askDesktop('vaultWrite', made.value.bytes)
    if (!written.ok) return written
    return ok(await profileOf(made.value.opened, contents))
  }

  async function open(profile: Profile): Promise<Result<null>> {
    const { relayUrl } = surroundings.read()
    const forum = await openForum({
      sodium: await sodium(),
      profile,
      relayUrl,
      relayForOthers: () => surroundings.read().hosting ?? relayUrl,
      now,
    })
    if (!forum.ok) return forum
    state.set({ stage: 'open', forum: forum.value })
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
        const profile = await makeVault(passphrase, held.value)
        return profile.ok ? open(profile.value) : profile
      }),
    async readInvitation(code) {
      const parsed = parseInvitationCode(await sodium(), code)
      if (!parsed.ok) return fail('invitation-malformed')
      const { relay } = parsed.value
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
        const trouble = createWritable<Failure | null>(null)
        const relay = connectRelay({
          url: surroundings.read().relayUrl,
          sodium: library,
          onStatus: ({ failure }) => trouble.set(failure === null ? null : { code: failure }),
        })
        const join = startJoin({
          sodium: library,
          relay,
          seed: parsed.value.seed,
          myName: name.value,
          async keep(admission) {
            const held = await holdAdmission(library, admission, name.value)
            if (!held.ok) return held
            const profile = await makeVault(passphrase, held.value)
            if (!profile.ok) return profile
            relay.close()
            return open(profile.value)
          },
        })
        state.set({ stage: 'joining', join, trouble })
        return ok(null)
      }),
    async abandonJoin() {
      const current = state.read()
      if (current.stage === 'joining') current.join.close()
      window.location.reload()
    },
    unlock: (passphrase) =>
      enter(async () => {
        const vault = await askDesktop('vaultRead', null)
        if (!vault.ok) return vault
        if (vault.value === null) return fail('vault-missing')
        const reply = await askVaultWorker({ kind: 'open', passphrase, bytes: vault.value })
        if (!reply.ok) return reply
        const contents = decodeContents(reply.value.opened.body)
        if (!contents.ok) return contents
        if (contents.value.forum === null) return fail('vault-missing')
        return open(await profileOf(reply.value.opened, contents.value))
      }),
    async lock() {
      const current = state.read()
      const closed = current.stage === 'open' ? await current.forum.close() : ok(null)
      // The reload is what drops every key from the page's memory.
      if (closed.ok) window.location.reload()
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
