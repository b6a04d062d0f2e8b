import type { ReactNode } from 'react'
import { classes } from '../theme/classes.ts'
import styles from './Clock.module.css'

export interface ClockProps {
  readonly tone?: 'ink' | 'soft' | undefined
  readonly size?: 's' | 'm' | undefined
  readonly children: ReactNode
}

/** Times and minutes in figures of one width, so that columns of them line up. */
export function Clock({ tone = 'soft', size = 's', children }: ClockProps) {
  return <span className={classes(styles.clock, styles[tone], styles[size])}>{children}</span>
}
