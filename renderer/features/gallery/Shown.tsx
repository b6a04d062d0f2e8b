import { type ReactNode, useId } from 'react'
import { Heading } from '#renderer/ui/index.ts'
import styles from './Gallery.module.css'

export interface ShownProps {
  readonly title: string
  readonly children: ReactNode
}

export function Shown({ title, children }: ShownProps) {
  const id = useId()
  return (
    <section className={styles.shown} aria-labelledby={id}>
      <Heading level={2} id={id}>
        {title}
      </Heading>
      {children}
    </section>
  )
}
