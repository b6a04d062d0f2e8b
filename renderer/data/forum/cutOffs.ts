import { type CutOff, type ForumState, parseScope } from '#crypto'
import type { DeviceId } from '#shared/ids.ts'
import { fail, ok, type Result } from '#shared/result.ts'
import type { LogHead, SealedLog } from '../log/index.ts'
import { documentsOf } from './names.ts'
import { type HeaderSources, readHeaders, readSnapshotHeaders } from './readHeaders.ts'
import { scopeLog } from './scopeLog.ts'

/** What is read of the logs, in whatever scope. */
export interface CutOffSources {
  readonly log: SealedLog
  readonly open: HeaderSources['open']
}

/** As many logs as one entry can name the end of. */
const mostCutOffs = 300

/**
 * Where every log of these devices ends as this computer has it: documents and snapshots, in every
 * scope that goes on without them, or in the one named. Beyond 300 logs, or fewer where told, those
 * are left out that others built on to their very end, since they count whole without being named.
 * Fails as 'too-large' when that is not enough.
 */
export async function cutOffsOf(
  sources: CutOffSources,
  state: ForumState,
  devices: readonly DeviceId[],
  scope: string | null = null,
  most = mostCutOffs,
): Promise<Result<readonly CutOff[]>> {
  const scopes =
    scope === null
      ? [...state.scopes.keys()].filter((name) => goesOn(state, name, devices))
      : [scope]
  const heads = scopes
    .flatMap((name) => sources.log.heads(name))
    .filter(({ log }) => devices.includes(log.device))
  const needed =
    heads.length <= most ? heads : await withoutBuiltOn(sources, scopes, heads, devices)
  if (needed.length > most) return fail('too-large', 'more logs than an entry can end')
  return ok(needed.map(({ log, seq, id }) => ({ ...log, seq, id })))
}

/**
 * Of two people's own scope and of somebody's own nothing is left to decide once that person is
 * gone; saying how much was written there would only tell everybody.
 */
function goesOn(state: ForumState, scope: string, leaving: readonly DeviceId[]): boolean {
  const parsed = parseScope(scope)
  const members =
    parsed?.kind === 'pair' ? parsed.members : parsed?.kind === 'self' ? [parsed.member] : []
  return members.every((id) =>
    state.members.get(id)?.devices.some((device) => !leaving.includes(device)),
  )
}

async function withoutBuiltOn(
  sources: CutOffSources,
  scopes: readonly string[],
  heads: readonly LogHead[],
  leaving: readonly DeviceId[],
): Promise<readonly LogHead[]> {
  const builtOn = new Set<string>()
  for (const scope of scopes) {
    const reading = { log: scopeLog(sources.log, scope), open: sources.open }
    for (const name of documentsOf(scope)) {
      const envelopes = [
        ...(await readHeaders(reading, name)),
        ...(await readSnapshotHeaders(reading, name)),
      ]
      for (const { header } of envelopes)
        if (!leaving.includes(header.device)) for (const id of header.deps) builtOn.add(id)
    }
  }
  return heads.filter(({ id }) => !builtOn.has(id))
}
