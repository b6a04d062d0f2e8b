import { Dialog, KeyHint, Row, Rows, Section } from '#renderer/ui/index.ts'
import { shortcutWords as words } from '#renderer/words/index.ts'

const everywhere = [
  { keys: 'P', text: words.park },
  { keys: 'Control+K', text: words.find },
  { keys: 'Alt+1', text: words.rooms },
  { keys: 'Control+Z', text: words.undo },
  { keys: 'Control+Shift+Z', text: words.redo },
  { keys: 'Control+L', text: words.lock },
  { keys: 'Escape', text: words.escape },
  { keys: '?', text: words.help },
] as const

const inLists = [
  { keys: 'Alt+ArrowUp', text: words.move },
  { keys: 'Enter', text: words.addNext },
  { keys: 'Escape', text: words.row },
] as const

/** The list of keys. */
export function Shortcuts(props: { isOpen: boolean; onOpenChange: (open: boolean) => void }) {
  return (
    <Dialog
      title={words.title}
      isOpen={props.isOpen}
      onOpenChange={props.onOpenChange}
      closeLabel={words.close}
    >
      <Keys title={words.everywhere} keys={everywhere} />
      <Keys title={words.inLists} keys={inLists} />
    </Dialog>
  )
}

function Keys(props: { title: string; keys: readonly { keys: string; text: string }[] }) {
  return (
    <Section title={props.title} level={3} size="label">
      <Rows label={props.title}>
        {props.keys.map((each) => (
          <Row key={each.keys} end={<KeyHint keys={each.keys} />}>
            {each.text}
          </Row>
        ))}
      </Rows>
    </Section>
  )
}
