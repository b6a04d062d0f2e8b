import { memo, useLayoutEffect, useSyncExternalStore } from 'react'
import { createRoot } from 'react-dom/client'
import type { AgendaDocument } from '#renderer/data/docs/index.ts'
import { SharedTextField, UiProvider } from '#renderer/ui/index.ts'
import { invariant } from '#shared/result.ts'
import { mark } from './marks.ts'

/** Shows an agenda's titles, each in the app's own field, and marks when one changed on the screen. */
export function showTitles(agenda: AgendaDocument): void {
  const page = document.getElementById('page')
  invariant(page !== null, 'index.html has an element with the id page')
  agenda.subscribe(() => mark('applied'))
  createRoot(page).render(
    <UiProvider locale="en-GB">
      <Titles agenda={agenda} />
    </UiProvider>,
  )
}

function Titles({ agenda }: { readonly agenda: AgendaDocument }) {
  const { items } = useSyncExternalStore(agenda.subscribe, agenda.read)
  return items.map((item) => (
    <Title key={item.id} agenda={agenda} id={item.id} title={item.title} />
  ))
}

/** Renders again only when its own title changed. */
const Title = memo(function Title(props: {
  readonly agenda: AgendaDocument
  readonly id: string
  readonly title: string
}) {
  const { agenda, id, title } = props
  useLayoutEffect(() => {
    mark('rendered')
    requestAnimationFrame(() => {
      // A message sent within the frame comes when the frame has been painted.
      const { port1, port2 } = new MessageChannel()
      port2.onmessage = () => {
        mark('painted')
        port2.close()
      }
      port1.postMessage(null)
    })
  }, [title])
  return (
    <SharedTextField
      label="Item"
      hideLabel
      look="title"
      value={title}
      onWrite={(next, seen) => {
        const written = agenda.setItemTitle(id, next, seen)
        return written.ok ? null : written.failure.code
      }}
    />
  )
})
