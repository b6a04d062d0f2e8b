/** The part of Electron's safeStorage that is used; the last is missing in Electron 25.1.1. */
export interface SafeStorage {
  isEncryptionAvailable(): boolean
  encryptString(text: string): Buffer
  decryptString(sealed: Buffer): string
  getSelectedStorageBackend?(): string
}

/** The system's keychain: what it seals, only this person on this computer opens again. */
export interface SystemKeychain {
  /** Null when there is no keychain, or none that is worth the name. */
  seal(text: string): Buffer | null
  /** Null for what it did not seal, or no longer opens. */
  open(sealed: Buffer): string | null
}

/**
 * Wraps safeStorage, which must not be asked before the app is ready. Without a keyring Chromium on
 * Linux seals under a password that stands in its source (`basic_text`, ciphertext "v10"); a keyring's
 * begins "v11". That prefix is asked for even where the backend has a name, since Electron 25.1.1
 * names none (Chromium: components/os_crypt/sync/os_crypt_linux.cc).
 */
export function wrapSafeStorage(storage: SafeStorage, platform: string): SystemKeychain {
  function isSafe(sealed: Buffer): boolean {
    if (platform !== 'linux') return true
    const backend = storage.getSelectedStorageBackend?.()
    if (backend === 'basic_text' || backend === 'unknown') return false
    return sealed.subarray(0, 3).toString('latin1') === 'v11'
  }
  return {
    seal: (text) =>
      orNull(() => {
        if (!storage.isEncryptionAvailable()) return null
        const sealed = storage.encryptString(text)
        return isSafe(sealed) ? sealed : null
      }),
    open: (sealed) =>
      orNull(() =>
        isSafe(sealed) && storage.isEncryptionAvailable() ? storage.decryptString(sealed) : null,
      ),
  }
}

/** It throws for what it cannot do, and says nothing that a person could use. */
function orNull<T>(work: () => T | null): T | null {
  try {
    return work()
  } catch {
    return null
  }
}
