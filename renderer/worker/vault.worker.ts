import { createPadlock, createVault, loadSodium, openVault, type Sodium } from '#crypto'
import { fail, type Result } from '#shared/result.ts'
import type { VaultAnswers, VaultRequest } from './messages.ts'

type Reply = Result<VaultAnswers[keyof VaultAnswers]>

/** Answers one request and is then ended by the page, so that nothing of the passphrase lingers. */
self.onmessage = async (event: MessageEvent<VaultRequest>) => {
  self.postMessage(await tryToAnswer(event.data))
}

/** A rejection in here would reach nobody, and the page would wait for ever. */
async function tryToAnswer(request: VaultRequest): Promise<Reply> {
  try {
    const sodium = await loadSodium((length) => crypto.getRandomValues(new Uint8Array(length)))
    return answer(sodium, request)
  } catch {
    return fail('vault-kdf-refused', 'worker')
  }
}

function answer(sodium: Sodium, request: VaultRequest): Reply {
  if (request.kind === 'open') return openVault(sodium, request.bytes, request.secret)
  const cost = { operations: 3, memoryBytes: request.memoryBytes }
  if (request.kind === 'create') return createVault(sodium, request.passphrase, request.body, cost)
  if (request.proof !== null) {
    const proven = openVault(sodium, request.proof.bytes, request.proof.secret)
    if (!proven.ok) return proven
  }
  return createPadlock(sodium, request.secret, cost)
}
