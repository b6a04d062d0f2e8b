let opened: Promise<IDBDatabase> | null = null

function open(): Promise<IDBDatabase> {
  return new Promise((done, failed) => {
    const asked = indexedDB.open('bare')
    asked.onupgradeneeded = () => asked.result.createObjectStore('rows', { autoIncrement: true })
    asked.onsuccess = () => done(asked.result)
    asked.onerror = () => failed(new Error('The bare database does not open'))
  })
}

/** Milliseconds that one strict transaction with one row of so many bytes takes, and nothing else. */
export async function strictPut(bytes: number): Promise<number> {
  const database = await (opened ??= open())
  const row = new Uint8Array(bytes)
  const start = performance.now()
  const transaction = database.transaction('rows', 'readwrite', { durability: 'strict' })
  transaction.objectStore('rows').add(row)
  await new Promise<void>((done, failed) => {
    transaction.oncomplete = () => done()
    transaction.onabort = () => failed(new Error('The bare transaction failed'))
  })
  return performance.now() - start
}
