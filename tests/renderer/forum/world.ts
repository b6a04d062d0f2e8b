import { createLine, killConnections, type Line } from './edge.ts'
import { loadSodium, parseInvitationCode, type RecoveryKit, type Sodium } from '#crypto'
import { startRelay } from '#main/relay/index.ts'
import {
  type ComeBack,
  type Forum,
  foundForum,
  holdAdmission,
  holdReturn,
  type Invitation,
  openForum,
  startComeBack,
  startJoin,
  type Welcome,
} from '#renderer/data/forum/index.ts'
import { openProfile, type ProfileContents } from '#renderer/data/profile/index.ts'
import { connectRelay } from '#renderer/data/relay/index.ts'
import type { Result } from '#shared/result.ts'
import { ok } from '#shared/result.ts'
import { createMemoryMesh, type MemoryMesh } from './memoryMesh.ts'

/** One person's computer: its vault outlives every run of the app. */
export interface Computer {
  readonly name: string
  /** The open forum. */
  readonly forum: Forum
  /** What the vault holds. */
  readonly vault: ProfileContents
  open(): Promise<Forum>
  close(): Promise<void>
  /** The app dies: nothing more is read, written or sent by this run. */
  kill(): void
  /** Changes what lies in the vault while the app is closed. */
  tamper(step: (contents: ProfileContents) => ProfileContents): void
  /** The app dies in the moment in which this is true of what was stored in the vault, once. */
  dieOnce(when: (contents: ProfileContents) => boolean): void
  /** The mailboxes of these names are lost to this computer: it never gets to open them. */
  lose(mailboxes: readonly string[]): void
  /** Whether the relay can be reached, and whether other computers can directly. */
  reach(ways: { readonly relay?: boolean; readonly mesh?: boolean }): void
  topics(): readonly string[]
  /** The relay's address as the app has it; each run reaches it by an address of its own. */
  relayUrl(): string
}

export interface World {
  found(name: string, forumName?: string): Promise<Computer>
  /** Lets somebody in by an invitation of `host`; resolves when their forum is open. */
  letIn(host: Computer, name: string, by?: Invitation): Promise<Computer>
  /** As `letIn`, up to the moment in which the host may type the words. */
  arrive(host: Computer, name: string, by?: Invitation): Promise<Arriving>
  /** Somebody knocks with a printed sheet, from a new computer. */
  comeBack(name: string, kit: RecoveryKit): Returner
  /** Another relay stands in the place of the one there was, and knows nothing. */
  loseRelay(): Promise<void>
  /** A computer with what its vault holds, which belongs to this world from here on. */
  own(name: string, contents: ProfileContents): Computer
  /** Every frame that was sent directly to a device. */
  sentTo: MemoryMesh['sentTo']
  /** The relay's address over that line. */
  urlOf(line: Line): string
  end(): Promise<void>
}

/** Somebody at the door. */
export interface Arriving {
  readonly welcome: Welcome
  readonly words: readonly string[]
  /** Waits to be let in, confirms, and opens the forum. */
  enter(): Promise<Computer>
}

/** Enough for a person in a test to object. */
const objectionTime = 3_000
/** Somebody who comes back by a printed sheet. */
export interface Returner {
  readonly comeBack: ComeBack
  /** Waits to be let in, and opens the forum. */
  enter(): Promise<Computer>
}

let library: Promise<Sodium> | null = null

export function sodiumOnce(): Promise<Sodium> {
  library ??= loadSodium((length) => crypto.getRandomValues(new Uint8Array(length)))
  return library
}

export function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`Unexpected failure: ${JSON.stringify(result.failure)}`)
  return result.value
}

/** Resolves once `condition` holds; throws with `what` when it does not come to that. */
export async function until(what: string, condition: () => boolean, patience = 60_000) {
  const end = performance.now() + patience
  while (!condition()) {
    if (performance.now() > end) throw new Error(`It never came to this: ${what}`)
    await new Promise((done) => setTimeout(done, 20))
  }
}

export const pause = (milliseconds: number) =>
  new Promise<void>((done) => setTimeout(done, milliseconds))

/**
 * A relay in this process, and computers that reach it and each other. `between` may stand between
 * them and the relay's port: it answers the port that they go to instead.
 */
