import { createContext, useContext, useMemo } from 'react'
import { Clock, MinutesBar } from '#renderer/ui/index.ts'
import { agendaWords as words } from '#renderer/words/index.ts'
import { type Agenda, type AgendaItem, planAgenda } from '#shared/model/agenda/index.ts'
import { barKind } from './barKind.ts'

/** What a row shows that follows from the other rows too. */
export interface RowPlan {
  readonly times: ReadonlyMap<string, string | null>
  /** Minutes of the longest item: what fills a bar. */
  readonly longest: number
}

/**
 * Beside the rows, not in them: a row with fields is dear to draw, and while somebody types a title
 * no other row should be drawn again.
 */
export const PlanContext = createContext<RowPlan>({ times: new Map(), longest: 1 })

/** The same plan until a time or a length in it changes. */
export function useRowPlan(agenda: Agenda): RowPlan {
  const { start, items } = agenda
  const shape = items.map(({ id, minutes }) => `${id} ${minutes}`).join('\n')
  return useMemo(() => {
    const rows = shape === '' ? [] : shape.split('\n').map((line) => line.split(' '))
    const minutes = rows.map(([id = '', length]) => ({ id, minutes: Number(length) }))
    const plan = planAgenda({ start, plannedMinutes: null, items: minutes })
    return {
      times: new Map(plan.items.map(({ id, time }) => [id, time])),
      longest: Math.max(1, ...minutes.map((item) => item.minutes)),
    }
  }, [start, shape])
}

export function RowTime({ id }: { id: string }) {
  return <Clock tone="soft">{useContext(PlanContext).times.get(id) ?? '–'}</Clock>
}

export function RowBar({ item }: { item: AgendaItem }) {
  const { longest } = useContext(PlanContext)
  const name = item.title === '' ? words.untitled : item.title
  return (
    <MinutesBar
      minutes={item.minutes}
      longest={longest}
      label={words.bar(name, item.minutes)}
      kind={barKind(item)}
    />
  )
}
