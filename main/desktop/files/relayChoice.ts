import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { defaultRelayUrl, parseRelayAddress } from '#shared/relayAddress.ts'
import { fail, ok, type Result } from '#shared/result.ts'
import { writeWhole } from './writeWhole.ts'

/** Which relay the page may reach. */
export interface RelayChoice {
  url(): string
  choose(url: string): Promise<Result<null>>
}

const settings = v.object({ relay: v.string() })

/**
 * The relay named at the start, or else the remembered one, or else this computer. A settings
 * file that cannot be read counts as none: it holds nothing that cannot be chosen again.
 */
export function openRelayChoice(profile: string, named: string | null): RelayChoice {
  const path = join(profile, 'settings.json')
  let current = named ?? remembered(path) ?? defaultRelayUrl
  return {
    url: () => current,
    async choose(url) {
      try {
        await writeWhole(path, Buffer.from(JSON.stringify({ relay: url })))
      } catch {
        return fail('disk-failed', 'settings')
      }
      current = url
      return ok(null)
    },
  }
}

function remembered(path: string): string | null {
  let content: unknown
  try {
    content = JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return null
  }
  const parsed = v.safeParse(settings, content)
  const address = parsed.success ? parseRelayAddress(parsed.output.relay) : null
  return address?.ok ? address.value : null
}
