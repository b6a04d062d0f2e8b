/**
 * Two letters for a person in any script: the first letter of the first and of the last word as the
 * locale sees letters (an accent or a joined sign stays whole), one for a single word.
 */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/u)
  const first = firstLetter(words[0] ?? '')
  const last = words.length > 1 ? firstLetter(words[words.length - 1] ?? '') : ''
  return (first + last).toLocaleUpperCase()
}

const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

function firstLetter(word: string): string {
  for (const { segment } of letters.segment(word)) return segment
  return ''
}
