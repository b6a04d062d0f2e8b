import { useState } from 'react'
import { Button, Heading, Stack, Text } from '#renderer/ui/index.ts'
import { doorWords as words } from '#renderer/words/index.ts'
import { Choice } from './Choice.tsx'
import { ComeInByCode } from './ComeInByCode.tsx'
import { PrintedSheet } from './PrintedSheet.tsx'

/** The ways back into a forum for somebody whose computers are all lost. */
type Way = 'choose' | 'sheet' | 'two-members'

/** Comes back after all computers were lost: first, how. */
export function ComeBack({ onBack }: { onBack: () => void }) {
  const [way, setWay] = useState<Way>('choose')
  const choose = () => setWay('choose')
  if (way === 'sheet') return <PrintedSheet carried={null} onBack={choose} />
  if (way === 'two-members') return <ComeInByCode purpose="return" carried={null} onBack={choose} />
  return (
    <Stack gap={3}>
      <Stack gap={1}>
        <Heading level={1}>{words.backTitle}</Heading>
        <Text tone="soft">{words.backText}</Text>
      </Stack>
      <Choice
        hint={words.sheetChoiceHint}
        label={words.sheetChoice}
        onPress={() => setWay('sheet')}
      />
      <Choice
        hint={words.backByTwoHint}
        label={words.backByTwo}
        onPress={() => setWay('two-members')}
      />
      <div>
        <Button variant="quiet" onPress={onBack}>
          {words.back}
        </Button>
      </div>
    </Stack>
  )
}
