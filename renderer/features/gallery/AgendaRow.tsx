import { Clock, MinutesBar, NumberField, TextField } from '#renderer/ui/index.ts'
import styles from './Gallery.module.css'
import type { ExampleItem } from './example.ts'

export interface AgendaRowProps {
  readonly item: ExampleItem
  readonly start: string
  readonly onChange: (item: ExampleItem) => void
}

export function AgendaRow({ item, start, onChange }: AgendaRowProps) {
  return (
    <div className={styles.agendaRow}>
      <Clock>{start}</Clock>
      <TextField
        label={`Title of ${item.title}`}
        hideLabel
        look="title"
        value={item.title}
        onChange={(title) => onChange({ ...item, title })}
      />
      <TextField
        label={`Lead of ${item.title}`}
        hideLabel
        look="inline"
        value={item.lead}
        onChange={(lead) => onChange({ ...item, lead })}
      />
      <MinutesBar
        minutes={item.minutes}
        longest={65}
        kind={item.kind}
        label={`${item.minutes} minutes`}
      />
      <NumberField
        label={`Minutes of ${item.title}`}
        hideLabel
        look="inline"
        min={1}
        max={480}
        value={item.minutes}
        onChange={(minutes) => onChange({ ...item, minutes: minutes ?? item.minutes })}
      />
    </div>
  )
}
