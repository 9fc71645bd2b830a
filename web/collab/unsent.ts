/** Changes the server has not acknowledged, kept in this browser: a crash of the page or a lost connection costs none. */

export type UnsentChange = { key: number; update: Uint8Array }

export type UnsentStore = {
  /** One person's changes to one flow, oldest first. */
  load(publicId: string, actorId: string): Promise<UnsentChange[]>
  /** Keeps one more. Rejects when this browser cannot. */
  add(publicId: string, actorId: string, update: Uint8Array): Promise<number>
  /** They are durable on the server now. */
  remove(keys: readonly number[]): Promise<void>
}

const databaseName = 'flowroom-unsent'
const storeName = 'changes'
const byOwner = 'by-owner'

type Row = { publicId: string; actorId: string; update: Uint8Array }

/** The browser's store; rejects where storage is blocked or broken. */
export async function openUnsent(factory: IDBFactory = indexedDB): Promise<UnsentStore> {
  const opening = factory.open(databaseName, 1)
  opening.onupgradeneeded = () => {
    const store = opening.result.createObjectStore(storeName, { autoIncrement: true })
    store.createIndex(byOwner, ['publicId', 'actorId'])
  }
  const database = await settled(opening)
  // Another tab wants a newer layout: let go, or it waits for ever.
  database.onversionchange = () => database.close()
  const changes = (mode: IDBTransactionMode): IDBObjectStore =>
    database.transaction(storeName, mode).objectStore(storeName)
  return {
    async load(publicId, actorId) {
      const index = changes('readonly').index(byOwner)
      const owner = [publicId, actorId]
      const [keys, rows] = await Promise.all([
        settled(index.getAllKeys(owner)),
        settled(index.getAll(owner) as IDBRequest<Row[]>),
      ])
      return rows.map(({ update }, i) => ({ key: keys[i] as number, update }))
    },
    async add(publicId, actorId, update) {
      const row: Row = { publicId, actorId, update }
      return (await settled(changes('readwrite').add(row))) as number
    },
    async remove(keys) {
      if (keys.length === 0) return
      const store = changes('readwrite')
      await Promise.all(keys.map((key) => settled(store.delete(key))))
    },
  }
}

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
