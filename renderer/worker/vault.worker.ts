import { createVault, loadSodium, openVault } from '#crypto'
import { fail } from '#shared/result.ts'
import type { VaultReply, VaultRequest } from './messages.ts'

/** Answers one request and is then ended by the page, so that nothing of the passphrase lingers. */
self.onmessage = async (event: MessageEvent<VaultRequest>) => {
  self.postMessage(await tryToAnswer(event.data))
}

/** A rejection in here would reach nobody, and the page would wait for ever. */
async function tryToAnswer(request: VaultRequest): Promise<VaultReply> {
  try {
    const sodium = await loadSodium((length) => crypto.getRandomValues(new Uint8Array(length)))
    return answer(sodium, request)
  } catch {
    return fail('vault-kdf-refused', 'worker')
  }
}

function answer(sodium: Awaited<ReturnType<typeof loadSodium>>, request: VaultRequest): VaultReply {
  if (request.kind === 'open') {
    const opened = openVault(sodium, request.bytes, request.passphrase)
    return opened.ok ? { ok: true, value: { opened: opened.value, bytes: request.bytes } } : opened
  }
  const cost = { operations: 3, memoryBytes: request.memoryBytes }
  return createVault(sodium, request.passphrase, request.body, cost)
}
