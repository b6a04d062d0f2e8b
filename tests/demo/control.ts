import type { RunningDesktop } from '#tests/support/desktop/index.ts'

/**
 * Writes `word` unsealed into an IndexedDB of the app's own origin in a profile that belongs to
 * nobody: once as it is, once in gzip, and once broken up among its like, so that it reads as a word
 * only after Snappy is undone, which the database applies when it has enough to write a table.
 * What the search does not find here, it could not have found elsewhere.
 */
export async function writeUnsealed(desktop: RunningDesktop, word: string): Promise<void> {
  await desktop.page.evaluate(async (marked) => {
    const opened = indexedDB.open('control', 1)
    await new Promise((resolve, reject) => {
      opened.onupgradeneeded = () => opened.result.createObjectStore('rows')
      opened.onsuccess = resolve
      opened.onerror = reject
    })
    const put = (rows: readonly (readonly [string, unknown])[]) =>
      new Promise((resolve, reject) => {
        const change = opened.result.transaction('rows', 'readwrite', { durability: 'strict' })
        for (const [key, value] of rows) change.objectStore('rows').put(value, key)
        change.oncomplete = resolve
        change.onerror = reject
      })
    const packed = new Blob([`A topic: ${marked}`])
      .stream()
      .pipeThrough(new CompressionStream('gzip'))
    const gzip = new Uint8Array(await new Response(packed).arrayBuffer())
    const halves = `${marked.slice(0, 7)}, ${marked.slice(7)}; `
    await put([['snappy', { titles: halves.repeat(300) + marked }]])
    const noise = crypto.getRandomValues(new Uint8Array(50_000))
    await put(Array.from({ length: 120 }, (_, at) => [`filler ${at}`, noise] as const))
    await put([
      ['plain', { title: marked }],
      ['gzip', gzip],
    ])
  }, word)
}
