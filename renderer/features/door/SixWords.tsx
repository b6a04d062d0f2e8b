import styles from './SixWords.module.css'

/** Six words, large enough to read aloud from an arm's length. */
export function SixWords({ words }: { words: readonly string[] }) {
  // A word may come twice, so the key is the word and how often it came before.
  const seen = new Map<string, number>()
  const keyed = words.map((word) => {
    const times = (seen.get(word) ?? 0) + 1
    seen.set(word, times)
    return { word, key: `${word} ${times}` }
  })
  return (
    <div className={styles.place}>
      <ol className={styles.words} data-testid="six-words">
        {keyed.map(({ word, key }) => (
          <li key={key}>{word}</li>
        ))}
      </ol>
    </div>
  )
}
