/**
 * Memory for what is put together only to be hashed, signed or encrypted. A browser takes longer to
 * allocate a few hundred bytes than to hash them; and what is allocated holds its text until it is
 * collected, where this is erased after each use.
 */
const workspace = new Uint8Array(64 * 1024)
let used = 0

/** Runs `work` with `length` bytes that are zero at first, and which it must not keep. May be nested. */
export function inWorkspace<T>(length: number, work: (bytes: Uint8Array<ArrayBuffer>) => T): T {
  if (length > workspace.length - used) return work(new Uint8Array(length))
  const before = used
  used += length
  const bytes = workspace.subarray(before, used)
  try {
    return work(bytes)
  } finally {
    bytes.fill(0)
    used = before
  }
}
