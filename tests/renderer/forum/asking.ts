import type { Ask, AskId, Intent } from '#renderer/data/forum/index.ts'
import { type Computer, until, value } from './world.ts'

export const askOf = (computer: Computer, id: AskId): Ask | undefined =>
  computer.forum.asks.read().find((each) => each.id === id)

export const isAsked = (computer: Computer, id: AskId) =>
  until(`${computer.name} is asked`, () => askOf(computer, id)?.standing === 'asked')

export const stands = (computer: Computer, id: AskId, standing: Ask['standing']) =>
  until(
    `what ${computer.name} asked is ${standing}`,
    () => askOf(computer, id)?.standing === standing,
  )

export async function asks(by: Computer, intent: Intent, to: Computer): Promise<AskId> {
  const id = value(await by.forum.ask(intent, to.forum.me))
  await isAsked(to, id)
  return id
}

export const count = (computer: Computer) => computer.forum.members.read().length

export const isModerator = (computer: Computer, of: Computer) => {
  const { me } = of.forum
  return () => computer.forum.members.read().some((each) => each.id === me && each.isModerator)
}

/** The third member, whose app is closed. */
export function priyaOf(computer: Computer) {
  const priya = computer.forum.members.read()[2]
  if (priya === undefined) throw new Error('There are three')
  return priya.id
}
