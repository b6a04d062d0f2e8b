import type { ReactNode } from 'react'
import { classes } from '../theme/classes.ts'
import styles from './Heading.module.css'

type Level = 1 | 2 | 3 | 4
type Size = 'label' | 's' | 'm' | 'l' | 'xl' | 'wall'

export interface HeadingProps {
  readonly level: Level
  /** Follows the level when left out. */
  readonly size?: Size | undefined
  readonly id?: string | undefined
  /** The focus may be put here from outside, so that listeners hear where they are. */
  readonly isLanding?: boolean | undefined
  readonly children: ReactNode
}

const sizeOfLevel: Readonly<Record<Level, Size>> = { 1: 'xl', 2: 'l', 3: 'm', 4: 's' }

export function Heading({
  level,
  size = sizeOfLevel[level],
  id,
  isLanding,
  children,
}: HeadingProps) {
  const Tag = `h${level}` as const
  return (
    <Tag
      id={id}
      className={classes(styles.heading, styles[size])}
      tabIndex={isLanding === true ? -1 : undefined}
    >
      {children}
    </Tag>
  )
}
