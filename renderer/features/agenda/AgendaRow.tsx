import { usePresentIn, useForum } from '#renderer/session/index.ts'
import {
  Clock,
  IconButton,
  MinutesBar,
  NumberField,
  Presence,
  SharedTextField,
} from '#renderer/ui/index.ts'
import { Trash2 } from '#renderer/ui/icons.ts'
import { agendaWords as words, frameWords, sentenceFor } from '#renderer/words/index.ts'
import { type AgendaItem, agendaLimits } from '#shared/model/agenda/index.ts'
import styles from './AgendaRow.module.css'

/** One line of the agenda: when, what, who, how long. Everything is edited in place. */
export function AgendaRow(props: {
  item: AgendaItem
  time: string | null
  longest: number
  onWithin: (id: string | null) => void
}) {
  const { item, time, longest, onWithin } = props
  const { agenda } = useForum()
  const others = usePresentIn('agenda', item.id)
  const name = item.title || words.untitled
  return (
    <div className={styles.row}>
      <span className={styles.time}>
        <Clock tone="soft">{time ?? '–'}</Clock>
      </span>
      <span className={styles.title}>
        <SharedTextField
          label={words.item}
          hideLabel
          look="title"
          value={item.title}
          placeholder={words.titlePlaceholder}
          onWrite={(next, seen) => {
            const written = agenda.setItemTitle(item.id, next, seen)
            return written.ok ? null : sentenceFor(written.failure)
          }}
          onFocus={() => onWithin(item.id)}
          onBlur={() => onWithin(null)}
        />
      </span>
      <span className={styles.lead}>
        <SharedTextField
          label={words.lead}
          hideLabel
          look="inline"
          value={item.lead}
          placeholder={words.leadPlaceholder}
          onWrite={(lead) => {
            const written = agenda.editItem(item.id, { lead })
            return written.ok ? null : sentenceFor(written.failure)
          }}
        />
      </span>
      <span className={styles.others}>
        {others.length > 0 && <Presence people={others} label={frameWords.here} />}
      </span>
      <span className={styles.bar}>
        <MinutesBar
          minutes={item.minutes}
          longest={longest}
          label={words.bar(name, item.minutes)}
          kind={item.kind === 'break' ? 'break' : item.minutes >= 20 ? 'main' : 'minor'}
        />
      </span>
      <span className={styles.minutes}>
        <NumberField
          label={words.minutes}
          hideLabel
          look="inline"
          value={item.minutes}
          min={0}
          max={agendaLimits.minutes}
          step={5}
          onChange={(minutes) => {
            if (minutes !== null) agenda.editItem(item.id, { minutes })
          }}
        />
      </span>
      <IconButton
        label={words.remove(name)}
        icon={<Trash2 />}
        onPress={() => agenda.removeItem(item.id)}
      />
    </div>
  )
}
