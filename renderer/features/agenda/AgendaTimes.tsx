import { useState } from 'react'
import { useForum, useReadable } from '#renderer/session/index.ts'
import { Inline, NumberField, TextField } from '#renderer/ui/index.ts'
import { agendaWords as words } from '#renderer/words/index.ts'
import { agendaLimits } from '#shared/model/agenda/index.ts'
import type { Result } from '#shared/result.ts'
import { readTime } from './readTime.ts'

/** Day, beginning and length of the meeting; the items' times follow from them. */
export function AgendaTimes() {
  const { agenda } = useForum()
  const { date, start, plannedMinutes } = useReadable(agenda)
  return (
    <Inline gap={3} align="start">
      <WholeValueField
        label={words.date}
        type="date"
        value={date}
        wrong={words.dateWrong}
        read={(text) => (text === '' || text >= '2000' ? text : null)}
        write={agenda.setDate}
      />
      <WholeValueField
        label={words.start}
        value={start}
        placeholder="13:00"
        wrong={words.startWrong}
        read={readTime}
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

/**
 * A field whose text counts only as a whole: it is written as soon as it can be read, stays as it was
 * typed while the focus is in it, and is kept with a sentence when it cannot be read.
 */
function WholeValueField(props: {
  label: string
  type?: 'date'
  value: string
  placeholder?: string
  wrong: string
  read: (text: string) => string | null
  write: (value: string) => Result<void>
}) {
  const { label, type, value, placeholder, wrong, read, write } = props
  const [draft, setDraft] = useState<string | null>(null)
  const [isWrong, setWrong] = useState(false)
  return (
    <TextField
      label={label}
      type={type}
      value={draft ?? value}
      placeholder={placeholder}
      onChange={(text) => {
        setDraft(text)
        setWrong(false)
        const whole = read(text)
        if (whole !== null) write(whole)
      }}
      onBlur={() => {
        if (draft === null) return
        const whole = read(draft)
        if (whole !== null && write(whole).ok) setDraft(null)
        else setWrong(true)
      }}
      error={isWrong ? wrong : undefined}
    />
  )
}
