import { defaultRelayUrl } from '#shared/relayAddress.ts'
import { ok, type Result } from '#shared/result.ts'
import type { Settings } from './settings.ts'

/** Which relay the page may reach. */
export interface RelayChoice {
  url(): string
  /** Remembers another. Choices follow one another; a failed one changes nothing. */
  choose(url: string): Promise<Result<null>>
}

/** The relay named at the start, or else the remembered one, or else this computer. */
export function openRelayChoice(settings: Settings, named: string | null): RelayChoice {
  let current = named ?? settings.read().relay ?? defaultRelayUrl
  return {
    url: () => current,
    async choose(url) {
      const saved = await settings.change({ relay: url })
      if (!saved.ok) return saved
      current = url
      return ok(null)
    },
  }
}
