import { useRef, useState } from 'react'
import type { Person } from '#renderer/data/forum/index.ts'
import { useForum, useTask } from '#renderer/session/index.ts'
import { Button, Dialog, Inline, Notice, Select, Stack, Text } from '#renderer/ui/index.ts'
import { lostTouchWords as words, sentenceFor } from '#renderer/words/index.ts'
import type { DeviceId } from '#shared/ids.ts'
import { CodeText } from './CodeText.tsx'

/** Gives a code that leads one of a member's computers back to the others. */
export function ReturnCode(props: {
  member: Person
  /** Those that may have lost touch: all of another member's, and one's own but this one. */
  devices: readonly DeviceId[]
  isOpen: boolean
  onClose: () => void
}) {
  const { member, devices, isOpen, onClose } = props
  return (
    <Dialog
      title={member.isMe ? words.giveOwnTitle : words.giveTitle(member.name)}
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      closeLabel={words.close}
    >
      <Content devices={devices} />
    </Dialog>
  )
}

function Content({ devices }: { devices: readonly DeviceId[] }) {
  const forum = useForum()
  const [device, setDevice] = useState(devices[0] ?? null)
  const [code, setCode] = useState<string | null>(null)
  const { working, failure, run } = useTask()
  const place = useRef<HTMLElement>(null)

  function make(): void {
    if (device === null) return
    run(async () => {
      const made = await forum.makeReturnCode(device)
      if (made.ok) setCode(made.value)
      return made
    })
  }

  if (code !== null) {
    return (
      <Stack gap={3}>
        <CodeText label={words.code} ref={place}>
          {code}
        </CodeText>
        <Text tone="soft">{words.codeHint}</Text>
      </Stack>
    )
  }
  return (
    <Stack gap={3}>
      <Text>{words.giveText}</Text>
      {devices.length > 1 && (
        <Select
          label={words.which}
          value={device}
          placeholder={words.which}
          onChange={(id) => setDevice(devices.find((each) => each === id) ?? null)}
          options={devices.map((id, at) => ({ id, label: words.computer(at + 1) }))}
        />
      )}
      {failure && <Notice tone="error" toneLabel={words.error} title={sentenceFor(failure)} />}
      <Inline>
        <Button variant="primary" onPress={make} {...(working && { working: words.making })}>
          {words.make}
        </Button>
      </Inline>
    </Stack>
  )
}
