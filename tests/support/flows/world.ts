import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { startDisplay } from '../display.ts'
import { createHub, type Hub, type MemberNamespace, namespacesAllowed } from '../namespace/index.ts'
import { makeUserFolder } from '../ordinaryUser.ts'
import { type RelayChild, startRelayChild } from '../relayChild/index.ts'
import { type StagedApp, stagedApp } from '../stagedApp.ts'
import { type Computer, createComputer, type Engine } from './computer.ts'

/** A screen, a network and a folder in which members' computers and relays run. */
export interface World {
  readonly app: StagedApp
  readonly display: string
  /** Everything that anybody writes lies in here. */
  readonly folder: string
  /** The network in the middle; null where namespaces are not allowed or not wanted. */
  readonly hub: Hub | null
  /** Starts a relay in the hub, or on 127.0.0.1. */
  relay(name?: string): Promise<RelayChild>
  /** Starts somebody's computer with a fresh profile. */
  computer(name: string, relayUrl: string, engine?: Engine): Promise<Computer>
  /** What went wrong inside pages, unseen: uncaught errors. */
  errors(): readonly string[]
  /** Ends everything that was started here and removes it. */
  end(): Promise<void>
}

/** Builds the app when stale and sets up a screen and, where allowed and wanted, namespaces. */
export async function startWorld(choices: { readonly namespaces: boolean }): Promise<World> {
  const app = await stagedApp()
  const display = await startDisplay()
  const hub = choices.namespaces && (await namespacesAllowed()) ? await createHub() : null
  const folder = makeUserFolder('subrosa-e2e-')
  const relays: RelayChild[] = []
  const computers: Computer[] = []
  return {
    app,
    display: display.name,
    folder,
    hub,
    async relay(name = 'relay') {
      const relay = await startRelayChild({ app, data: join(folder, name), hub })
      relays.push(relay)
      return relay
    },
    async computer(name, relayUrl, engine = 'electron') {
      const namespace: MemberNamespace | undefined = await hub?.addMember(name)
      const profileDir = join(folder, name)
      const start = { app, profileDir, relayUrl, display: display.name, namespace }
      const computer = createComputer(name, engine, start)
      computers.push(computer)
      await computer.start()
      return computer
    },
    errors: () => computers.flatMap((computer) => computer.errors),
    async end() {
      await Promise.all(computers.map((computer) => computer.kill()))
      await Promise.all(relays.map((relay) => relay.kill()))
      await hub?.remove()
      await display.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
