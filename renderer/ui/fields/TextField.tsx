import type { KeyboardEvent, Ref } from 'react'
import { Input, TextField as AriaTextField } from 'react-aria-components'
import { classes } from '../theme/classes.ts'
import { defined } from '../theme/defined.ts'
import { ariaFieldProps, type FieldProps } from './field.ts'
import { FieldLabel } from './FieldLabel.tsx'
import { FieldNotes } from './FieldNotes.tsx'
import styles from './field.module.css'

export interface TextFieldProps extends FieldProps {
  readonly value: string
  readonly onChange: (text: string) => void
  readonly type?: 'text' | 'password' | 'search' | 'url' | undefined
  /** `inline` and `title` have no box until hovered or focused: for rows of a list. */
  readonly look?: 'box' | 'inline' | 'title' | undefined
  /** Letters of one width: codes. */
  readonly mono?: boolean | undefined
  readonly placeholder?: string | undefined
  readonly maxLength?: number | undefined
  readonly spellCheck?: boolean | undefined
  readonly autoComplete?: string | undefined
  readonly onEnter?: ((text: string) => void) | undefined
  readonly inputRef?: Ref<HTMLInputElement> | undefined
}

export function TextField(props: TextFieldProps) {
  const {
    label,
    description,
    error,
    hideLabel,
    value,
    onChange,
    look = 'box',
    mono,
    onEnter,
    inputRef,
  } = props
  const { type, maxLength, placeholder, spellCheck = false, autoComplete = 'off' } = props
  const keyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    // While a word is being composed, Enter takes the word and nothing more.
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || onEnter === undefined) return
    event.preventDefault()
    onEnter(event.currentTarget.value)
  }
  return (
    <AriaTextField
      {...ariaFieldProps(props)}
      {...defined({ type, maxLength })}
      className={classes(styles.field)}
      value={value}
      onChange={onChange}
      spellCheck={spellCheck ? 'true' : 'false'}
      autoComplete={autoComplete}
    >
      <FieldLabel label={label} hideLabel={hideLabel} />
      <Input
        className={classes(styles[look], mono === true && styles.mono)}
        onKeyDown={keyDown}
        ref={inputRef}
        {...defined({ placeholder })}
      />
      <FieldNotes description={description} error={error} />
    </AriaTextField>
  )
}
