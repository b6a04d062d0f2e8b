import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Protocol } from 'electron'
import { pageHeaders } from './policy.ts'
import { resolveFile } from './resolveFile.ts'
import { scheme } from './origin.ts'

/**
 * Answers `app://subrosa/…` from the page's folder and nothing else; GET only. A refusal carries
 * the policy too, since a document of our origin must not exist without it.
 */
export function servePage(protocol: Protocol, folder: string, relayUrl: () => string): void {
  protocol.handle(scheme, async (request) => {
    const file = request.method === 'GET' ? resolveFile(request.url) : null
    const bytes = file === null ? null : await readFile(join(folder, file.path)).catch(() => null)
    return file === null || bytes === null
      ? new Response('Not found', {
          status: 404,
          headers: pageHeaders(relayUrl(), 'text/plain; charset=utf-8'),
        })
      : new Response(new Uint8Array(bytes), { headers: pageHeaders(relayUrl(), file.type) })
  })
}
