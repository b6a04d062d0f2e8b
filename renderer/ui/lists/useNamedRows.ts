import { useCallback, useEffect, useMemo, useState } from 'react'

/** A row as the list knows it: which one, and what listeners are told it is called. */
export interface NamedRow {
  readonly id: string
  readonly name: string
}

const settleMs = 500

/**
 * The rows with their names; the same objects until a row comes, goes or moves, or until a name has
 * been left alone for half a second or is needed (`settle`). The list is built anew whenever they change, which is dear when
 * it is long, so that must not happen at each letter somebody types into a row.
 */
export function useNamedRows<T extends { readonly id: string }>(
  items: readonly T[],
  textOf: (item: T) => string,
): { readonly rows: readonly NamedRow[]; readonly settle: () => void } {
  const [settled, setSettled] = useState<ReadonlyMap<string, string>>(new Map())
  const settle = useCallback(() => {
    setSettled((before) => {
      const now = new Map(items.map((item) => [item.id, textOf(item)]))
      const isSame =
        now.size === before.size && [...now].every(([id, text]) => before.get(id) === text)
      return isSame ? before : now
    })
  }, [items, textOf])
  useEffect(() => {
    const timer = setTimeout(settle, settleMs)
    return () => clearTimeout(timer)
  }, [settle])
  const named = items.map((item) => [item.id, settled.get(item.id) ?? textOf(item)])
  const shape = JSON.stringify(named)
  const rows = useMemo(() => parseShape(shape), [shape])
  return { rows, settle }
}

function parseShape(shape: string): readonly NamedRow[] {
  // Written above from pairs of texts.
  const named = JSON.parse(shape) as [string, string][]
  return named.map(([id, name]) => ({ id, name }))
}
