import { type DeviceSecrets, decodeDevice, type Entry, type ForumState } from '#crypto'
import { openChain } from '#renderer/data/forum/chain.ts'
import { openSealedLog } from '#renderer/data/log/index.ts'
import type { HeldForum } from '#renderer/data/profile/index.ts'
import type { Computer } from './world.ts'
import { sodiumOnce, value } from './world.ts'

/** What a computer's vault holds of the forum. */
export function heldBy(computer: Computer): HeldForum {
  const { forum } = computer.vault
  if (forum === null) throw new Error('The vault holds a forum')
  return forum
}

/** The keys of a computer's device. */
export async function secretsOf(computer: Computer): Promise<DeviceSecrets> {
  return value(decodeDevice(await sodiumOnce(), heldBy(computer).device))
}

/** The chain as it lies on a computer's disk. */
export function chainOf(computer: Computer): Promise<ForumState> {
  return putOnDisk(computer, () => [])
}

/** Puts entries on a computer's disk while the app is closed, as if they had been made or had come before. */
export async function putOnDisk(
  computer: Computer,
  ...steps: readonly ((state: ForumState) => readonly Entry[])[]
): Promise<ForumState> {
  const { database, forum } = heldBy(computer)
  const sodium = await sodiumOnce()
  const { name, rowKey } = database
  const log = value(await openSealedLog({ name, rowKey, sodium, expect: 'existing' }))
  const chain = value(await openChain(sodium, forum, log))
  for (const step of steps) {
    const made = step(chain.state.read())
    if (made.length > 0) value(await chain.add(made.map(({ bytes }) => bytes)))
  }
  await log.close()
  return chain.state.read()
}
