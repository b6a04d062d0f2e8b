import { randomBytes } from 'node:crypto'
import { startGuard } from '../guard.ts'
import { type Namespace, namespaceOf } from './namespace.ts'
import { run } from './run.ts'

/** One member's network: a cable to the hub that can be pulled. */
export interface MemberNamespace extends Namespace {
  /** What the member was called, for people. */
  readonly member: string
  /** Pulls the cable at the hub: nothing reaches the member, and its own address stays. */
  cut(): Promise<void>
  /** Puts the cable back. */
  mend(): Promise<void>
}

/** The network in the middle. Relay, coturn and tcpdump run in here. */
export interface Hub extends Namespace {
  addMember(member: string): Promise<MemberNamespace>
  /** While apart, members reach the hub and not one another: only the relay is left to them. */
  keepMembersApart(apart: boolean): Promise<void>
  /** Ends every process left in these namespaces and removes them. */
  remove(): Promise<void>
}

const subnet = '10.77.0'
const mostMembers = 200

/** Remembers namespaces by name, and in the end kills what still runs in them and removes them. */
const removal = `
  names=
  while read -r name; do names="$name $names"; done
  for name in $names; do
    pids=$(ip netns pids "$name" 2>/dev/null) && [ -n "$pids" ] && kill -9 $pids 2>/dev/null
    ip netns del "$name" 2>/dev/null
  done
`

/**
 * Makes a network of namespaces: a bridge in the hub and no link to the outside. Names are random,
 * links exist inside these namespaces only, so runs side by side never meet. Needs root. All of it
 * goes with `remove`, and also when this process ends in any other way.
 */
export async function createHub(): Promise<Hub> {
  const prefix = `subrosa-${randomBytes(4).toString('hex')}`
  const hub = namespaceOf(`${prefix}-hub`, `${subnet}.1`)
  const guard = startGuard(removal)
  const members: number[] = []
  const makeNamespace = async (name: string) => {
    guard.tell(name)
    await run('ip', 'netns', 'add', name)
    await run('ip', '-n', name, 'link', 'set', 'lo', 'up')
  }
  try {
    await makeNamespace(hub.name)
    await run('ip', '-n', hub.name, 'link', 'add', 'br0', 'type', 'bridge')
    await run('ip', '-n', hub.name, 'address', 'add', `${hub.address}/24`, 'dev', 'br0')
    await run('ip', '-n', hub.name, 'link', 'set', 'br0', 'up')
  } catch (error) {
    await guard.release()
    throw error
  }
  let apart = false
  const setApart = (port: string) =>
    run('bridge', '-n', hub.name, 'link', 'set', 'dev', port, 'isolated', apart ? 'on' : 'off')

  const addMember = async (member: string): Promise<MemberNamespace> => {
    const number = members.length + 1
    if (number > mostMembers) throw new Error(`A hub holds at most ${mostMembers} members`)
    members.push(number)
    const space = namespaceOf(`${prefix}-${number}`, `${subnet}.${number + 10}`)
    const port = `m${number}`
    const link = (...words: string[]) => run('ip', '-n', hub.name, 'link', ...words)
    const inside = (...words: string[]) => run('ip', '-n', space.name, ...words)
    await makeNamespace(space.name)
    await link('add', port, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', space.name)
    await link('set', port, 'master', 'br0', 'up')
    if (apart) await setApart(port)
    await inside('address', 'add', `${space.address}/24`, 'dev', 'eth0')
    await inside('link', 'set', 'eth0', 'up')
    await inside('route', 'add', 'default', 'via', hub.address)
    return {
      ...space,
      member,
      cut: async () => void (await link('set', port, 'down')),
      mend: async () => void (await link('set', port, 'up')),
    }
  }

  return {
    ...hub,
    addMember,
    keepMembersApart: async (wanted) => {
      apart = wanted
      for (const number of members) await setApart(`m${number}`)
    },
    remove: () => guard.release(),
  }
}
