import type { ReactNode } from 'react'
import { classes } from '../theme/classes.ts'
import { type Gap, gapClass } from './Stack.tsx'
import styles from './Stack.module.css'

export interface InlineProps {
  readonly gap?: Gap | undefined
  readonly justify?: 'start' | 'between' | 'end' | undefined
  readonly align?: 'center' | 'start' | 'end' | 'baseline' | undefined
  readonly children: ReactNode
}

/** Beside each other, wrapping where the room ends. */
export function Inline({ gap = 2, justify = 'start', align = 'center', children }: InlineProps) {
  return (
    <div
      className={classes(styles.inline, gapClass[gap], styles[justify], styles[`${align}Aligned`])}
    >
      {children}
    </div>
  )
}
