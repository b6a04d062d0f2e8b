import * as v from 'valibot'
import { type Answer, type Argument, type Channel, contract } from '#shared/ipc/index.ts'
import { fail, type Result } from '#shared/result.ts'

/** What answers each channel. */
export type Handlers = {
  readonly [C in Channel]: (argument: Argument<C>) => Promise<Result<Answer<C>>>
}

/**
 * Answers one message: parses the argument, asks the handler. An argument that does not fit is
 * 'bridge-refused'. What a handler throws is a defect; the page hears 'bridge-refused' too, since
 * an error's text may name files.
 */
export async function answer<C extends Channel>(
  handlers: Handlers,
  channel: C,
  argument: unknown,
): Promise<Result<Answer<C>>> {
  const parsed = v.safeParse(contract[channel].argument, argument ?? null)
  if (!parsed.success) return fail('bridge-refused', `${channel}: argument`)
  try {
    return await handlers[channel](parsed.output)
  } catch (thrown) {
    const name = thrown instanceof Error ? thrown.name : 'unknown'
    return fail('bridge-refused', `${channel}: ${name}`)
  }
}
