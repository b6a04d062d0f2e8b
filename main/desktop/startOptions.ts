import { join, resolve } from 'node:path'
import { fail, ok, type Result } from '#shared/result.ts'
import { readRelayUrl } from './relayUrl.ts'

/** What a person may choose when starting the app. */
export interface StartOptions {
  /** The folder that holds everything of this person. */
  readonly profile: string
  /** A relay named at the start wins over the remembered one, and is not remembered. */
  readonly relay: string | null
}

/**
 * Reads `--profile DIR` and `--relay URL` (or `--profile=DIR`), then SUBROSA_PROFILE and
 * SUBROSA_RELAY, where an empty one counts as none. Fails with 'relay-address-invalid' when a
 * relay is named that cannot be one, with 'malformed' when an option stands without its value:
 * opening another profile than the one that was meant would be worse.
 */
export function readStartOptions(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  defaultFolder: string,
): Result<StartOptions, 'relay-address-invalid' | 'malformed'> {
  const profile = option(argv, 'profile') ?? env.SUBROSA_PROFILE ?? ''
  const named = option(argv, 'relay') ?? env.SUBROSA_RELAY ?? ''
  if (profile === missing || named === missing) return fail('malformed')
  const relay = named === '' ? ok(null) : readRelayUrl(named)
  if (!relay.ok) return relay
  return ok({
    profile: profile === '' ? join(defaultFolder, 'profile') : resolve(profile),
    relay: relay.value,
  })
}

const missing = Symbol('an option without its value')

function option(argv: readonly string[], name: string): string | typeof missing | undefined {
  const at = argv.indexOf(`--${name}`)
  const prefix = `--${name}=`
  const value =
    at >= 0
      ? (argv[at + 1] ?? '')
      : argv.find((word) => word.startsWith(prefix))?.slice(prefix.length)
  return value === '' || value?.startsWith('--') ? missing : value
}
