import * as v from 'valibot'
import { type LocalPlace, type LocalValues, settingAt } from '../local/index.ts'

/** A small table that is written down whole, a moment after it changed. */
export interface MemoryTable<T> {
  readonly rows: Map<string, T>
  /** The rows were changed. */
  changed(): void
}

/** Tables and single values of which a loss costs time, never text. */
export interface MemoryTables {
  /** A table; empty when it was never written or is damaged. */
  open<T>(name: string, row: v.GenericSchema<unknown, T>): Promise<MemoryTable<T>>
  /** A value of its own, written down with the tables. */
  put(place: LocalPlace<number>, value: number): void
  /** Writes down what has changed. */
  flush(): Promise<void>
}

const writeDelay = 500

/** Keeps tables in these sealed values. */
export function createMemoryTables(values: LocalValues): MemoryTables {
  const due = new Map<string, () => Promise<unknown>>()
  let timer: ReturnType<typeof setTimeout> | null = null

  function later(name: string, write: () => Promise<unknown>): void {
    due.set(name, write)
    timer ??= setTimeout(() => void flush(), writeDelay)
  }

  async function flush(): Promise<void> {
    if (timer !== null) clearTimeout(timer)
    timer = null
    const writes = [...due.values()]
    due.clear()
    await Promise.all(writes.map((write) => write()))
  }

  async function read<T>(
    place: LocalPlace<string>,
    row: v.GenericSchema<unknown, T>,
  ): Promise<[string, T][]> {
    const text = await values.get(place)
    if (!text.ok || text.value === null) return []
    try {
      const parsed = v.safeParse(v.array(v.tuple([v.string(), row])), JSON.parse(text.value))
      return parsed.success ? parsed.output : []
    } catch {
      return []
    }
  }

  return {
    async open(name, row) {
      const place = settingAt(name)
      const rows = new Map(await read(place, row))
      return {
        rows,
        changed: () => later(name, () => values.set(place, JSON.stringify([...rows]))),
      }
    },
    put: (place, value) => later(`${place.group} ${place.key}`, () => values.set(place, value)),
    flush,
  }
}
