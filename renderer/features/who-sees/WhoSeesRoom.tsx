import { useAppearIn, useForum, useMembers, useReadable } from '#renderer/session/index.ts'
import { PageHeader, Row, Rows, Section, Stack, Table } from '#renderer/ui/index.ts'
import { whoSeesWords as words } from '#renderer/words/index.ts'
import { type SharedThing, sharedThings } from './sharedThings.ts'

const columns = [
  { id: 'what', title: words.thing, renderCell: ({ what }: SharedThing) => what },
  { id: 'who', title: words.who, renderCell: ({ who }: SharedThing) => who },
  { id: 'until', title: words.until, renderCell: ({ until }: SharedThing) => until },
]

/** Answers "can Ingrid read my draft?" by name, from who is in the forum now. */
export function WhoSeesRoom() {
  const forum = useForum()
  useAppearIn('who-sees')
  const ended = useReadable(forum.ended)
  const { members } = useMembers()
  return (
    <Stack gap={2}>
      <PageHeader title={words.title} lead={words.lead} />
      <Stack gap={4}>
        <Section title={words.sharedTitle} size="m">
          <Table label={words.sharedTitle} columns={columns} rows={sharedThings(members, ended)} />
        </Section>
        <Section title={words.othersTitle} size="m">
          <Rows label={words.othersTitle}>
            {words.others.map(({ who, sees }) => (
              <Row key={who} hint={sees}>
                {who}
              </Row>
            ))}
          </Rows>
        </Section>
      </Stack>
    </Stack>
  )
}
