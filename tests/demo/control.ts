import type { RunningDesktop } from '#tests/support/desktop/index.ts'

/**
 * Writes `word` unsealed into an IndexedDB of the app's own origin in a profile that belongs to
 * nobody: once as it is, once in gzip, and once among enough of the like that the database packs it
 * with Snappy. What the search does not find here, it could not have found elsewhere.
 */
export async function writeUnsealed(desktop: RunningDesktop, word: string): Promise<void> {
  await desktop.page.evaluate(async (marked) => {
    const opened = indexedDB.open('control', 1)
    await new Promise((resolve, reject) => {
      opened.onupgradeneeded = () => opened.result.createObjectStore('rows')
      opened.onsuccess = resolve
      opened.onerror = reject
    })
    const put = (key: string, value: unknown) =>
      new Promise((resolve, reject) => {
        const change = opened.result.transaction('rows', 'readwrite', { durability: 'strict' })
        change.objectStore('rows').put(value, key)
        change.oncomplete = resolve
        change.onerror = reject
      })
    const packed = new Blob([`A topic: ${marked}`])
      .stream()
      .pipeThrough(new CompressionStream('gzip'))
    await put('plain', { title: marked })
    await put('gzip', new Uint8Array(await new Response(packed).arrayBuffer()))
  }, word)
}
