import styles from './KeyGroups.module.css'

/** A recovery key in its eight groups, large enough to copy by hand. */
export function KeyGroups({ label, text }: { label: string; text: string }) {
  const groups = text.split('-').map((group, at) => ({ group, key: `${at} ${group}` }))
  return (
    <div className={styles.place}>
      <ol className={styles.groups} aria-label={label} data-testid="recovery-key">
        {groups.map(({ group, key }) => (
          <li key={key}>{group}</li>
        ))}
      </ol>
    </div>
  )
}
