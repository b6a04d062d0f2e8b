import { Clock, Row, Rows, Section, Stack, Text } from '#renderer/ui/index.ts'
import { agendaWords, homeWords as words } from '#renderer/words/index.ts'
import { type Agenda, planAgenda } from '#shared/model/agenda/index.ts'

const shownItems = 4
/** What the meeting is for, rather than what holds it together. */
const mainMinutes = 20

/** The agenda in a few lines: its main items when it is long. */
export function NextItems({ agenda }: { agenda: Agenda }) {
  const plan = planAgenda(agenda)
  const timed = agenda.items.map((item, at) => ({ item, time: plan.items[at]?.time ?? null }))
  const main = timed.filter(({ item }) => item.minutes >= mainMinutes)
  const shown = (timed.length > shownItems && main.length > 0 ? main : timed).slice(0, shownItems)
  const more = timed.length - shown.length
  return (
    <Section title={words.onAgenda} size="label">
      {shown.length === 0 ? (
        <Text tone="soft">{words.emptyAgenda}</Text>
      ) : (
        <Stack gap={1}>
          <Rows label={words.onAgenda}>
            {shown.map(({ item, time }) => (
              <Row
                key={item.id}
                {...(time !== null && { lead: <Clock tone="soft">{time}</Clock> })}
                end={<Clock tone="soft">{item.minutes}</Clock>}
                href="/agenda"
              >
                {item.title === '' ? agendaWords.untitled : item.title}
              </Row>
            ))}
          </Rows>
          {more > 0 && (
            <Text tone="soft" size="s">
              {words.moreItems(more)}
            </Text>
          )}
        </Stack>
      )}
    </Section>
  )
}
