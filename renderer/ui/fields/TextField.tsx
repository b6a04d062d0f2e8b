import type { KeyboardEvent, ReactNode, RefObject } from 'react'
import { Input, TextArea, TextField as AriaTextField } from 'react-aria-components'
import { classes } from '../theme/classes.ts'
import { defined } from '../theme/defined.ts'
import { ariaFieldProps, type FieldProps } from './field.ts'
import { FieldLabel } from './FieldLabel.tsx'
import { FieldNotes } from './FieldNotes.tsx'
import styles from './field.module.css'
import wrapping from './wrapping.module.css'

/** Either kind of element a line of text may be typed into. */
export type TextInput = HTMLInputElement | HTMLTextAreaElement

export interface TextFieldProps extends FieldProps {
  readonly value: string
  readonly onChange: (text: string) => void
  readonly type?: 'text' | 'password' | 'search' | 'url' | 'date' | undefined
  /** `inline` and `title` have no box until hovered or focused: for rows of a list. */
  readonly look?: 'box' | 'inline' | 'title' | undefined
  /** The field is as wide as its text and breaks it into lines instead of cutting it off. */
  readonly wraps?: boolean | undefined
  /** A text of several lines: Enter begins the next. So many are shown while there are fewer. */
  readonly lines?: number | undefined
  /** Letters of one width: codes. */
  readonly mono?: boolean | undefined
  readonly placeholder?: string | undefined
  readonly maxLength?: number | undefined
  readonly spellCheck?: boolean | undefined
  readonly autoComplete?: string | undefined
  readonly onEnter?: ((text: string) => void) | undefined
  /** Others write in it too: undoing belongs to the document, not to the field. */
  readonly isShared?: boolean | undefined
  readonly inputRef?: RefObject<TextInput | null> | undefined
  /** Lies over the text of a field that wraps: `TextCarets`. */
  readonly over?: ReactNode
  /** The caret moved, or the text did around it. */
  readonly onSelect?: (() => void) | undefined
}

/** More letters than fill the highest field; measuring the rest of a long text would only take time. */
const measured = 2000

export function TextField(props: TextFieldProps) {
  const {
    label,
    description,
    error,
    hideLabel,
    value,
    onChange,
    wraps = false,
    lines,
    look = 'box',
  } = props
  const isPage = lines !== undefined
  const { type, maxLength, placeholder, spellCheck = false, autoComplete = 'off' } = props
  return (
    <AriaTextField
      {...ariaFieldProps(props)}
      {...defined({ maxLength, type: wraps || isPage ? undefined : type })}
      className={classes(styles.field)}
      value={value}
      onChange={onChange}
      spellCheck={spellCheck ? 'true' : 'false'}
      autoComplete={autoComplete}
    >
      <FieldLabel label={label} hideLabel={hideLabel} />
      {wraps || isPage ? (
        <span
          className={classes(wrapping.wrap, wrapping[look], isPage && wrapping.page)}
          data-text={value === '' ? placeholder : value.slice(0, measured)}
        >
          <Typed {...props} />
          {props.over}
        </span>
      ) : (
        <Typed {...props} />
      )}
      <FieldNotes description={description} error={error} />
    </AriaTextField>
  )
}

function Typed(props: TextFieldProps) {
  const {
    look = 'box',
    mono,
    placeholder,
    onEnter,
    onSelect,
    inputRef,
    wraps,
    lines,
    isShared,
  } = props
  const keyDown = (event: KeyboardEvent<TextInput>) => {
    // While a word is being composed, Enter takes the word and nothing more.
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
    if (wraps !== true && onEnter === undefined) return
    event.preventDefault()
    onEnter?.(event.currentTarget.value)
  }
  const keep = (element: TextInput | null) => {
    if (inputRef !== undefined) inputRef.current = element
  }
  const shared = {
    onKeyDown: keyDown,
    ref: keep,
    dir: 'auto',
    'data-shared': isShared === true ? '' : undefined,
    ...defined({ placeholder, onSelect }),
  }
  if (wraps === true || lines !== undefined)
    return (
      <TextArea
        {...shared}
        rows={lines ?? 1}
        cols={1}
        className={classes(styles[look], wrapping.area)}
      />
    )
  return <Input {...shared} className={classes(styles[look], mono === true && styles.mono)} />
}
