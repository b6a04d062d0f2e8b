import type { ReactElement, ReactNode } from 'react'
import { Dialog, DialogTrigger, Popover as AriaPopover } from 'react-aria-components'
import { classes } from '../theme/classes.ts'
import floating from './floating.module.css'
import styles from './Popover.module.css'

export interface PopoverProps {
  /** A Button or IconButton. */
  readonly trigger: ReactElement
  readonly label: string
  readonly children: ReactNode | ((close: () => void) => ReactNode)
  readonly placement?: 'bottom start' | 'bottom end' | 'top start' | 'top end' | undefined
}

/** Something small beside what it belongs to. Escape or a press elsewhere closes it; the focus goes back. */
export function Popover({ trigger, label, children, placement = 'bottom start' }: PopoverProps) {
  return (
    <DialogTrigger>
      {trigger}
      <AriaPopover
        className={classes(floating.floating)}
        placement={placement}
        offset={6}
        containerPadding={16}
      >
        <Dialog className={styles.inside ?? ''} aria-label={label}>
          {({ close }) => (typeof children === 'function' ? children(close) : children)}
        </Dialog>
      </AriaPopover>
    </DialogTrigger>
  )
}
