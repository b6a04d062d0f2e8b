import { useState } from 'react'
import { Copy, Ellipsis, Pencil, Plus, Printer, Trash2 } from '#renderer/ui/icons.ts'
import { Button, IconButton, Inline, Link, Menu, Stack, Text } from '#renderer/ui/index.ts'
import { Shown } from './Shown.tsx'

export function ActionsShown() {
  const [said, setSaid] = useState('nothing yet')
  return (
    <Shown title="Buttons, links, menus" parts={['Button', 'IconButton', 'Link', 'Menu']}>
      <Stack>
        <Inline>
          <Button variant="primary" onPress={() => setSaid('publish')}>
            Publish
          </Button>
          <Button onPress={() => setSaid('print')}>Print</Button>
          <Button icon={<Plus />} onPress={() => setSaid('add')}>
            Add an item
          </Button>
          <Button variant="quiet" onPress={() => setSaid('not now')}>
            Not now
          </Button>
          <IconButton label="Print" icon={<Printer />} onPress={() => setSaid('print')} />
        </Inline>
        <Inline>
          <Button variant="primary" size="l">
            Next name
          </Button>
          <Button size="l">One minute more</Button>
        </Inline>
        <Inline>
          <Button variant="primary" isDisabled>
            Publish
          </Button>
          <Button isDisabled>Print</Button>
          <Button variant="quiet" isDisabled>
            Not now
          </Button>
          <IconButton
            label="Print, when there is something to print"
            icon={<Printer />}
            isDisabled
          />
          <Button variant="primary" working="Opening…">
            Open
          </Button>
        </Inline>
        <Inline>
          <Link href="#buttons">Who can see what?</Link>
          <Link href="#buttons" look="button">
            From the parking lot
          </Link>
          <Link href="#buttons" look="primary">
            Write it
          </Link>
          <Menu
            trigger={<IconButton label="More for this item" icon={<Ellipsis />} />}
            label="More for this item"
            onAction={setSaid}
            items={[
              { id: 'rename', label: 'Rename', icon: <Pencil /> },
              {
                id: 'copy',
                label: 'Copy to the next meeting',
                icon: <Copy />,
                hint: 'Keeps its minutes',
              },
              { id: 'remove', label: 'Remove', icon: <Trash2 />, isDisabled: true },
            ]}
          />
          <Text as="span" tone="soft" size="s">
            Last pressed: {said}
          </Text>
        </Inline>
      </Stack>
    </Shown>
  )
}
