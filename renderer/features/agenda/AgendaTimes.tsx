import { useState } from 'react'
import { useForum, useReadable } from '#renderer/session/index.ts'
import { Inline, NumberField, TextField } from '#renderer/ui/index.ts'
import { agendaWords as words } from '#renderer/words/index.ts'
import { agendaLimits } from '#shared/model/agenda/index.ts'
import type { Result } from '#shared/result.ts'

/** Day, beginning and length of the meeting; the items' times follow from them. */
export function AgendaTimes() {
  const { agenda } = useForum()
  const { date, start, plannedMinutes } = useReadable(agenda)
  return (
    <Inline gap={3} align="start">
      <WholeValueField
        label={words.date}
        value={date}
        placeholder="2026-10-14"
        wrong={words.dateWrong}
        write={agenda.setDate}
      />
      <WholeValueField
        label={words.start}
        value={start}
        placeholder="13:00"
        wrong={words.startWrong}
        write={agenda.setStart}
      />
      <NumberField
        label={words.planned}
        value={plannedMinutes}
        min={1}
        max={agendaLimits.planned}
        step={15}
        onChange={agenda.setPlannedMinutes}
      />
    </Inline>
  )
}

/** A field whose text counts only as a whole: it is written when it fits, and kept until then. */
function WholeValueField(props: {
  label: string
  value: string
  placeholder: string
  wrong: string
  write: (text: string) => Result<void>
}) {
  const { label, value, placeholder, wrong, write } = props
  const [draft, setDraft] = useState<string | null>(null)
  const [left, setLeft] = useState(false)
  return (
    <TextField
      label={label}
      value={draft ?? value}
      placeholder={placeholder}
      onChange={(text) => {
        setLeft(false)
        setDraft(write(text.trim()).ok ? null : text)
      }}
      onBlur={() => setLeft(true)}
      {...(draft !== null && left && { error: wrong })}
    />
  )
}
