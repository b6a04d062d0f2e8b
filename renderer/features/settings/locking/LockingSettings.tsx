import { useState } from 'react'
import { useLocking, useReadable, useTask } from '#renderer/session/index.ts'
import { Button, Notice, Section, Stack, Switch, Text } from '#renderer/ui/index.ts'
import { lockingWords as words, sentenceFor } from '#renderer/words/index.ts'
import { ChangePassphrase } from './ChangePassphrase.tsx'
import { HighMode } from './HighMode.tsx'
import { RecoverySettings } from './RecoverySettings.tsx'

/** How this computer is opened, and what helps when the passphrase is forgotten. */
export function LockingSettings() {
  const locking = useLocking()
  const { keychain, high } = useReadable(locking.state)
  const [shown, setShown] = useState<'change' | 'high' | null>(null)
  const switching = useTask()
  const close = () => setShown(null)
  return (
    <Section title={words.title} hint={words.hint} size="m">
      <Stack gap={3}>
        <Stack gap={1}>
          <Text>{words.passphraseHint}</Text>
          <div>
            <Button onPress={() => setShown('change')}>{words.change}</Button>
          </div>
        </Stack>
        <Stack gap={2}>
          <Switch
            isSelected={keychain || high}
            isDisabled={switching.working || high}
            description={high ? words.keychainInHigh : words.keychainHint}
            onChange={(on) => switching.run(() => locking.useKeychain(on))}
          >
            {words.keychain}
          </Switch>
          {switching.failure && (
            <Notice tone="error" toneLabel={words.error} title={sentenceFor(switching.failure)} />
          )}
          <Switch isSelected={high} description={words.highHint} onChange={() => setShown('high')}>
            {words.high}
          </Switch>
        </Stack>
        <RecoverySettings />
      </Stack>
      <ChangePassphrase isOpen={shown === 'change'} onClose={close} />
      <HighMode isOpen={shown === 'high'} onClose={close} />
    </Section>
  )
}
