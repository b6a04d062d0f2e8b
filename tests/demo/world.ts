import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { launchDesktop, type RunningDesktop } from '#tests/support/desktop/index.ts'
import { startDisplay } from '#tests/support/display.ts'
import { createHub, type Hub, whyNoNamespaces } from '#tests/support/namespace/index.ts'
import { ensureUserFolder, makeUserFolder } from '#tests/support/ordinaryUser.ts'
import type { Person } from './person.ts'
import { type Relay, startRelay } from './relay.ts'

/** What the demonstration is told from outside. */
export interface Surroundings {
  /** The Electron binary with the app in `resources/app` beside it. */
  readonly executable: string
  /** The app's own relay, as a script that Node runs. */
  readonly relayScript: string
  /** A display that somebody looks at; without one, a virtual one is started. */
  readonly display: string | null
}

/** Everything that runs outside this process, and one way to end all of it. */
export interface World {
  /** Null: each person has a network of their own. Otherwise why not, in words. */
  readonly whyShared: string | null
  readonly relay: Relay
  readonly people: readonly Person[]
  /** Holds all profiles, each with its home beside it. */
  readonly peopleDir: string
  readonly relayDir: string
  /** Starts one more desktop on a profile of its own that belongs to nobody. */
  openScratch(): Promise<{ desktop: RunningDesktop; folder: string }>
  /** Closes the windows in order, then the relay: everything is on disk when this resolves. */
  closeAll(): Promise<void>
  /** Ends whatever still runs. */
  end(): Promise<void>
  /** Removes the profiles and what the relay held. */
  forget(): void
}

/** Starts the relay and one desktop for each name, each in a network of its own where allowed. */
export async function createWorld(
  surroundings: Surroundings,
  members: readonly { name: string; passphrase: string }[],
): Promise<World> {
  const { executable, relayScript } = surroundings
  const whyShared = await whyNoNamespaces()
  const virtual = surroundings.display === null ? await startDisplay() : null
  const display = surroundings.display ?? virtual?.name ?? ''
  const root = makeUserFolder('subrosa-demo-')
  const [peopleDir, relayDir, scratchDir] = ['people', 'relay', 'scratch'].map((name) =>
    join(root, name),
  ) as [string, string, string] // three names give three paths
  for (const dir of [peopleDir, scratchDir]) ensureUserFolder(dir)
  const desktops: RunningDesktop[] = []
  let hub: Hub | null = null
  let relay: Relay | null = null

  const end = async () => {
    await Promise.allSettled(desktops.map((desktop) => desktop.kill()))
    await relay?.stop()
    await hub?.remove()
    await virtual?.stop()
  }

  const open = async (profileDir: string, args: string[], network?: Person['network']) => {
    const desktop = await launchDesktop({
      executable,
      profileDir,
      display,
      args,
      ...(network === undefined ? {} : { namespace: network }),
    })
    desktops.push(desktop)
    return desktop
  }

  const sit = async (
    { name, passphrase }: { name: string; passphrase: string },
    place: number,
    relayUrl: string,
  ): Promise<Person> => {
    const short = shortName(name)
    const network = await hub?.addMember(short)
    const profileDir = join(peopleDir, short)
    const desktop = await open(profileDir, ['--relay', relayUrl], network)
    await desktop.app.evaluate(({ BrowserWindow }, offset) => {
      BrowserWindow.getAllWindows()[0]?.setPosition(offset, offset)
    }, place * 120)
    const firstName = name.split(' ')[0] ?? name
    return { name, firstName, short, passphrase, profileDir, desktop, network, edits: 0 }
  }

  try {
    hub = whyShared === null ? await createHub() : null
    const started = await startRelay({ script: relayScript, data: relayDir, hub })
    relay = started
    const people: Person[] = []
    for (const [place, member] of members.entries())
      people.push(await sit(member, place, started.url))
    return {
      whyShared,
      relay: started,
      people,
      peopleDir,
      relayDir,
      async openScratch() {
        const network = await hub?.addMember('nobody')
        const desktop = await open(join(scratchDir, 'nobody'), ['--relay', started.url], network)
        return { folder: scratchDir, desktop }
      },
      async closeAll() {
        await Promise.all(desktops.map((desktop) => desktop.app.close()))
        await started.stop()
      },
      end,
      forget: () => rmSync(root, { recursive: true, force: true }),
    }
  } catch (error) {
    await end()
    throw error
  }
}

function shortName(name: string): string {
  return (name.split(' ')[0] ?? name)
    .normalize('NFD')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase()
}
