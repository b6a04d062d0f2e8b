import { parseArgs } from 'node:util'
import { fail, type Result } from '#shared/result.ts'
import { parseRelayPlace, type RelayPlace } from '#shared/wire/relay/index.ts'

/** Reads `--port`, `--data` and `--host`; 'malformed' when anything else stands there. */
export function readCommandLine(args: readonly string[]): Result<RelayPlace, 'malformed'> {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        port: { type: 'string', default: '4455' },
        data: { type: 'string', default: 'relay-data' },
        host: { type: 'string', default: '127.0.0.1' },
      },
    })
    const port = /^\d{1,5}$/.test(values.port) ? Number(values.port) : null
    return parseRelayPlace({ ...values, port })
  } catch {
    return fail('malformed')
  }
}
