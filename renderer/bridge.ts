import * as v from 'valibot'
import {
  type Answer,
  type Argument,
  type Bridge,
  type Channel,
  contract,
  replySchema,
} from '#shared/ipc/index.ts'
import { fail, type Result } from '#shared/result.ts'

declare global {
  interface Window {
    /** Put there by the preload; absent when the page runs without a desktop. */
    readonly subrosa?: Bridge
  }
}

/**
 * Asks the desktop. The reply is parsed like anything from outside; a reply that does not fit the
 * contract, or no desktop at all, is 'bridge-refused'.
 */
export async function askDesktop<C extends Channel>(
  channel: C,
  argument: Argument<C>,
): Promise<Result<Answer<C>>> {
  const bridge = window.subrosa
  if (bridge === undefined) return fail('bridge-refused', 'no desktop')
  const checked = v.safeParse(contract[channel].argument, argument)
  if (!checked.success) return fail('bridge-refused', `${channel}: argument`)
  const reply = v.safeParse(replySchema(channel), await bridge[channel](argument))
  if (!reply.success) return fail('bridge-refused', `${channel}: reply`)
  // replySchema(channel) is built from the schema that Answer<C> is inferred from.
  return reply.output as Result<Answer<C>>
}
