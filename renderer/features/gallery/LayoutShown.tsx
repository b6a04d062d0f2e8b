import {
  Button,
  Columns,
  Inline,
  Panel,
  Row,
  Rows,
  Section,
  Stack,
  Text,
  Thirds,
} from '#renderer/ui/index.ts'
import { Shown } from './Shown.tsx'

export function LayoutShown() {
  return (
    <Shown title="Places" parts={['Section', 'Columns', 'Thirds', 'Stack', 'Inline', 'Panel']}>
      <Columns
        aside={
          <Stack gap={3}>
            <Section title="Aside" level={3} hint="What one glances at">
              <Rows label="Aside">
                <Row>One line</Row>
              </Rows>
            </Section>
            <Panel title="Park a topic" hint="Press P anywhere. A neutral title is enough." />
          </Stack>
        }
      >
        <Section title="Work" level={3} hint="The column of work">
          <Text>
            The work keeps two thirds while there is room, and goes above the aside when there is
            not.
          </Text>
        </Section>
      </Columns>
      <Section
        title="With something to do"
        level={3}
        hint="And a hairline above"
        actions={<Button>Add an item</Button>}
        hairline
      >
        <Thirds>
          <Text>A third of the width</Text>
          <Text>while there is room,</Text>
          <Text>one below the other when there is not.</Text>
        </Thirds>
      </Section>
      <Section title="A quiet line" level={3} size="label">
        <Inline justify="between">
          <Text as="span">At the start</Text>
          <Text as="span">At the end</Text>
        </Inline>
      </Section>
    </Shown>
  )
}
