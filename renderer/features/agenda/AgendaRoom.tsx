import { useCallback, useState } from 'react'
import { useAppearIn, useForum, useReadable } from '#renderer/session/index.ts'
import { EmptyState, Inline, KeyHint, SortableList, Stack, useToasts } from '#renderer/ui/index.ts'
import { agendaWords as words, sentenceFor } from '#renderer/words/index.ts'
import type { AgendaItem } from '#shared/model/agenda/index.ts'
import { AgendaHeader } from './AgendaHeader.tsx'
import { AgendaRow } from './AgendaRow.tsx'
import { AgendaTimes } from './AgendaTimes.tsx'
import { RemovedItems } from './RemovedItems.tsx'
import { PlanContext, useRowPlan } from './RowPlan.tsx'
import { useRowFocus } from './useRowFocus.ts'

const sortableWords = { handle: words.handle, moved: words.moved }
const nameOf = (item: AgendaItem) => (item.title === '' ? words.untitled : item.title)

/** The agenda of the next meeting, edited together. */
export function AgendaRoom() {
  const forum = useForum()
  const agenda = useReadable(forum.agenda)
  const [within, setWithin] = useState<string | null>(null)
  const [isTiming, setTiming] = useState(agenda.date === '' || agenda.start === '')
  const { fresh, add, remove, place } = useAgendaActions()
  useAppearIn('agenda', within)
  const plan = useRowPlan(agenda)
  const row = useCallback(
    (item: AgendaItem) => (
      <AgendaRow
        item={item}
        isFresh={item.id === fresh}
        onWithin={setWithin}
        onAddAfter={add}
        onRemove={remove}
      />
    ),
    [fresh, add, remove],
  )

  function move(id: string, toIndex: number): void {
    const others = agenda.items.filter((item) => item.id !== id)
    const before = others[toIndex]
    forum.agenda.moveItem(id, before === undefined ? 'last' : { before: before.id })
  }

  return (
    <Stack gap={3}>
      <AgendaHeader
        isTiming={isTiming}
        onTimes={() => setTiming(!isTiming)}
        onAdd={() => add(null)}
      />
      {isTiming && <AgendaTimes />}
      <div ref={place}>
        <PlanContext.Provider value={plan}>
          <SortableList
            label={words.list}
            items={agenda.items}
            textOf={nameOf}
            onMove={move}
            words={sortableWords}
            empty={<EmptyState title={words.emptyTitle}>{words.emptyText}</EmptyState>}
          >
            {row}
          </SortableList>
        </PlanContext.Provider>
      </div>
      <Inline justify="between">
        <RemovedItems />
        {agenda.items.length > 1 && (
          <Inline gap={3}>
            <KeyHint keys="Enter">{words.enterHint}</KeyHint>
            <KeyHint keys="Alt+ArrowUp">{words.hint}</KeyHint>
          </Inline>
        )}
      </Inline>
    </Stack>
  )
}

/** Adding and removing, and where the focus goes after it. */
function useAgendaActions() {
  const { agenda } = useForum()
  const toasts = useToasts()
  const [fresh, setFresh] = useState<string | null>(null)
  const { place, focusRow } = useRowFocus()

  const add = useCallback(
    (after: string | null) => {
      const added = agenda.addItem({}, after === null ? 'last' : { after })
      if (added.ok) setFresh(added.value)
      else toasts.show({ text: sentenceFor(added.failure), tone: 'warning' })
    },
    [agenda, toasts],
  )

  const remove = useCallback(
    (id: string) => {
      const { items } = agenda.read()
      const at = items.findIndex((item) => item.id === id)
      const item = items[at]
      if (item === undefined || !agenda.removeItem(id).ok) return
      focusRow((items[at + 1] ?? items[at - 1])?.id ?? null)
      toasts.show({
        text: words.removed(nameOf(item)),
        actionLabel: words.putBack,
        onAction: () => {
          agenda.restoreItem(id)
        },
      })
    },
    [agenda, toasts, focusRow],
  )

  return { fresh, add, remove, place }
}
