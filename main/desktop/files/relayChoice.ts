import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { defaultRelayUrl } from '#shared/relayAddress.ts'
import { fail, ok, type Result } from '#shared/result.ts'
import { readRelayUrl } from '../relayUrl.ts'
import { writeWhole } from './writeWhole.ts'

/** Which relay the page may reach. */
export interface RelayChoice {
  url(): string
  /** Remembers another. Choices follow one another; a failed one changes nothing. */
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
  let last: Promise<unknown> = Promise.resolve()
  return {
    url: () => current,
    choose(url) {
      const mine = last.then(async (): Promise<Result<null>> => {
        try {
          await writeWhole(path, Buffer.from(JSON.stringify({ relay: url })))
        } catch {
          return fail('disk-failed', 'settings')
        }
        current = url
        return ok(null)
      })
      last = mine
      return mine
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
  const address = parsed.success ? readRelayUrl(parsed.output.relay) : null
  return address?.ok ? address.value : null
}
