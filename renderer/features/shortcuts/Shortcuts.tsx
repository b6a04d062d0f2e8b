import { Dialog, KeyHint, Row, Rows } from '#renderer/ui/index.ts'
import { shortcutWords as words } from '#renderer/words/index.ts'

const keys = [
  { keys: 'P', text: words.park },
  { keys: 'Control+Z', text: words.undo },
  { keys: 'Control+Shift+Z', text: words.redo },
  { keys: 'Alt+ArrowUp', text: words.move },
  { keys: 'Alt+1', text: words.rooms },
  { keys: 'Control+L', text: words.lock },
  { keys: '?', text: words.help },
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
      <Rows label={words.title}>
        {keys.map((each) => (
          <Row key={each.keys} end={<KeyHint keys={each.keys} />}>
            {each.text}
          </Row>
        ))}
      </Rows>
    </Dialog>
  )
}
