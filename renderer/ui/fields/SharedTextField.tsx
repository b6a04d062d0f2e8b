import { useLayoutEffect, useRef, useState } from 'react'
import { moveCaret } from './moveCaret.ts'
import { TextField, type TextFieldProps } from './TextField.tsx'

export interface SharedTextFieldProps extends Omit<TextFieldProps, 'onChange' | 'inputRef'> {
  /**
   * Writes what was typed over what the person was looking at. Answers null, or the sentence that
   * says why it cannot be kept: then the field keeps the text until it can.
   */
  readonly onWrite: (next: string, seen: string) => string | null
}

/** A text field whose text others may change while one types: the caret stays where it was meant. */
export function SharedTextField({ onWrite, value, error, ...field }: SharedTextFieldProps) {
  const input = useRef<HTMLInputElement>(null)
  const shown = useRef(value)
  const [unkept, setUnkept] = useState<{ text: string; why: string } | null>(null)

  useLayoutEffect(() => {
    const element = input.current
    const before = shown.current
    shown.current = value
    if (element === null || before === value || element !== document.activeElement) return
    const { selectionStart, selectionEnd } = element
    if (selectionStart === null || selectionEnd === null) return
    element.setSelectionRange(
      moveCaret(before, value, selectionStart),
      moveCaret(before, value, selectionEnd),
    )
  }, [value])

  function write(next: string): void {
    const why = onWrite(next, value)
    if (why === null) {
      // The caret of one's own typing is right already; only others' changes move it.
      shown.current = next
      setUnkept(null)
    } else setUnkept({ text: next, why })
  }

  return (
    <TextField
      {...field}
      value={unkept?.text ?? value}
      onChange={write}
      error={unkept?.why ?? error}
      inputRef={input}
    />
  )
}
