import styles from './KeyGroups.module.css'

/** The two lines of a recovery sheet in groups of five, large enough to copy by hand. */
export function KeyGroups({ labels, text }: { labels: readonly [string, string]; text: string }) {
  const [key = '', way = ''] = text.split('\n')
  return (
    <div className={styles.place}>
      <p className={styles.label}>{labels[0]}</p>
      <Groups label={labels[0]} line={key} testId="recovery-key" />
      <p className={styles.label}>{labels[1]}</p>
      <Groups label={labels[1]} line={way} testId="recovery-way" />
    </div>
  )
}

function Groups({ label, line, testId }: { label: string; line: string; testId: string }) {
  const groups = line.split('-').map((group, at) => ({ group, key: `${at} ${group}` }))
  return (
    <ol className={styles.groups} aria-label={label} data-testid={testId}>
      {groups.map(({ group, key }) => (
        <li key={key}>{group}</li>
      ))}
    </ol>
  )
}
