import type { ReactNode } from 'react'
import { classes } from '../theme/classes.ts'
import styles from './Stack.module.css'

/** In steps of 8 px at normal text size. */
export type Gap = 0.5 | 1 | 2 | 3 | 4 | 6

export const gapClass: Readonly<Record<Gap, string>> = {
  0.5: classes(styles.gapHalf),
  1: classes(styles.gap1),
  2: classes(styles.gap2),
  3: classes(styles.gap3),
  4: classes(styles.gap4),
  6: classes(styles.gap6),
}

export interface StackProps {
  readonly gap?: Gap | undefined
  readonly children: ReactNode
}

/** One below the other. */
export function Stack({ gap = 2, children }: StackProps) {
  return <div className={classes(styles.stack, gapClass[gap])}>{children}</div>
}
