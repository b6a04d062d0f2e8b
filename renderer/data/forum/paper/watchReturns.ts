import { toHex } from '#shared/ids.ts'
import { mayWrite } from '../keys/currentEpochs.ts'
import { printedKeys } from './printedKeys.ts'
import { createReturnDesk, type ReturnDesk, type ReturnDeskSources } from './returnDesk.ts'

/**
 * Watches the return mailboxes of all members' printed keys, one's own among them (who has two
 * computers may lose one), and of the newest that were replaced: at most 18, of the 64 that a relay
 * opens. Answers the way to stop.
 */
export function watchReturns(sources: ReturnDeskSources): () => void {
  const { chain, device } = sources.core
  const desks = new Map<string, ReturnDesk>()

  function look(): void {
    const mayAnswer = mayWrite(chain.state.read(), device.id)
    const wanted = new Map(
      (mayAnswer ? printedKeys(chain) : []).map((each) => [toHex(each.key), each]),
    )
    for (const [key, desk] of desks) {
      if (wanted.has(key)) continue
      desks.delete(key)
      desk.close()
    }
    for (const [key, printed] of wanted) {
      const desk = desks.get(key)
      if (desk === undefined) desks.set(key, createReturnDesk(sources, printed))
      else desk.set(printed)
    }
  }

  const unsubscribe = chain.state.subscribe(look)
  look()
  return () => {
    unsubscribe()
    for (const desk of desks.values()) desk.close()
    desks.clear()
  }
}
