import { useEffect } from 'react'
import type { NotesDocument } from '#renderer/data/docs/index.ts'
import { useReadable } from '#renderer/session/index.ts'
import { SharedTextField } from '#renderer/ui/index.ts'
import { notesWords as words, sentenceFor } from '#renderer/words/index.ts'

/** Lines shown while nothing is written. */
const lines = 12

/** One text that all write who can open it. */
export function NotesText(props: {
  id: string
  notes: NotesDocument
  isReadOnly: boolean
  onNotes: (notes: NotesDocument | null) => void
}) {
  const { id, notes, isReadOnly, onNotes } = props
  const { text } = useReadable(notes)
  useEffect(() => {
    onNotes(notes)
    return () => onNotes(null)
  }, [notes, onNotes])
  return (
    <SharedTextField
      key={id}
      label={words.text}
      value={text}
      lines={lines}
      spellCheck
      isReadOnly={isReadOnly}
      draftId={`notes ${id}`}
      onWrite={(next, seen) => {
        const written = notes.setText(next, seen)
        return written.ok ? null : sentenceFor(written.failure)
      }}
    />
  )
}
