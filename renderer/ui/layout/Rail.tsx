import type { ReactNode } from 'react'
import { Link } from 'react-aria-components'
import { classes } from '../theme/classes.ts'
import { defined } from '../theme/defined.ts'
import styles from './Rail.module.css'

export interface RailItem {
  readonly id: string
  readonly href: string
  readonly label: string
  readonly icon?: ReactNode
}

export interface RailProps {
  readonly title: string
  /** Names the list of rooms for listeners. */
  readonly label: string
  readonly items: readonly RailItem[]
  /** The id of the room one is in. */
  readonly current: string | null
  readonly footer?: ReactNode
}

/** The rooms, always in the same place; the footer says when this computer last exchanged with others. */
export function Rail({ title, label, items, current, footer }: RailProps) {
  return (
    <nav className={styles.rail} aria-label={label}>
      <p className={styles.title}>
        <bdi>{title}</bdi>
      </p>
      <ul className={styles.list}>
        {items.map((item) => (
          <li key={item.id}>
            <Link
              href={item.href}
              className={classes(styles.item, item.id === current && styles.current)}
              {...defined({
                'aria-current': item.id === current ? ('page' as const) : undefined,
              })}
            >
              <span className={styles.icon} aria-hidden="true">
                {item.icon}
              </span>
              {item.label}
            </Link>
          </li>
        ))}
      </ul>
      {footer !== undefined && <div className={styles.footer}>{footer}</div>}
    </nav>
  )
}
