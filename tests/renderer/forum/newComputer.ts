import { parseInvitationCode } from '#crypto'
import {
  type ComputerCode,
  holdAdmission,
  type Join,
  type Joining,
  startComing,
  type Welcome,
} from '#renderer/data/forum/index.ts'
import type { KeptComing, ProfileContents } from '#renderer/data/profile/index.ts'
import { connectRelay } from '#renderer/data/relay/index.ts'
import { ok } from '#shared/result.ts'
import { createLine } from './edge.ts'
import { type Computer, sodiumOnce, until, value, type World } from './world.ts'

/** A computer without a forum, at the door with a code. */
export interface NewComputer {
  readonly join: Join
  /** What its vault holds; null before its person agreed. */
  readonly vault: ProfileContents | null
  /** Waits for a stage and answers it. */
  at<S extends Joining['stage']>(stage: S): Promise<Extract<Joining, { stage: S }>>
  /** The computer is switched off: only the vault stays. */
  kill(): void
  /** Waits until it is let in, and opens the forum. */
  enter(): Promise<Computer>
}

/** Goes to the door with a code for a computer, or with what a vault kept of an earlier time. */
export async function atDoor(
  world: World,
  name: string,
  from: ComputerCode | KeptComing,
): Promise<NewComputer> {
  const sodium = await sodiumOnce()
  const link = connectRelay({ url: world.urlOf(createLine()), sodium })
  const isCode = 'code' in from
  const { seed } = isCode ? value(parseInvitationCode(sodium, from.code)) : from
  const kept: { contents: ProfileContents | null } = {
    contents: isCode ? null : { version: 1, forum: null, coming: from },
  }
  const join = startComing({
    sodium,
    relay: link,
    purpose: from.purpose,
    seed,
    resumed: isCode ? null : from,
    agree(coming) {
      kept.contents = { version: 1, forum: null, coming }
      return Promise.resolve(ok(null))
    },
    async keep(admission, myName) {
      const forum = value(await holdAdmission(sodium, admission, myName))
      kept.contents = { version: 1, forum, coming: null }
      return ok(null)
    },
  })
  const computer: NewComputer = {
    join,
    get vault() {
      return kept.contents
    },
    async at(stage) {
      await until(`${name} is at ${stage}`, () => {
        const now = join.joining.read()
        if (now.stage === 'failed' && stage !== 'failed')
          throw new Error(`${name} failed: ${JSON.stringify(now.failure)}`)
        return now.stage === stage
      })
      return join.joining.read() as never
    },
    kill() {
      join.close()
      link.close()
    },
    async enter() {
      await computer.at('joined')
      link.close()
      if (kept.contents === null) throw new Error('Whoever is in has kept it')
      const opened = world.own(name, kept.contents)
      await opened.open()
      return opened
    },
  }
  return computer
}

/** As far as the moment in which the member may type the words. */
export async function meet(
  welcome: Welcome,
  computer: NewComputer,
): Promise<{ readonly words: string }> {
  const { words } = await computer.at('comparing')
  await until('the member compares', () => welcome.arrival.read().stage === 'comparing')
  return { words: words.join(' ') }
}

/** Adds a computer from one that the member has. */
export async function addComputer(world: World, host: Computer, name: string): Promise<Computer> {
  const code = value(await host.forum.addComputer())
  const computer = await atDoor(world, name, code)
  const welcome = value(host.forum.welcomeComputer(code.id))
  const { words } = await meet(welcome, computer)
  value(await welcome.confirm(words))
  await computer.at('confirming')
  value(await computer.join.confirm())
  return computer.enter()
}
