import type { ReactNode, Ref } from 'react'
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components'
import { classes } from '../theme/classes.ts'
import { defined } from '../theme/defined.ts'
import styles from './Button.module.css'

export interface ButtonProps {
  readonly children: ReactNode
  /** `primary` at most once a screen. */
  readonly variant?: 'primary' | 'secondary' | 'quiet' | undefined
  readonly size?: 'm' | 'l' | undefined
  readonly icon?: ReactNode
  /** Words shown while something is under way; the button is held but keeps the focus. */
  readonly working?: string | undefined
  readonly onPress?: (() => void) | undefined
  readonly type?: 'button' | 'submit' | undefined
  /** The id of a form elsewhere on the page that this button submits. */
  readonly form?: string | undefined
  readonly isDisabled?: boolean | undefined
  readonly autoFocus?: boolean | undefined
  readonly id?: string | undefined
  readonly slot?: string | null | undefined
  readonly 'aria-label'?: string | undefined
  readonly 'aria-describedby'?: string | undefined
  /** For a button that shows and hides something. */
  readonly 'aria-expanded'?: boolean | undefined
  readonly ref?: Ref<HTMLButtonElement> | undefined
}

export function Button(props: ButtonProps) {
  const {
    children,
    variant = 'secondary',
    size = 'm',
    icon,
    working,
    onPress,
    ref,
    ...rest
  } = props
  const press: Pick<AriaButtonProps, 'onPress'> =
    onPress === undefined ? {} : { onPress: () => onPress() }
  return (
    <AriaButton
      {...defined(rest)}
      {...press}
      ref={ref}
      isPending={working !== undefined}
      className={classes(styles.button, styles[variant], size === 'l' && styles.large)}
    >
      {icon !== undefined && (
        <span className={styles.icon} aria-hidden="true">
          {icon}
        </span>
      )}
      {working ?? children}
    </AriaButton>
  )
}
