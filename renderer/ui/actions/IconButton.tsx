import type { ReactNode, Ref } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import { Tooltip } from '../overlays/Tooltip.tsx'
import { classes } from '../theme/classes.ts'
import { defined } from '../theme/defined.ts'
import styles from './Button.module.css'

export interface IconButtonProps {
  /** What it does, in words; shown on hover and focus. */
  readonly label: string
  readonly icon: ReactNode
  readonly onPress?: (() => void) | undefined
  readonly isDisabled?: boolean | undefined
  readonly ref?: Ref<HTMLButtonElement> | undefined
}

export function IconButton({ label, icon, onPress, isDisabled, ref }: IconButtonProps) {
  return (
    <Tooltip content={label}>
      <AriaButton
        {...defined({ isDisabled })}
        ref={ref}
        {...(onPress === undefined ? {} : { onPress: () => onPress() })}
        aria-label={label}
        className={classes(styles.button, styles.quiet, styles.iconOnly)}
      >
        <span className={styles.icon} aria-hidden="true">
          {icon}
        </span>
      </AriaButton>
    </Tooltip>
  )
}
