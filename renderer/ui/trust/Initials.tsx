import { classes } from '../theme/classes.ts'
import { initialsOf } from './initialsOf.ts'
import styles from './Presence.module.css'

export interface InitialsProps {
  readonly name: string
  readonly tone?: 'moss' | 'ink' | undefined
}

/** A person as initials in a quiet ring; listeners hear the name. */
export function Initials({ name, tone = 'ink' }: InitialsProps) {
  return (
    <span role="img" aria-label={name} className={classes(styles.ring, styles[tone])}>
      <span aria-hidden="true">{initialsOf(name)}</span>
    </span>
  )
}
