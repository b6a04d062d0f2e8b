import { Button } from 'react-aria-components'
import { Tooltip } from '../overlays/Tooltip.tsx'
import { classes } from '../theme/classes.ts'
import { initialsOf } from './initialsOf.ts'
import { NameList } from './NameList.tsx'
import styles from './Presence.module.css'

export interface PresentPerson {
  readonly id: string
  readonly name: string
  /** Where or since when, in words. */
  readonly note?: string | undefined
}

export interface PresenceProps {
  readonly people: readonly PresentPerson[]
  /** What it means that they are shown: "Here now". */
  readonly label: string
}

/** Who else is here: one stop of the Tab key, names on hover and focus. */
export function Presence({ people, label }: PresenceProps) {
  if (people.length === 0) return null
  const names = people.map(({ name, note }) => (note === undefined ? name : `${name}, ${note}`))
  return (
    <Tooltip content={<NameList label={label} names={names} />}>
      <Button className={styles.people ?? ''} aria-label={`${label}: ${names.join('; ')}`}>
        {people.map((person) => (
          <span key={person.id} className={classes(styles.ring, styles.moss)} aria-hidden="true">
            {initialsOf(person.name)}
          </span>
        ))}
      </Button>
    </Tooltip>
  )
}
