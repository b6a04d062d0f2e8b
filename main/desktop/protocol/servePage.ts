import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Protocol } from 'electron'
import { pageHeaders } from './policy.ts'
import { resolveFile } from './resolveFile.ts'
import { scheme } from './origin.ts'

/** Answers `app://subrosa/…` from the page's folder and nothing else; GET only. */
export function servePage(protocol: Protocol, folder: string, relayUrl: () => string): void {
  protocol.handle(scheme, async (request) => {
    const file = request.method === 'GET' ? resolveFile(request.url) : null
    if (file === null) return new Response('Not found', { status: 404 })
    try {
      const bytes = await readFile(join(folder, file.path))
      return new Response(new Uint8Array(bytes), { headers: pageHeaders(relayUrl(), file.type) })
    } catch {
      return new Response('Not found', { status: 404 })
    }
  })
}
