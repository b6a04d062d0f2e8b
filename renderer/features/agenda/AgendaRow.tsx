import { useCarets, useForum, usePresentIn } from '#renderer/session/index.ts'
import {
  IconButton,
  NumberField,
  Presence,
  SharedTextField,
  TextCarets,
} from '#renderer/ui/index.ts'
import { Trash2 } from '#renderer/ui/icons.ts'
import { agendaWords as words, frameWords, sentenceFor } from '#renderer/words/index.ts'
import { type AgendaItem, agendaLimits } from '#shared/model/agenda/index.ts'
import styles from './AgendaRow.module.css'
import { RowBar, RowTime } from './RowPlan.tsx'

export interface AgendaRowProps {
  readonly item: AgendaItem
  /** Just added here: the focus goes into its title. */
  readonly isFresh: boolean
  readonly onWithin: (id: string | null) => void
  readonly onAddAfter: (id: string) => void
  readonly onRemove: (id: string) => void
}

/** One line of the agenda: when, what, who, how long. Everything is edited in place. */
export function AgendaRow(props: AgendaRowProps) {
  const { item, isFresh, onWithin, onAddAfter, onRemove } = props
  const { agenda, moveCaret } = useForum()
  const others = usePresentIn('agenda', item.id)
  const name = item.title === '' ? words.untitled : item.title
  return (
    <div className={styles.row}>
      <span className={styles.time}>
        <RowTime id={item.id} />
      </span>
      <span className={styles.words}>
        <SharedTextField
          label={words.item}
          hideLabel
          look="title"
          wraps
          value={item.title}
          draftId={`item title ${item.id}`}
          placeholder={words.titlePlaceholder}
          spellCheck
          autoFocus={isFresh}
          onWrite={(next, seen) => {
            const written = agenda.setItemTitle(item.id, next, seen)
            return written.ok ? null : sentenceFor(written.failure)
          }}
          onEnter={() => onAddAfter(item.id)}
          over={<TitleCarets item={item} />}
          onCaret={(at) => moveCaret(item.id, at === null ? null : agenda.markTitle(item.id, at))}
          onFocus={() => onWithin(item.id)}
          onBlur={() => onWithin(null)}
        />
        <span className={item.lead === '' ? styles.noLead : undefined}>
          <SharedTextField
            label={words.lead}
            hideLabel
            look="inline"
            wraps
            value={item.lead}
            draftId={`item lead ${item.id}`}
            placeholder={words.leadPlaceholder}
            onWrite={(lead) => {
              const written = agenda.editItem(item.id, { lead })
              return written.ok ? null : sentenceFor(written.failure)
            }}
          />
        </span>
      </span>
      <span className={styles.others}>
        {others.length > 0 && <Presence people={others} label={frameWords.inText} />}
      </span>
      <span className={styles.bar}>
        <RowBar item={item} />
      </span>
      <span className={styles.remove}>
        <IconButton
          label={words.remove(name)}
          icon={<Trash2 />}
          onPress={() => onRemove(item.id)}
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
    </div>
  )
}

/** Apart from the row, which need not be drawn again while others type elsewhere. */
function TitleCarets({ item }: { readonly item: AgendaItem }) {
  const { agenda } = useForum()
  return <TextCarets text={item.title} carets={useCarets('agenda', item.id, agenda)} />
}
