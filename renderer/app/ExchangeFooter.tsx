import { useForum, useMembers, useReadable } from '#renderer/session/index.ts'
import { Stack, Text, useNow } from '#renderer/ui/index.ts'
import { agoWords, frameWords as words } from '#renderer/words/index.ts'

/** Plainly: with how many of the others this computer last exchanged, and when. */
export function ExchangeFooter() {
  const status = useReadable(useForum().status)
  const { members } = useMembers()
  const now = useNow()
  const others = members.length - 1
  const times = [...status.lastExchanged.values()]
  const exchanged =
    others === 0
      ? words.alone
      : status.connected.length > 0
        ? words.connectedNow(status.connected.length, others)
        : times.length === 0
          ? words.exchangedNever
          : words.exchanged(times.length, others, agoWords(Math.max(...times), now))
  return (
    <Stack gap={0.5}>
      <Text tone="soft" size="s">
        {exchanged}
      </Text>
      {status.waiting > 0 && (
        <Text tone="soft" size="s">
          {words.waiting(status.waiting)}
        </Text>
      )}
      {(status.relay === 'unreachable' || status.relay === 'malformed') && (
        <Text tone="amber" size="s">
          {status.relay === 'unreachable' ? words.relayUnreachable : words.relayMalformed}
        </Text>
      )}
    </Stack>
  )
}
