import { type KeyboardEvent, useRef } from 'react'
import { RadioButton, RadioField, RadioGroup } from 'react-aria-components'
import { classes } from '../theme/classes.ts'
import { ariaFieldProps, type FieldProps } from './field.ts'
import { FieldLabel } from './FieldLabel.tsx'
import { FieldNotes } from './FieldNotes.tsx'
import fieldStyles from './field.module.css'
import styles from './ScoreField.module.css'

export interface ScoreFieldProps extends FieldProps {
  readonly value: number | null
  readonly onChange: (score: number) => void
  readonly min?: number | undefined
  readonly max?: number | undefined
  /** What the two ends mean. */
  readonly lowLabel?: string | undefined
  readonly highLabel?: string | undefined
}

/** A figure from a short scale: one press, the arrow keys, or the figure typed (1 then 0 is ten). */
export function ScoreField(props: ScoreFieldProps) {
  const { label, description, error, hideLabel, value, onChange } = props
  const { min = 0, max = 10, lowLabel, highLabel, isDisabled, isReadOnly } = props
  const group = useRef<HTMLDivElement>(null)
  const typed = useRef('')
  const scores = Array.from({ length: max - min + 1 }, (_, index) => min + index)

  const choose = (score: number) => {
    onChange(score)
    group.current?.querySelector<HTMLInputElement>(`input[value="${score}"]`)?.focus()
  }
  const keyDown = (event: KeyboardEvent) => {
    if (!/^\d$/.test(event.key) || event.altKey || event.ctrlKey || event.metaKey) {
      typed.current = ''
      return
    }
    if (isDisabled === true || isReadOnly === true) return
    const both = Number(typed.current + event.key)
    const score = scores.includes(both) ? both : Number(event.key)
    typed.current = event.key
    event.stopPropagation()
    event.preventDefault()
    if (scores.includes(score)) choose(score)
  }

  return (
    <RadioGroup
      {...ariaFieldProps(props)}
      ref={group}
      className={classes(fieldStyles.field)}
      value={value === null ? null : String(value)}
      onChange={(score) => onChange(Number(score))}
      orientation="horizontal"
    >
      <FieldLabel label={label} hideLabel={hideLabel} />
      <div
        className={classes(styles.scale, isReadOnly === true && styles.readOnly)}
        onKeyDownCapture={keyDown}
      >
        {scores.map((score) => (
          <RadioField key={score} value={String(score)} className={styles.step ?? ''}>
            <RadioButton className={styles.score ?? ''}>{score}</RadioButton>
          </RadioField>
        ))}
      </div>
      {(lowLabel !== undefined || highLabel !== undefined) && (
        <div className={styles.ends} aria-hidden="true">
          <span>{lowLabel}</span>
          <span>{highLabel}</span>
        </div>
      )}
      <FieldNotes description={description} error={error} />
    </RadioGroup>
  )
}
