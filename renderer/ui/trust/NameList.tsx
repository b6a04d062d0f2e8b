import styles from './NameList.module.css'

export interface NameListProps {
  readonly label?: string | undefined
  readonly names: readonly string[]
  readonly until?: string | undefined
}

/** Who, by name, and until when. */
export function NameList({ label, names, until }: NameListProps) {
  return (
    <div className={styles.names}>
      {label !== undefined && <p className={styles.label}>{label}</p>}
      <ul>
        {names.map((name) => (
          <li key={name}>
            <bdi>{name}</bdi>
          </li>
        ))}
      </ul>
      {until !== undefined && <p className={styles.label}>{until}</p>}
    </div>
  )
}
