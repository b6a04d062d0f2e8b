import { useState } from 'react'
import { Button, Inline, Text } from '#renderer/ui/index.ts'
import { Printer } from '#renderer/ui/icons.ts'
import { lockingWords as words } from '#renderer/words/index.ts'
import { KeyGroups } from './KeyGroups.tsx'
import { KeySheet } from './KeySheet.tsx'

/** The sheet, shown once: to be printed or written down. */
export function OnPaper({ text, onNext }: { text: string; onNext: () => void }) {
  const [wasPrinted, setPrinted] = useState(false)
  function print(): void {
    setPrinted(true)
    window.print()
  }
  return (
    <>
      <Text>{words.paperText}</Text>
      <KeyGroups labels={[words.keyLabel, words.wayLabel]} text={text} />
      <KeySheet text={text} />
      <Inline gap={2}>
        <Button
          variant={wasPrinted ? 'secondary' : 'primary'}
          icon={<Printer />}
          autoFocus
          onPress={print}
        >
          {words.print}
        </Button>
        <Button variant={wasPrinted ? 'primary' : 'secondary'} onPress={onNext}>
          {words.written}
        </Button>
      </Inline>
    </>
  )
}
