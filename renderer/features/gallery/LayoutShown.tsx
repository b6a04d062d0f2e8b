import { Columns, Link, Panel, Row, Rows, Section, Stack, Text } from '#renderer/ui/index.ts'
import { Shown } from './Shown.tsx'

export function LayoutShown() {
  return (
    <Shown title="Screens">
      <Text>
        <Link href="?show=home">A home</Link>, <Link href="?show=agenda">an agenda</Link> and{' '}
        <Link href="?show=door">a door</Link>, put together from the parts.
      </Text>
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
    </Shown>
  )
}
