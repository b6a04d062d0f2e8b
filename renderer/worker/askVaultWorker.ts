import { fail } from '#shared/result.ts'
import { ownScriptUrl } from './ownScriptUrl.ts'
import workerUrl from './vault.worker.ts?worker&url'
import type { VaultReply, VaultRequest } from './messages.ts'

/**
 * Has a worker make or open the vault, so that the page stays alive meanwhile, and ends it
 * afterwards. A worker that cannot run (too little memory) is 'vault-kdf-refused'.
 */
export function askVaultWorker(request: VaultRequest): Promise<VaultReply> {
  return new Promise((done) => {
    const worker = new Worker(ownScriptUrl(workerUrl), {
      type: 'module',
    })
    function settle(reply: VaultReply): void {
      worker.terminate()
      done(reply)
    }
    // The worker is our own file of the same build: its reply has the type that its code says.
    worker.onmessage = (event: MessageEvent<VaultReply>) => settle(event.data)
    worker.onerror = () => settle(fail('vault-kdf-refused', 'worker'))
    worker.postMessage(request)
  })
}
