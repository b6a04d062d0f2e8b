import { useLayoutEffect, useRef, useState } from 'react'
import { moveCaret } from './moveCaret.ts'
import { TextField, type TextFieldProps, type TextInput } from './TextField.tsx'

export interface SharedTextFieldProps extends Omit<
  TextFieldProps,
  'onChange' | 'onSelect' | 'inputRef' | 'isShared'
> {
  /**
   * Writes what was typed over what the person was looking at. Answers null, or the sentence that
   * says why it cannot be kept: then the field keeps the text until it can.
   */
  readonly onWrite: (next: string, seen: string) => string | null
  /** Under this name a text that cannot be kept yet outlives the field, until the page is left. */
  readonly draftId?: string | undefined
  /** How many letters stand before the caret, each time it moves; null once the field is left. */
  readonly onCaret?: ((at: number | null) => void) | undefined
}

interface Unkept {
  readonly text: string
  readonly why: string
}

interface Caret {
  readonly start: number
  readonly end: number
}

const drafts = new Map<string, Unkept>()

/** A text field whose text others may change while one types: the caret stays where it was meant. */
export function SharedTextField(props: SharedTextFieldProps) {
  const { onWrite, onCaret, draftId, value, error, ...field } = props
  const input = useRef<TextInput>(null)
  const [unkept, setUnkept] = useState<Unkept | null>(() => drafts.get(draftId ?? '') ?? null)
  // What was just written over `over`. A list gives its rows their new value one step later, and a
  // field that shows the old one even for a moment loses its caret.
  const [written, setWritten] = useState<{ text: string; over: string } | null>(null)
  if (written !== null && written.over !== value) setWritten(null)
  const text = unkept?.text ?? (written?.over === value ? written.text : value)
  const shown = useRef(text)
  // Once others' text is in the element its caret is at the end, and the browser tells of a caret
  // that moved only later; so it is read here, before anything is drawn.
  const caret = caretOf(input.current) // oxlint-disable-line react/refs -- an effect comes too late

  useLayoutEffect(() => {
    const element = input.current
    const before = shown.current
    shown.current = text
    if (element === null || before === text || element !== document.activeElement) return
    if (caret === null) return
    const { start, end } = caret
    element.setSelectionRange(moveCaret(before, text, start), moveCaret(before, text, end))
  })

  function keep(next: Unkept | null): void {
    setUnkept(next)
    if (draftId === undefined) return
    if (next === null) drafts.delete(draftId)
    else drafts.set(draftId, next)
  }

  function tellCaret(): void {
    const element = input.current
    if (element === document.activeElement) onCaret?.(element?.selectionEnd ?? null)
  }

  function write(next: string): void {
    // The caret of one's own typing is right already; only others' changes move it.
    shown.current = next
    const why = onWrite(next, written?.over === value ? written.text : value)
    if (why === null) {
      setWritten({ text: next, over: value })
      keep(null)
      tellCaret()
    } else keep({ text: next, why })
  }

  return (
    <TextField
      {...field}
      value={text}
      onChange={write}
      onSelect={tellCaret}
      onBlur={() => {
        onCaret?.(null)
        field.onBlur?.()
      }}
      error={unkept?.why ?? error}
      inputRef={input}
      isShared
    />
  )
}

function caretOf(element: TextInput | null): Caret | null {
  const start = element?.selectionStart ?? null
  const end = element?.selectionEnd ?? null
  return start === null || end === null ? null : { start, end }
}
