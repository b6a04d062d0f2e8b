import { useState } from 'react'
import { lockingWords as words } from '#renderer/words/index.ts'
import styles from './KeySheet.module.css'

/**
 * The page that is printed: black on white, nothing of the forum on it. It is not shown on the
 * screen; when printing, only it is.
 */
export function KeySheet({ text }: { text: string }) {
  const [key = '', way = ''] = text.split('\n')
  const [madeAt] = useState(() => Date.now())
  return (
    <div className={styles.sheet} aria-hidden="true" data-testid="recovery-sheet">
      <h1 className={styles.title}>{words.sheetTitle}</h1>
      <p>{words.sheetMade(madeAt)}</p>
      <h2 className={styles.head}>{words.keyLabel}</h2>
      <p className={styles.key}>{inRows(key)}</p>
      <h2 className={styles.head}>{words.wayLabel}</h2>
      <p className={styles.key}>{inRows(way)}</p>
      <p>{words.sheetLetters}</p>
      <h2 className={styles.head}>{words.sheetUse}</h2>
      <p>{words.sheetUseText}</p>
      <h2 className={styles.head}>{words.sheetKeep}</h2>
      <p>{words.sheetKeepText}</p>
    </div>
  )
}

/** Four groups a row. */
function inRows(line: string): string {
  return line.replace(/((?:[^-]+-){3}[^-]+)-/g, '$1\n').replaceAll('-', '  ')
}
