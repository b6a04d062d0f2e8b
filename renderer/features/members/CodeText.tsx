import styles from './CodeText.module.css'

/** An invitation code, selectable as a whole. */
export function CodeText(props: { label: string; children: string }) {
  return (
    <code className={styles.code} aria-label={props.label} data-testid="invitation-code">
      {props.children}
    </code>
  )
}
