import { useEffect, useState } from 'react'
import type { NotesDocument } from '#renderer/data/docs/index.ts'
import { useForum } from '#renderer/session/index.ts'
import type { Result } from '#shared/result.ts'
import type { NotesChoice } from './notesPlaces.ts'

/** The chosen notes; null while they are being opened. */
export function useNotes({ id, place }: NotesChoice): Result<NotesDocument> | null {
  const forum = useForum()
  const [opened, setOpened] = useState<{ id: string; notes: Result<NotesDocument> } | null>(null)
  // The place says no more than its id, and is made anew each time.
  const text = JSON.stringify(place)
  useEffect(() => {
    let isWanted = true
    void forum.notes(JSON.parse(text) as NotesChoice['place']).then((notes) => {
      if (isWanted) setOpened({ id, notes })
    })
    return () => {
      isWanted = false
    }
  }, [forum, id, text])
  return opened?.id === id ? opened.notes : null
}