export async function startWorld(
  between: (relayPort: number) => Promise<number> = (relayPort) => Promise.resolve(relayPort),
): Promise<World> {
  const sodium = await sodiumOnce()
  let relay = value(await startRelay({ port: 0 }))
  const { port } = relay
  const reached = await between(port)
  const mesh = createMemoryMesh()
  const computers: Computer[] = []

  function urlOf(line: Line): string {
    return `ws://${line.host}:${reached}`
  }

  function own(name: string, contents: ProfileContents): Computer {
    const computer = createComputer(sodium, mesh, urlOf, name, contents)
    computers.push(computer)
    return computer
  }

  async function arrive(host: Computer, name: string, by?: Invitation): Promise<Arriving> {
    const invitation = by ?? value(await host.forum.invite(60 * 60 * 1000))
    const welcome = value(host.forum.welcome(invitation.id))
    const { purpose, seed } = value(parseInvitationCode(sodium, invitation.code))
    if (purpose !== 'join' && purpose !== 'guest') throw new Error('An invitation lets somebody in')
    const line = createLine()
    const link = connectRelay({ url: urlOf(line), sodium })
    const kept: { contents: ProfileContents | null } = { contents: null }
    const join = startJoin({
      sodium,
      relay: link,
      purpose,
      seed,
      myName: name,
      async keep(admission) {
        const held = value(await holdAdmission(sodium, admission, name))
        kept.contents = { version: 1, forum: held }
        return ok(null)
      },
    })
    await until(`${name} sees the words`, () => join.joining.read().stage === 'comparing')
    await until('the host compares', () => welcome.arrival.read().stage === 'comparing')
    const stage = join.joining.read()
    if (stage.stage !== 'comparing') throw new Error('The words are shown')
    return {
      welcome,
      words: stage.words,
      async enter() {
        await until(`${name} is let in`, () => join.joining.read().stage === 'confirming')
        value(await join.confirm())
        link.close()
        if (kept.contents === null) throw new Error('Whoever confirmed has kept it')
        const computer = own(name, kept.contents)
        await computer.open()
        return computer
      },
    }
  }

  function comeBack(name: string, kit: RecoveryKit): Returner {
    const link = connectRelay({ url: urlOf(createLine()), sodium })
    const kept: { contents: ProfileContents | null } = { contents: null }
    const started = startComeBack({
      sodium,
      relay: link,
      kit,
      async keep(admission) {
        const held = await holdReturn(sodium, admission)
        if (!held.ok) return held
        kept.contents = { version: 1, forum: held.value }
        return ok(null)
      },
    })
    return {
      comeBack: started,
      async enter() {
        await until(`${name} is back`, () => started.returning.read().stage === 'back')
        link.close()
        if (kept.contents === null) throw new Error('Whoever is back has kept it')
        const computer = own(name, kept.contents)
        await computer.open()
        return computer
      },
    }
  }

  return {
    arrive,
    own,
    comeBack,
    urlOf,
    sentTo: mesh.sentTo,
    async loseRelay() {
      await relay.stop()
      relay = value(await startRelay({ port }))
    },
    async found(name, forumName = 'Forum') {
      const held = value(await foundForum(sodium, Date.now(), name, forumName))
      const computer = own(name, { version: 1, forum: held })
      await computer.open()
      return computer
    },
    async letIn(host, name, by) {
      const arriving = await arrive(host, name, by)
      value(await arriving.welcome.confirm(arriving.words.join(' ')))
      return arriving.enter()
    },
    async end() {
      for (const computer of computers) computer.kill()
      await relay.stop()
    },
  }
}

function createComputer(
  sodium: Sodium,
  mesh: MemoryMesh,
  urlOf: (line: Line) => string,
  name: string,
  first: ProfileContents,
): Computer {
  let vault = first
  let running: { forum: Forum; line: Line; isAlive: boolean } | null = null
  let hasMesh = true
  let hasRelay = true
  let dieWhen: ((contents: ProfileContents) => boolean) | null = null
  const lost = new Set<string>()

  function run() {
    if (running === null) throw new Error(`${name}'s forum is not open`)
    return running
  }

  const computer: Computer = {
    name,
    get forum() {
      return run().forum
    },
    get vault() {
      return vault
    },
    async open() {
      const line = createLine()
      line.isOpen = hasRelay
      line.lost = lost
      const alive = { isAlive: true }
      const profile = openProfile(vault, (next) => {
        if (alive.isAlive) vault = next
        if (dieWhen?.(next) === true) {
          dieWhen = null
          computer.kill()
        }
        return Promise.resolve(ok(null))
      })
      const forum = value(
        await openForum({
          sodium,
          profile,
          relayUrl: urlOf(line),
          relayForOthers: () => urlOf(line),
          now: () => Date.now(),
          objectionTime: objectionTime,
          createMesh: mesh.of(() => alive.isAlive && hasMesh),
        }),
      )
      running = Object.assign(alive, { forum, line })
      return forum
    },
    async close() {
      value(await run().forum.close())
      running = null
    },
    kill() {
      if (running === null) return
      running.isAlive = false
      running.line.cut()
      const database = vault.forum?.database.name ?? ''
      killConnections(database)
      killConnections(`${database}-local`)
      running = null
    },
    tamper(step) {
      vault = step(vault)
    },
    dieOnce(when) {
      dieWhen = when
    },
    lose(mailboxes) {
      for (const mailbox of mailboxes) lost.add(mailbox)
    },
    reach(ways) {
      hasMesh = ways.mesh ?? hasMesh
      hasRelay = ways.relay ?? hasRelay
      if (running === null) return
      if (hasRelay) running.line.isOpen = true
      else running.line.cut()
    },
    relayUrl: () => urlOf(run().line),
    topics: () =>
      run()
        .forum.parkingLot.read()
        .topics.map(({ title }) => title),
  }
  return computer
}
