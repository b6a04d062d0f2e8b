import { type KeyboardEvent, type ReactNode, useState } from 'react'
import {
  Button,
  DropIndicator,
  GridList,
  GridListItem,
  useDragAndDrop,
} from 'react-aria-components'
import { GripVertical } from '../icons.ts'
import { VisuallyHidden } from '../layout/VisuallyHidden.tsx'
import { classes } from '../theme/classes.ts'
import { dropIndex } from './dropIndex.ts'
import styles from './SortableList.module.css'

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
  readonly children: (item: T, index: number) => ReactNode
  /** `toIndex` counts in the list without the moved row. */
  readonly onMove: (id: string, toIndex: number) => void
  readonly words: SortableWords
  readonly empty?: ReactNode
  readonly isReadOnly?: boolean | undefined
  /** Enter on a row, or a press on it beside its fields. */
  readonly onOpen?: ((id: string) => void) | undefined
}

/** What a dragged row hands over: its id and never its text, so that nothing can be dropped outside. */
const rowType = 'application/x-row'

/**
 * Rows that are moved by their handle or by Alt with the arrow up or down, wherever in the row the focus
 * is. Arrow keys go from row to row, Tab into the fields of a row, Escape from a field back to its row.
 * @see {@link https://www.w3.org/WAI/ARIA/apg/patterns/grid/ | Grid pattern}
 */
export function SortableList<T extends { readonly id: string }>(props: SortableListProps<T>) {
  const { label, items, textOf, children, onMove, words, empty, isReadOnly = false, onOpen } = props
  const [said, setSaid] = useState('')
  const ids = items.map((item) => item.id)

  const move = (id: string, toIndex: number) => {
    const item = items.find((candidate) => candidate.id === id)
    if (item === undefined || toIndex < 0 || toIndex >= items.length || ids[toIndex] === id) return
    onMove(id, toIndex)
    setSaid(words.moved(textOf(item), toIndex + 1, items.length))
  }

  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (keys) => [...keys].map((key) => ({ [rowType]: String(key) })),
    onReorder: ({ keys, target }) => {
      const [moved] = keys
      if (moved === undefined || target.dropPosition === 'on') return
      move(String(moved), dropIndex(ids, String(moved), String(target.key), target.dropPosition))
    },
    renderDropIndicator: (target) => (
      <DropIndicator target={target} className={styles.drop ?? ''} />
    ),
  })

  const keyDown = (event: KeyboardEvent<HTMLElement>) => {
    const row = rowOf(event.target)
    if (row === null || !event.currentTarget.contains(row)) return
    if (event.key === 'Escape' && event.target !== row && !event.nativeEvent.isComposing) {
      event.stopPropagation()
      row.focus()
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
    <div onKeyDownCapture={keyDown}>
      <GridList
        aria-label={label}
        className={styles.list ?? ''}
        keyboardNavigationBehavior="tab"
        disallowTypeAhead
        renderEmptyState={() => empty}
        {...(isReadOnly ? {} : { dragAndDropHooks })}
        {...(onOpen === undefined ? {} : { onAction: (key) => onOpen(String(key)) })}
      >
        {items.map((item, index) => (
          <GridListItem
            key={item.id}
            id={item.id}
            textValue={textOf(item)}
            className={classes(styles.row, onOpen !== undefined && styles.pressable)}
          >
            {!isReadOnly && (
              <Button
                slot="drag"
                className={styles.handle ?? ''}
                aria-label={words.handle(textOf(item))}
              >
                <GripVertical aria-hidden="true" />
              </Button>
            )}
            <div className={styles.content}>{children(item, index)}</div>
          </GridListItem>
        ))}
      </GridList>
      <VisuallyHidden>
        <span role="status">{said}</span>
      </VisuallyHidden>
    </div>
  )
}

function rowOf(target: EventTarget): HTMLElement | null {
  return target instanceof HTMLElement ? target.closest<HTMLElement>('[role="row"]') : null
}
