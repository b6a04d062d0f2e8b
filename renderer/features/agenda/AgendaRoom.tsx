import { useState } from 'react'
import {
  useAppearIn,
  useForum,
  useMembers,
  usePresentIn,
  useReadable,
} from '#renderer/session/index.ts'
import {
  Button,
  Clock,
  EmptyState,
  Inline,
  KeyHint,
  PageHeader,
  Presence,
  Seal,
  SortableList,
  Stack,
  Text,
} from '#renderer/ui/index.ts'
import { Plus, Undo2 } from '#renderer/ui/icons.ts'
import { agendaWords as words, frameWords } from '#renderer/words/index.ts'
import { type AgendaItem, planAgenda } from '#shared/model/agenda/index.ts'
import { AgendaRow } from './AgendaRow.tsx'
import { AgendaTimes } from './AgendaTimes.tsx'

/** The agenda of the next meeting, edited together. */
export function AgendaRoom() {
  const forum = useForum()
  const agenda = useReadable(forum.agenda)
  const { members } = useMembers()
  const [within, setWithin] = useState<string | null>(null)
  useAppearIn('agenda', within)
  const present = usePresentIn('agenda')
  const plan = planAgenda(agenda)
  const longest = Math.max(1, ...agenda.items.map((item) => item.minutes))
  const nameOf = (item: AgendaItem) => item.title || words.untitled

  function move(id: string, toIndex: number): void {
    const others = agenda.items.filter((item) => item.id !== id)
    const before = others[toIndex]
    forum.agenda.moveItem(id, before === undefined ? 'last' : { before: before.id })
  }

  const add = (
    <Button variant="primary" icon={<Plus />} onPress={() => forum.agenda.addItem({})}>
      {words.add}
    </Button>
  )
  const [newest] = agenda.removed
  return (
    <Stack gap={3}>
      <PageHeader
        title={words.title}
        presence={<Presence people={present} label={frameWords.here} />}
        actions={add}
        meta={
          <>
            {plan.end !== null && agenda.items.length > 0 && (
              <Clock>{words.from(agenda.start, plan.end.time, plan.end.day > 0)}</Clock>
            )}
            <Text as="span" tone="soft" size="s">
              {agenda.plannedMinutes === null
                ? words.total(plan.total)
                : words.totalOf(plan.total, agenda.plannedMinutes)}
            </Text>
            <OverBy over={plan.over} />
            <Seal names={members.map((member) => member.name)}>
              {frameWords.sealedTo(members.length)}
            </Seal>
          </>
        }
      />
      <AgendaTimes />
      <SortableList
        label={words.list}
        items={agenda.items}
        textOf={nameOf}
        onMove={move}
        words={{ handle: words.handle, moved: words.moved }}
        empty={<EmptyState title={words.emptyTitle}>{words.emptyText}</EmptyState>}
      >
        {(item, index) => (
          <AgendaRow
            item={item}
            time={plan.items[index]?.time ?? null}
            longest={longest}
            onWithin={setWithin}
          />
        )}
      </SortableList>
      <Inline justify="between">
        {newest === undefined ? (
          <span />
        ) : (
          <Inline gap={1}>
            <Text as="span" tone="soft" size="s">
              {words.removed(nameOf(newest))}
            </Text>
            <Button
              variant="quiet"
              icon={<Undo2 />}
              onPress={() => forum.agenda.restoreItem(newest.id)}
            >
              {words.putBack}
            </Button>
          </Inline>
        )}
        {agenda.items.length > 1 && <KeyHint keys="Alt+ArrowUp">{words.hint}</KeyHint>}
      </Inline>
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
