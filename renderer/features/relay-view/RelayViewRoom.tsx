import { useCallback, useEffect, useState } from 'react'
import type { RelayView } from '#renderer/data/forum/index.ts'
import { useAppearIn, useForum } from '#renderer/session/index.ts'
import {
  Button,
  Figure,
  Inline,
  Notice,
  PageHeader,
  Row,
  Rows,
  Section,
  Stack,
  Text,
  Working,
} from '#renderer/ui/index.ts'
import { relayWords as words, sentenceFor } from '#renderer/words/index.ts'
import type { Result } from '#shared/result.ts'
import { HexDump } from './HexDump.tsx'

/** The relay's own view of this forum: counts, times and sealed bytes, and nothing else. */
export function RelayViewRoom() {
  const forum = useForum()
  useAppearIn('relay')
  const [seen, setSeen] = useState<Result<RelayView> | null>(null)
  const look = useCallback(() => {
    void forum.inspectRelay().then(setSeen)
  }, [forum])
  useEffect(look, [look])
  return (
    <Stack gap={4}>
      <PageHeader
        title={words.title}
        lead={words.lead}
        actions={<Button onPress={look}>{words.refresh}</Button>}
      />
      {seen === null && <Working>{words.looking}</Working>}
      {seen?.ok === false && (
        <Notice tone="warning" toneLabel={words.error} title={words.failed}>
          {sentenceFor(seen.failure)}
        </Notice>
      )}
      {seen?.ok && <View view={seen.value} />}
    </Stack>
  )
}

function View({ view }: { view: RelayView }) {
  const time = (at: number | null) => (at === null ? '–' : new Date(at).toLocaleString())
  return (
    <Stack gap={4}>
      <Inline gap={6}>
        <Figure label={words.count} value={view.count.toLocaleString()} />
        <Figure label={words.bytes} value={view.bytes.toLocaleString()} />
      </Inline>
      <Rows label={words.title}>
        <Row end={view.url}>{words.address}</Row>
        <Row hint={view.mailbox}>{words.mailbox}</Row>
        <Row end={time(view.firstAt)}>{words.first}</Row>
        <Row end={time(view.lastAt)}>{words.last}</Row>
      </Rows>
      <Section title={words.newest}>
        {view.newest === null ? (
          <Text tone="soft">{words.newestNone}</Text>
        ) : (
          <HexDump bytes={view.newest} label={words.newest} />
        )}
      </Section>
      <Text tone="soft">{words.knows}</Text>
    </Stack>
  )
}
