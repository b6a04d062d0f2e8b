import { spawn } from 'node:child_process'
import { mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The relay's command line as one file that plain Node runs. */
export interface RelayBundle {
  readonly file: string
  remove(): Promise<void>
}

/** Bundles `main/relay/cli.ts` into a temporary folder; the native store stays a package beside it. */
export async function bundleRelay(): Promise<RelayBundle> {
  const folder = await mkdtemp(join(tmpdir(), 'relay-bundle-'))
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    ssr: { noExternal: true, external: ['classic-level'] },
    build: {
      ssr: join(root, 'main/relay/cli.ts'),
      outDir: folder,
      emptyOutDir: false,
      target: 'node20',
      rollupOptions: {
        external: ['classic-level', 'bufferutil', 'utf-8-validate'],
        output: { format: 'cjs', entryFileNames: 'relay.cjs' },
      },
    },
  })
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
  return {
    file: join(folder, 'relay.cjs'),
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

/** A relay in a process of its own. */
export interface RelayProcess {
  readonly pid: number
  /** `ws://127.0.0.1:port` once ready; null when the process ended without getting ready. */
  readonly ready: Promise<string | null>
  /** Exit code; null after a signal. */
  readonly ended: Promise<number | null>
  /** Everything printed so far. */
  output(): string
  errors(): string
  kill(signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL' | 'SIGSTOP' | 'SIGCONT' | 'SIGUSR2'): void
}

/** Starts the bundled relay with the given arguments. */
export function startRelayProcess(
  bundle: RelayBundle,
  args: readonly string[],
  cwd?: string,
): RelayProcess {
  const child = spawn(process.execPath, [bundle.file, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(cwd === undefined ? {} : { cwd }),
  })
  let output = ''
  let errors = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text
  })
  const ended = new Promise<number | null>((resolve) => child.on('close', (code) => resolve(code)))
  const ready = new Promise<string | null>((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text
      const url = /^Relay ready at (wss?:\/\/\S+)\n/m.exec(output)?.[1]
      if (url !== undefined) resolve(url)
    })
    child.on('close', () => resolve(null))
  })
  if (child.pid === undefined) throw new Error('Node could not be started again')
  return {
    pid: child.pid,
    ready,
    ended,
    output: () => output,
    errors: () => errors,
    kill: (signal) => {
      child.kill(signal)
    },
  }
}
