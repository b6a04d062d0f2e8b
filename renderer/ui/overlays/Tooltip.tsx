import type { ReactElement, ReactNode } from 'react'
import { Tooltip as AriaTooltip, TooltipTrigger } from 'react-aria-components'
import { classes } from '../theme/classes.ts'
import floating from './floating.module.css'
import styles from './Tooltip.module.css'

export interface TooltipProps {
  readonly content: ReactNode
  /** One part that takes the focus. */
  readonly children: ReactElement
  readonly placement?: 'top' | 'bottom' | 'left' | 'right' | undefined
}

/** Words on hover (after a moment) and on keyboard focus (at once). Never the only place something is said. */
export function Tooltip({ content, children, placement = 'bottom' }: TooltipProps) {
  return (
    <TooltipTrigger delay={350} closeDelay={120}>
      {children}
      <AriaTooltip
        className={classes(floating.floating, styles.tooltip)}
        placement={placement}
        offset={8}
        containerPadding={8}
      >
        {content}
      </AriaTooltip>
    </TooltipTrigger>
  )
}
