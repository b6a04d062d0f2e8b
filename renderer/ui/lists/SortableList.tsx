import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useRef, useState } from 'react'
import { VisuallyHidden } from '../layout/VisuallyHidden.tsx'
import { RowsDrawn } from './drawnRows.tsx'
import { dropIndex } from './dropIndex.ts'
import { SortableRows } from './SortableRows.tsx'
import { useNamedRows } from './useNamedRows.ts'

export interface SortableWords {
  /** Names the handle of a row. */
  readonly handle: (name: string) => string
  /** Said after a move; position counts from one. */
  readonly moved: (name: string, position: number, count: number) => string
}

export interface SortableListProps<T extends { readonly id: string }> {
  readonly label: string
  readonly items: readonly T[]
  /** The name of a row, for listeners. */
  readonly textOf: (item: T) => string
  /**
   * Draws a row. A row is drawn again only when its item, its place or this function is another
   * one: a long list should hand in the same function each time.
   */
  readonly children: (item: T, index: number) => ReactNode
  /** `toIndex` counts in the list without the moved row. */
  readonly onMove: (id: string, toIndex: number) => void
  readonly words: SortableWords
  readonly empty?: ReactNode
  readonly isReadOnly?: boolean | undefined
  /** Enter on a row, or a press on it beside its fields. */
  readonly onOpen?: ((id: string) => void) | undefined
}

/**
 * Rows that are moved by their handle or by Alt with the arrow up or down, wherever in the row the focus
 * is. Arrow keys go from row to row, Tab into the fields of a row, Escape from a field back to its row.
 * @see {@link https://www.w3.org/WAI/ARIA/apg/patterns/grid/ | Grid pattern}
 */
export function SortableList<T extends { readonly id: string }>(props: SortableListProps<T>) {
  const { label, items, textOf, children, onMove, words, empty, isReadOnly = false, onOpen } = props
  const [said, setSaid] = useState('')
  const { rows, settle } = useNamedRows(items, textOf)
  const ids = items.map((item) => item.id)

  const move = (id: string, toIndex: number) => {
    const item = items.find((candidate) => candidate.id === id)
    if (item === undefined || toIndex < 0 || toIndex >= items.length || ids[toIndex] === id) return
    onMove(id, toIndex)
    setSaid(words.moved(textOf(item), toIndex + 1, items.length))
  }

  // The rows are handed functions that stay the same and do what is right by the time they are called.
  const latest = useRef({ move, ids, onOpen })
  useEffect(() => {
    latest.current = { move, ids, onOpen }
  })
  const open = useCallback((id: string) => latest.current.onOpen?.(id), [])
  const drop = useCallback((id: string, target: string, position: 'before' | 'after') => {
    latest.current.move(id, dropIndex(latest.current.ids, id, target, position))
  }, [])

  const keyDown = (event: KeyboardEvent<HTMLElement>) => {
    const row = rowOf(event.target)
    if (row === null || !event.currentTarget.contains(row)) return
    if (event.key === 'Escape' && event.target !== row && !event.nativeEvent.isComposing) {
      event.stopPropagation()
      // The row has its new name before a listener hears it.
      settle()
      queueMicrotask(() => row.focus())
      return
    }
    const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
    if (step === 0 || !event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    event.stopPropagation()
    const id = row.dataset['key']
    if (id !== undefined && !isReadOnly) move(id, ids.indexOf(id) + step)
  }

  return (
    <RowsDrawn items={items} draw={children} empty={empty}>
      <div onKeyDownCapture={keyDown}>
        <SortableRows
          label={label}
          rows={rows}
          handle={words.handle}
          isReadOnly={isReadOnly}
          isPressable={onOpen !== undefined}
          onOpen={open}
          onDrop={drop}
        />
        <VisuallyHidden>
          <span role="status">{said}</span>
        </VisuallyHidden>
      </div>
    </RowsDrawn>
  )
}

function rowOf(target: EventTarget): HTMLElement | null {
  return target instanceof HTMLElement ? target.closest<HTMLElement>('[role="row"]') : null
}
