import { join, resolve } from 'node:path'
import { parseRelayAddress } from '#shared/relayAddress.ts'
import { ok, type Result } from '#shared/result.ts'

/** What a person may choose when starting the app. */
export interface StartOptions {
  /** The folder that holds everything of this person. */
  readonly profile: string
  /** A relay named at the start wins over the remembered one, and is not remembered. */
  readonly relay: string | null
}

/**
 * Reads `--profile DIR` and `--relay URL` (or `--profile=DIR`), then SUBROSA_PROFILE and
 * SUBROSA_RELAY. Fails with 'relay-address-invalid' when a relay is named that cannot be one.
 */
export function readStartOptions(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  defaultFolder: string,
): Result<StartOptions, 'relay-address-invalid'> {
  const profile = option(argv, 'profile') ?? env.SUBROSA_PROFILE
  const named = option(argv, 'relay') ?? env.SUBROSA_RELAY
  const relay = named === undefined || named === '' ? ok(null) : parseRelayAddress(named)
  if (!relay.ok) return relay
  return ok({
    profile: profile ? resolve(profile) : join(defaultFolder, 'profile'),
    relay: relay.value,
  })
}

function option(argv: readonly string[], name: string): string | undefined {
  const at = argv.indexOf(`--${name}`)
  if (at >= 0) return argv[at + 1]
  const prefix = `--${name}=`
  return argv.find((word) => word.startsWith(prefix))?.slice(prefix.length)
}
