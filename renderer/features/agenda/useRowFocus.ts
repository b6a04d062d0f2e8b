import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'

/**
 * Puts the focus on a row of a list once the one it was in is gone; without the focus a keyboard
 * would have to begin at the top of the page again.
 */
export function useRowFocus(): {
  readonly place: RefObject<HTMLDivElement | null>
  /** Null: on the list's own place, when no row is left. */
  readonly focusRow: (id: string | null) => void
} {
  const place = useRef<HTMLDivElement>(null)
  const [wanted, setWanted] = useState<{ readonly id: string | null } | null>(null)
  useEffect(() => {
    if (wanted === null) return
    const row = wanted.id === null ? '[role="grid"]' : `[data-key="${CSS.escape(wanted.id)}"]`
    place.current?.querySelector<HTMLElement>(row)?.focus()
  }, [wanted])
  const focusRow = useCallback((id: string | null) => setWanted({ id }), [])
  return { place, focusRow }
}
