import { Button, Group, Input, NumberField as AriaNumberField } from 'react-aria-components'
import { Minus, Plus } from '../icons.ts'
import { classes } from '../theme/classes.ts'
import { defined } from '../theme/defined.ts'
import { ariaFieldProps, type FieldProps } from './field.ts'
import { FieldLabel } from './FieldLabel.tsx'
import { FieldNotes } from './FieldNotes.tsx'
import fieldStyles from './field.module.css'
import styles from './NumberField.module.css'

export interface NumberFieldProps extends FieldProps {
  /** Whole number; null while there is none. */
  readonly value: number | null
  /** Called at each step and when the field is left, not at each letter. */
  readonly onChange: (value: number | null) => void
  readonly min?: number | undefined
  readonly max?: number | undefined
  readonly step?: number | undefined
  readonly unit?: string | undefined
  /** `inline` has no box and no step buttons: for rows of a list; the arrow keys step. */
  readonly look?: 'box' | 'inline' | undefined
}

const wholeNumbers: Intl.NumberFormatOptions = { maximumFractionDigits: 0, useGrouping: false }

export function NumberField(props: NumberFieldProps) {
  const {
    label,
    description,
    error,
    hideLabel,
    value,
    onChange,
    min,
    max,
    step,
    unit,
    look = 'box',
  } = props
  return (
    <AriaNumberField
      {...ariaFieldProps(props)}
      {...defined({ minValue: min, maxValue: max, step })}
      className={classes(fieldStyles.field)}
      value={value ?? Number.NaN}
      onChange={(next) => onChange(Number.isNaN(next) ? null : next)}
      formatOptions={wholeNumbers}
      isWheelDisabled
    >
      <FieldLabel label={label} hideLabel={hideLabel} />
      {look === 'inline' ? (
        <Input className={classes(fieldStyles.inline, fieldStyles.mono, styles.inline)} />
      ) : (
        <div className={styles.line}>
          <Group className={styles.group ?? ''}>
            <Button slot="decrement" className={styles.step ?? ''}>
              <Minus aria-hidden="true" />
            </Button>
            <Input className={classes(fieldStyles.mono, styles.input)} />
            <Button slot="increment" className={styles.step ?? ''}>
              <Plus aria-hidden="true" />
            </Button>
          </Group>
          {unit !== undefined && <span className={styles.unit}>{unit}</span>}
        </div>
      )}
      <FieldNotes description={description} error={error} />
    </AriaNumberField>
  )
}
