import { type ReactNode, useState } from 'react'
import {
  Autocomplete,
  Dialog,
  Input,
  Label,
  Menu,
  MenuItem,
  Modal,
  ModalOverlay,
  TextField,
  useFilter,
} from 'react-aria-components'
import hidden from '../layout/VisuallyHidden.module.css'
import { classes } from '../theme/classes.ts'
import fieldStyles from '../fields/field.module.css'
import dialogStyles from './Dialog.module.css'
import styles from './Finder.module.css'
import floating from './floating.module.css'

export interface Findable {
  readonly id: string
  readonly label: string
  /** What kind of thing it is: a room, a person. */
  readonly kind: string
  readonly icon?: ReactNode
}

export interface FinderProps {
  readonly label: string
  readonly placeholder: string
  readonly emptyText: string
  readonly isOpen: boolean
  readonly onOpenChange: (isOpen: boolean) => void
  readonly things: readonly Findable[]
  readonly onChoose: (id: string) => void
}

/** Most things shown at once; whoever seeks types a letter more. */
const most = 40

/** One line to type into: what fits is listed below, the arrow keys choose and Enter goes there. */
export function Finder(props: FinderProps) {
  const { label, placeholder, emptyText, isOpen, onOpenChange, things, onChoose } = props
  return (
    <ModalOverlay
      className={classes(dialogStyles.veil, styles.veil)}
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      isDismissable
    >
      <Modal className={classes(dialogStyles.modal, dialogStyles.m)}>
        <Dialog className={styles.finder ?? ''} aria-label={label}>
          <Content
            label={label}
            placeholder={placeholder}
            emptyText={emptyText}
            things={things}
            onChoose={(id) => {
              onOpenChange(false)
              onChoose(id)
            }}
          />
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}

function Content(
  props: Pick<FinderProps, 'label' | 'placeholder' | 'emptyText' | 'things' | 'onChoose'>,
) {
  const { label, placeholder, emptyText, things, onChoose } = props
  const [text, setText] = useState('')
  const { contains } = useFilter({ sensitivity: 'base' })
  const fitting = things.filter((thing) => contains(thing.label, text.trim())).slice(0, most)
  return (
    <Autocomplete inputValue={text} onInputChange={setText}>
      <TextField autoFocus className={classes(fieldStyles.field)}>
        <Label className={classes(hidden.hidden)}>{label}</Label>
        <Input
          dir="auto"
          className={classes(fieldStyles.box)}
          placeholder={placeholder}
          spellCheck="false"
          autoComplete="off"
        />
      </TextField>
      <Menu
        aria-label={label}
        className={styles.found ?? ''}
        onAction={(key) => onChoose(String(key))}
        renderEmptyState={() => <p className={styles.nothing}>{emptyText}</p>}
      >
        {fitting.map((thing) => (
          <MenuItem
            key={thing.id}
            id={thing.id}
            textValue={thing.label}
            className={classes(floating.option)}
          >
            <span className={floating.icon} aria-hidden="true">
              {thing.icon}
            </span>
            <span className={floating.words}>
              <bdi>{thing.label}</bdi>
            </span>
            <span className={floating.hint}>{thing.kind}</span>
          </MenuItem>
        ))}
      </Menu>
    </Autocomplete>
  )
}
