import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { relayPort } from '#shared/ipc/index.ts'
import { fail, ok, type Result } from '#shared/result.ts'
import { readRelayUrl } from '../relayUrl.ts'
import { writeWhole } from './writeWhole.ts'

/** What the desktop remembers over a restart. Null: nothing was chosen. */
export interface Remembered {
  /** The relay the page may reach. */
  readonly relay: string | null
  /** The port of the relay that this app runs. */
  readonly hostPort: number | null
}

/** The one small file of the desktop's own settings. It holds nothing that cannot be chosen again. */
export interface Settings {
  read(): Remembered
  /** Changes follow one another; one that cannot be stored ('disk-failed') changes nothing. */
  change(part: Partial<Remembered>): Promise<Result<null>>
}

const nothing: Remembered = { relay: null, hostPort: null }

/** Each by itself: one that was spoilt does not take the other along. */
const content = v.object({
  relay: v.fallback(v.nullable(v.string()), null),
  hostPort: v.fallback(v.nullable(relayPort), null),
})

/** Reads the file once. What cannot be read counts as not chosen. */
export function openSettings(profile: string): Settings {
  const path = join(profile, 'settings.json')
  let current = parse(path)
  let last: Promise<unknown> = Promise.resolve()
  return {
    read: () => current,
    change(part) {
      const mine = last.then(async (): Promise<Result<null>> => {
        const next = { ...current, ...part }
        const chosen = Object.entries(next).filter(([, value]) => value !== null)
        try {
          await writeWhole(path, Buffer.from(JSON.stringify(Object.fromEntries(chosen))))
        } catch {
          return fail('disk-failed', 'settings')
        }
        current = next
        return ok(null)
      })
      last = mine
      return mine
    },
  }
}

function parse(path: string): Remembered {
  let raw: unknown
  try {
    raw = JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return nothing
  }
  const parsed = v.safeParse(content, raw)
  if (!parsed.success) return nothing
  const { relay, hostPort } = parsed.output
  const address = relay === null ? null : readRelayUrl(relay)
  return { relay: address?.ok ? address.value : null, hostPort }
}
