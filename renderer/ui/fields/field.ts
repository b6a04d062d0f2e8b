import { defined } from '../theme/defined.ts'

/** What every field takes. */
export interface FieldProps {
  readonly label: string
  readonly description?: string | undefined
  /** What is wrong and what to do, in a sentence. */
  readonly error?: string | undefined
  /** For listeners only: where the place already says what it is. */
  readonly hideLabel?: boolean | undefined
  readonly isDisabled?: boolean | undefined
  readonly isReadOnly?: boolean | undefined
  readonly isRequired?: boolean | undefined
  readonly autoFocus?: boolean | undefined
  readonly onFocus?: (() => void) | undefined
  readonly onBlur?: (() => void) | undefined
}

export interface Option {
  readonly id: string
  readonly label: string
  readonly description?: string | undefined
}

/** What react-aria's own fields have in common, from ours. */
export function ariaFieldProps(field: FieldProps) {
  const { error, isDisabled, isReadOnly, isRequired, autoFocus, onFocus, onBlur } = field
  return {
    ...defined({ isDisabled, isReadOnly, isRequired, autoFocus }),
    ...(onFocus === undefined ? {} : { onFocus: () => onFocus() }),
    ...(onBlur === undefined ? {} : { onBlur: () => onBlur() }),
    isInvalid: error !== undefined,
    validationBehavior: 'aria' as const,
  }
}
