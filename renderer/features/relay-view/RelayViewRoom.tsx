import { useCallback, useEffect, useState } from 'react'
import type { RelayView } from '#renderer/data/forum/index.ts'
import { useAppearIn, useForum } from '#renderer/session/index.ts'
import {
  Button,
  Clock,
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
import {
  momentWords,
  relayWords as words,
  sentenceFor,
  wordsLocale,
} from '#renderer/words/index.ts'
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
    <Stack gap={2}>
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
  const time = (at: number | null) => (at === null ? words.never : momentWords(new Date(at)))
  const count = (value: number) => value.toLocaleString(wordsLocale)
  return (
    <Stack gap={4}>
      <Inline gap={6}>
        <Figure label={words.count} value={count(view.count)} />
        <Figure label={words.bytes} value={count(view.bytes)} />
      </Inline>
      <Rows label={words.title}>
        <Row end={view.url}>{words.address}</Row>
        <Row hint={<Clock tone="soft">{view.mailbox}</Clock>}>{words.mailbox}</Row>
        <Row end={time(view.firstAt)}>{words.first}</Row>
        <Row end={time(view.lastAt)}>{words.last}</Row>
      </Rows>
      {view.newest === null ? (
        <Section title={words.newest} size="m">
          <Text tone="soft">{words.newestNone}</Text>
        </Section>
      ) : (
        <Newest bytes={view.newest} />
      )}
      <Section title={words.knowsTitle} size="m">
        <Text>{words.knows}</Text>
      </Section>
    </Stack>
  )
}

const shownBytes = 256

function Newest({ bytes }: { bytes: Uint8Array }) {
  const shown = bytes.subarray(0, shownBytes)
  return (
    <Section title={words.newest} hint={words.newestHint(shown.length, bytes.length)} size="m">
      <HexDump bytes={shown} label={words.newest} />
    </Section>
  )
}
