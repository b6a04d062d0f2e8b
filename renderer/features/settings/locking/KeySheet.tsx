import { useState } from 'react'
import { lockingWords as words } from '#renderer/words/index.ts'
import styles from './KeySheet.module.css'

/**
 * The page that is printed: black on white, nothing of the forum on it. It is not shown on the
 * screen; when printing, only it is.
 */
export function KeySheet({ text }: { text: string }) {
  const [madeAt] = useState(() => Date.now())
  return (
    <div className={styles.sheet} aria-hidden="true" data-testid="recovery-sheet">
      <h1 className={styles.title}>{words.sheetTitle}</h1>
      <p>{words.sheetMade(madeAt)}</p>
      <p className={styles.key}>
        {text.split('-').slice(0, 4).join('  ')}
        <br />
        {text.split('-').slice(4).join('  ')}
      </p>
      <p>{words.sheetLetters}</p>
      <h2 className={styles.head}>{words.sheetUse}</h2>
      <p>{words.sheetUseText}</p>
      <h2 className={styles.head}>{words.sheetKeep}</h2>
      <p>{words.sheetKeepText}</p>
    </div>
  )
}
