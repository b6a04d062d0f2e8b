import type { CutOff, ForumState } from '#crypto'
import type { DeviceId } from '#shared/ids.ts'
import { fail, ok, type Result } from '#shared/result.ts'
import type { LogHead } from '../log/index.ts'
import { documentNames, forumScope } from './names.ts'
import { type HeaderSources, readHeaders, readSnapshotHeaders } from './readHeaders.ts'

/** As many logs as one entry can name the end of. */
const mostCutOffs = 300

/**
 * Where every log of these devices ends as this computer has it: documents and snapshots, in every
 * scope, or in the one named. Beyond 300 logs, or fewer where told, those are left out that others built on to their very
 * end, since they count whole without being named. Fails as 'too-large' when that is not enough.
 */
export async function cutOffsOf(
  sources: HeaderSources,
  state: ForumState,
  devices: readonly DeviceId[],
  scope: string | null = null,
  most = mostCutOffs,
): Promise<Result<readonly CutOff[]>> {
  const scopes = scope === null ? [...state.scopes.keys()] : [scope]
  const heads = scopes
    .flatMap((name) => sources.log.heads(name))
    .filter(({ log }) => devices.includes(log.device))
  const needed = heads.length <= most ? heads : await withoutBuiltOn(sources, heads, devices)
  if (needed.length > most) return fail('too-large', 'more logs than an entry can end')
  return ok(needed.map(({ log, seq, id }) => ({ ...log, seq, id })))
}

async function withoutBuiltOn(
  sources: HeaderSources,
  heads: readonly LogHead[],
  leaving: readonly DeviceId[],
): Promise<readonly LogHead[]> {
  const builtOn = new Set<string>()
  for (const name of documentNames) {
    const envelopes = [
      ...(await readHeaders(sources, name)),
      ...(await readSnapshotHeaders(sources, name)),
    ]
    for (const { header } of envelopes)
      if (!leaving.includes(header.device)) for (const id of header.deps) builtOn.add(id)
  }
  return heads.filter(({ log, id }) => log.scope !== forumScope || !builtOn.has(id))
}
