import { memo } from 'react'
import {
  Button,
  DropIndicator,
  GridList,
  GridListItem,
  useDragAndDrop,
} from 'react-aria-components'
import { GripVertical } from '../icons.ts'
import { classes } from '../theme/classes.ts'
import { DrawnEmpty, DrawnRow } from './drawnRows.tsx'
import styles from './SortableList.module.css'
import type { NamedRow } from './useNamedRows.ts'

export interface SortableRowsProps {
  readonly label: string
  readonly rows: readonly NamedRow[]
  readonly handle: (name: string) => string
  readonly isReadOnly: boolean
  readonly isPressable: boolean
  readonly onOpen: (id: string) => void
  readonly onDrop: (id: string, target: string, position: 'before' | 'after') => void
}

/** What a dragged row hands over: its id and never its text, so that nothing can be dropped outside. */
const rowType = 'application/x-row'

/**
 * The list itself, without what stands in its rows. Whenever it is drawn, all its rows are, so its
 * properties must stay the same while somebody types into one of them.
 */
export const SortableRows = memo(function SortableRows(props: SortableRowsProps) {
  const { label, rows, handle, isReadOnly, isPressable, onOpen, onDrop } = props
  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (keys) => [...keys].map((key) => ({ [rowType]: String(key) })),
    onReorder: ({ keys, target }) => {
      const [moved] = keys
      if (moved === undefined || target.dropPosition === 'on') return
      onDrop(String(moved), String(target.key), target.dropPosition)
    },
    renderDropIndicator: (target) => (
      <DropIndicator target={target} className={styles.drop ?? ''} />
    ),
  })
  return (
    <GridList
      aria-label={label}
      className={styles.list ?? ''}
      keyboardNavigationBehavior="tab"
      disallowTypeAhead
      items={rows}
      dependencies={[handle, isReadOnly, isPressable]}
      renderEmptyState={() => <DrawnEmpty />}
      {...(isReadOnly ? {} : { dragAndDropHooks })}
      {...(isPressable ? { onAction: (key) => onOpen(String(key)) } : {})}
    >
      {(row) => (
        <GridListItem
          id={row.id}
          textValue={row.name}
          className={classes(styles.row, isPressable && styles.pressable)}
        >
          {!isReadOnly && (
            <Button slot="drag" className={styles.handle ?? ''} aria-label={handle(row.name)}>
              <GripVertical aria-hidden="true" />
            </Button>
          )}
          <div className={styles.content}>
            <DrawnRow id={row.id} />
          </div>
        </GridListItem>
      )}
    </GridList>
  )
})
