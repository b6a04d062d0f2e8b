import { TextArea as AriaTextArea, TextField as AriaTextField } from 'react-aria-components'
import { classes } from '../theme/classes.ts'
import { defined } from '../theme/defined.ts'
import { ariaFieldProps, type FieldProps } from './field.ts'
import { FieldLabel } from './FieldLabel.tsx'
import { FieldNotes } from './FieldNotes.tsx'
import fieldStyles from './field.module.css'
import styles from './TextArea.module.css'

export interface TextAreaProps extends FieldProps {
  readonly value: string
  readonly onChange: (text: string) => void
  /** Lines shown while there is less text; it grows with the text. */
  readonly rows?: number | undefined
  readonly maxLength?: number | undefined
  readonly spellCheck?: boolean | undefined
  readonly placeholder?: string | undefined
}

export function TextArea(props: TextAreaProps) {
  const { label, description, error, hideLabel, value, onChange, rows = 3 } = props
  const { maxLength, placeholder, spellCheck = false } = props
  return (
    <AriaTextField
      {...ariaFieldProps(props)}
      {...defined({ maxLength })}
      className={classes(fieldStyles.field)}
      value={value}
      onChange={onChange}
      spellCheck={spellCheck ? 'true' : 'false'}
      autoComplete="off"
    >
      <FieldLabel label={label} hideLabel={hideLabel} />
      <div className={styles.grow} data-text={value}>
        <AriaTextArea
          dir="auto"
          className={classes(fieldStyles.box, styles.area)}
          rows={rows}
          {...defined({ placeholder })}
        />
      </div>
      <FieldNotes description={description} error={error} />
    </AriaTextField>
  )
}
