import { useState } from 'react'
import {
  Button,
  Columns,
  Inline,
  PageHeader,
  Panel,
  RadioGroup,
  Row,
  Rows,
  Seal,
  Section,
  Stack,
  Text,
} from '#renderer/ui/index.ts'
import { SampleShell } from './SampleShell.tsx'

const answers = [
  { id: 'coming', label: 'Coming' },
  { id: 'late', label: 'Late' },
  { id: 'not', label: 'Cannot come' },
]

export function HomeSample() {
  const [answer, setAnswer] = useState('coming')
  return (
    <SampleShell current="home" parts={['PageHeader']}>
      <PageHeader
        eyebrow="Good evening, Tomás"
        title="Wednesday 14 October, 13:00"
        lead="Bilbao, Torre Iberdrola, 23rd floor · four hours · in eight days"
      />
      <Stack gap={4}>
        <Inline gap={3}>
          <RadioGroup
            label="Are you coming?"
            hideLabel
            look="buttons"
            options={answers}
            value={answer}
            onChange={setAnswer}
          />
          <Text as="span" tone="soft" size="s">
            Nine coming, Hugo not yet said
          </Text>
        </Inline>
        <Section hairline>
          <Columns
            aside={
              <Stack gap={4}>
                <Stack gap={1}>
                  <Text tone="soft" size="s">
                    On the agenda
                  </Text>
                  <Rows label="On the agenda">
                    <Row lead="13:30" end="40">
                      Updates
                    </Row>
                    <Row lead="14:45" end="65">
                      Dele presents
                    </Row>
                    <Row lead="15:55" end="45">
                      To be chosen
                    </Row>
                  </Rows>
                </Stack>
                <Panel title="Park a topic" hint="Press P anywhere. A neutral title is enough." />
              </Stack>
            }
          >
            <Stack gap={4}>
              <div>
                <Text tone="soft" size="s">
                  One thing to do
                </Text>
                <Section title="Write your update">
                  <Stack>
                    <Text>
                      Four minutes, spoken from. It stays on this computer; nobody receives it.
                    </Text>
                    <Inline>
                      <Button variant="primary">Write it</Button>
                      <Seal kind="local">On this computer only</Seal>
                    </Inline>
                  </Stack>
                </Section>
              </div>
              <Stack gap={1}>
                <Text tone="soft" size="s">
                  Then
                </Text>
                <Rows label="Then">
                  <Row end="by Friday">Coach Dele for his presentation</Row>
                  <Row end="vote open">Read Priya’s amendment on assistants</Row>
                </Rows>
              </Stack>
            </Stack>
          </Columns>
        </Section>
      </Stack>
    </SampleShell>
  )
}
