import { cleanLines, notesLimits } from '#shared/model/notes/index.ts'
import { cutText } from '#shared/model/text/index.ts'
import { openOnce } from './openOnce.ts'
import { mostTogether, planText } from './titles.ts'
import type { NotesDocument, NotesView, SharedDocument } from './types.ts'
import { createView, keepSame } from './view.ts'

/** The notes in a document; the same object each time. */
export const notesOf: (shared: SharedDocument) => NotesDocument = openOnce(openNotes)

function openNotes(shared: SharedDocument): NotesDocument {
  const text = shared.text('notes')
  const view = createView<NotesView>((last) =>
    keepSame(last, { text: cleanLines(cutText(text.toJSON(), notesLimits.text * mostTogether)) }),
  )
  text.observe(view.invalidate)
  shared.onSettled(view.notify)

  return {
    read: view.read,
    subscribe: view.subscribe,
    setText: (next, seen) => {
      const plan = planText(text, next, seen, notesLimits.text, cleanLines)
      return plan.ok ? shared.transact(plan.value.write, 'typing') : plan
    },
    undo: shared.undo,
    redo: shared.redo,
  }
}
