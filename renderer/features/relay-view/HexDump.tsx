import styles from './HexDump.module.css'
import { hexLines } from './hexLines.ts'

/** Bytes as they lie there. Scrolls sideways where it is narrow, by keyboard too. */
export function HexDump({ bytes, label }: { bytes: Uint8Array; label: string }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must take the focus
    <pre className={styles.dump} role="region" aria-label={label} tabIndex={0}>
      {hexLines(bytes).join('\n')}
    </pre>
  )
}
