import styles from './SixWords.module.css'

/** Six words, large enough to read aloud from an arm's length. */
export function SixWords({ words }: { words: readonly string[] }) {
  return (
    <ol className={styles.words} data-testid="six-words">
      {words.map((word, at) => (
        <li key={`${at} ${word}`}>{word}</li>
      ))}
    </ol>
  )
}
