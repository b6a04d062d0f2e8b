import { createVault, loadSodium, openVault } from '#crypto'
import type { VaultReply, VaultRequest } from './messages.ts'

/** Answers one request and is then ended by the page, so that nothing of the passphrase lingers. */
self.onmessage = async (event: MessageEvent<VaultRequest>) => {
  const sodium = await loadSodium((length) => crypto.getRandomValues(new Uint8Array(length)))
  self.postMessage(answer(sodium, event.data))
}

function answer(sodium: Awaited<ReturnType<typeof loadSodium>>, request: VaultRequest): VaultReply {
  if (request.kind === 'open') {
    const opened = openVault(sodium, request.bytes, request.passphrase)
    return opened.ok ? { ok: true, value: { opened: opened.value, bytes: request.bytes } } : opened
  }
  const cost = { operations: 3, memoryBytes: request.memoryBytes }
  return createVault(sodium, request.passphrase, request.body, cost)
}
