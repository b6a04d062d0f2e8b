import { type ChildProcess, spawn, type SpawnOptions } from 'node:child_process'
import { run } from './run.ts'

/** A network of its own: nothing in it reaches the machine's network. */
export interface Namespace {
  /** The kernel's name for it, unique to this run. */
  readonly name: string
  /** Its IPv4 address on the hub's bridge. */
  readonly address: string
  /** The words to put before a command so that it runs in here. */
  readonly enter: readonly string[]
}

/** Names a namespace that exists under `name` and holds `address`. */
export function namespaceOf(name: string, address: string): Namespace {
  return { name, address, enter: ['ip', 'netns', 'exec', name] }
}

/** Runs a command in the namespace to its end and gives what it printed; throws if it fails. */
export function runInside(space: Namespace, ...command: readonly string[]): Promise<string> {
  const [first = '', ...rest] = [...space.enter, ...command]
  return run(first, ...rest)
}

/** Starts a command in the namespace. The caller ends it; what is left ends with the hub. */
export function spawnInside(
  space: Namespace,
  command: readonly string[],
  options: SpawnOptions = {},
): ChildProcess {
  const [first = '', ...rest] = [...space.enter, ...command]
  return spawn(first, rest, options)
}
