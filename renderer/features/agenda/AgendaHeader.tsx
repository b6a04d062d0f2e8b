import { useForum, useMembers, usePresentIn, useReadable } from '#renderer/session/index.ts'
import {
  Button,
  MinutesStrip,
  PageHeader,
  Presence,
  Seal,
  Stack,
  Text,
} from '#renderer/ui/index.ts'
import { Plus } from '#renderer/ui/icons.ts'
import { agendaWords as words, dayWords, frameWords } from '#renderer/words/index.ts'
import { planAgenda } from '#shared/model/agenda/index.ts'
import { barKind } from './barKind.ts'
import styles from './AgendaHeader.module.css'

/** Over the items: when, how long altogether, who can read it and who is here. */
export function AgendaHeader(props: { isTiming: boolean; onTimes: () => void; onAdd: () => void }) {
  const agenda = useReadable(useForum().agenda)
  const { members } = useMembers()
  const present = usePresentIn('agenda')
  const plan = planAgenda(agenda)
  const { plannedMinutes: planned } = agenda
  const sum = planned === null ? words.total(plan.total) : words.totalOf(plan.total, planned)
  return (
    <Stack gap={0.5}>
      <PageHeader
        eyebrow={dayOf(agenda.date)}
        title={words.title}
        presence={<Presence people={present} label={frameWords.here} />}
        actions={
          <>
            <Button aria-expanded={props.isTiming} onPress={props.onTimes}>
              {words.times}
            </Button>
            <Button variant="primary" icon={<Plus />} onPress={props.onAdd}>
              {words.add}
            </Button>
          </>
        }
        meta={
          <>
            {plan.end !== null && agenda.items.length > 0 && (
              <span className={styles.span}>
                {words.from(agenda.start, plan.end.time, plan.end.day > 0)}
              </span>
            )}
            <Text as="span" tone="soft" size="s">
              {sum}
            </Text>
            <OverBy over={plan.over} />
            <Seal names={members.map((member) => member.name)} namesLabel={frameWords.sealedNames}>
              {frameWords.sealedTo(members.length)}
            </Seal>
          </>
        }
      />
      {agenda.items.length > 0 && (
        <MinutesStrip
          label={sum}
          planned={planned}
          parts={agenda.items.map((item) => ({
            id: item.id,
            minutes: item.minutes,
            kind: barKind(item),
          }))}
        />
      )}
    </Stack>
  )
}

function OverBy({ over }: { over: number | null }) {
  if (over === null || over === 0) return null
  return (
    <Text as="span" size="s" tone={over > 0 ? 'amber' : 'soft'}>
      {over > 0 ? words.over(over) : words.under(-over)}
    </Text>
  )
}

function dayOf(date: string): string | undefined {
  const day = new Date(`${date}T12:00:00`)
  return date === '' || Number.isNaN(day.getTime()) ? undefined : dayWords(day)
}
