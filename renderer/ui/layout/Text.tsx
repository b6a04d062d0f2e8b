import type { ReactNode } from 'react'
import { classes } from '../theme/classes.ts'
import styles from './Text.module.css'

export interface TextProps {
  readonly tone?: 'ink' | 'soft' | 'moss' | 'amber' | undefined
  readonly size?: 's' | 'm' | 'l' | undefined
  readonly as?: 'p' | 'span' | 'div' | undefined
  readonly id?: string | undefined
  readonly children: ReactNode
}

/** Words at most 70 characters wide. Moss says sealed or confirmed, amber says look here; the words say it too. */
export function Text({ tone = 'ink', size = 'm', as: Tag = 'p', id, children }: TextProps) {
  return (
    <Tag id={id} className={classes(styles.text, styles[tone], styles[size])}>
      {children}
    </Tag>
  )
}
