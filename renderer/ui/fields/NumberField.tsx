import { type KeyboardEvent, type ReactNode, useRef } from 'react'
import { Button, Group, Input, NumberField as AriaNumberField } from 'react-aria-components'
import { Minus, Plus } from '../icons.ts'
import { classes } from '../theme/classes.ts'
import { defined } from '../theme/defined.ts'
import { ariaFieldProps, type FieldProps } from './field.ts'
import { FieldLabel } from './FieldLabel.tsx'
import { FieldNotes } from './FieldNotes.tsx'
import fieldStyles from './field.module.css'
import styles from './NumberField.module.css'
import { steppedValue } from './steppedValue.ts'

export interface NumberFieldProps extends FieldProps {
  /** Whole number; null while there is none. */
  readonly value: number | null
  /** Called at each step and when the field is left, not at each letter. */
  readonly onChange: (value: number | null) => void
  readonly min?: number | undefined
  readonly max?: number | undefined
  /** How far an arrow key or a press goes. Any whole number may be typed. */
  readonly step?: number | undefined
  readonly unit?: string | undefined
  /** `inline` has no box and no step buttons: for rows of a list; the arrow keys step. */
  readonly look?: 'box' | 'inline' | undefined
}

const wholeNumbers: Intl.NumberFormatOptions = { maximumFractionDigits: 0, useGrouping: false }

export function NumberField(props: NumberFieldProps) {
  const { label, description, error, hideLabel, value, onChange, unit, look = 'box' } = props
  const { min = 0, max = Number.MAX_SAFE_INTEGER, step = 1, isDisabled, isReadOnly } = props
  const input = useRef<HTMLInputElement>(null)

  const go = (direction: 1 | -1) => {
    if (isDisabled === true || isReadOnly === true) return
    const typed = input.current?.value ?? ''
    const from = /^\d+$/.test(typed) ? Number(typed) : value
    onChange(steppedValue(from, direction, step, min, max))
  }
  // react-aria would also round what is typed to its step, so the steps are ours.
  const keyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
    event.preventDefault()
    event.stopPropagation()
    go(event.key === 'ArrowUp' ? 1 : -1)
  }

  return (
    <AriaNumberField
      {...ariaFieldProps(props)}
      {...defined({ minValue: props.min, maxValue: props.max })}
      className={classes(fieldStyles.field)}
      value={value ?? Number.NaN}
      onChange={(next) => onChange(Number.isNaN(next) ? null : next)}
      formatOptions={wholeNumbers}
      isWheelDisabled
    >
      <FieldLabel label={label} hideLabel={hideLabel} />
      <div className={styles.line} onKeyDownCapture={keyDown}>
        {look === 'inline' ? (
          <Input
            ref={input}
            className={classes(fieldStyles.inline, fieldStyles.mono, styles.inline)}
          />
        ) : (
          <Group className={classes(styles.group, isReadOnly === true && styles.readOnly)}>
            {isReadOnly !== true && (
              <Step label={`${label} −${step}`} isDisabled={isDisabled} onPress={() => go(-1)}>
                <Minus aria-hidden="true" />
              </Step>
            )}
            <Input ref={input} className={classes(fieldStyles.mono, styles.input)} />
            {isReadOnly !== true && (
              <Step label={`${label} +${step}`} isDisabled={isDisabled} onPress={() => go(1)}>
                <Plus aria-hidden="true" />
              </Step>
            )}
          </Group>
        )}
        {unit !== undefined && <span className={styles.unit}>{unit}</span>}
      </div>
      <FieldNotes description={description} error={error} />
    </AriaNumberField>
  )
}

interface StepProps {
  readonly label: string
  readonly isDisabled: boolean | undefined
  readonly onPress: () => void
  readonly children: ReactNode
}

function Step({ label, isDisabled, onPress, children }: StepProps) {
  return (
    <Button
      slot={null}
      className={styles.step ?? ''}
      aria-label={label}
      excludeFromTabOrder
      {...defined({ isDisabled })}
      onPress={() => onPress()}
    >
      {children}
    </Button>
  )
}
