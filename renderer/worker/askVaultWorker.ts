import { fail, type Result } from '#shared/result.ts'
import { ownScriptUrl } from './ownScriptUrl.ts'
import workerUrl from './vault.worker.ts?worker&url'
import type { VaultAnswers, VaultRequest } from './messages.ts'

/**
 * Has a worker make or open the vault, or make a padlock for it, so that the page stays alive
 * meanwhile, and ends it afterwards. A worker that cannot run (too little memory) is
 * 'vault-kdf-refused'.
 */
export function askVaultWorker<R extends VaultRequest>(
  request: R,
): Promise<Result<VaultAnswers[R['kind']]>> {
  type Reply = Result<VaultAnswers[R['kind']]>
  return new Promise((done) => {
    const worker = new Worker(ownScriptUrl(workerUrl), {
      type: 'module',
    })
    function settle(reply: Reply): void {
      worker.terminate()
      done(reply)
    }
    // The worker is our own file of the same build: its reply has the type that its code says.
    worker.onmessage = (event: MessageEvent<Reply>) => settle(event.data)
    worker.onerror = () => settle(fail('vault-kdf-refused', 'worker'))
    worker.postMessage(request)
  })
}
