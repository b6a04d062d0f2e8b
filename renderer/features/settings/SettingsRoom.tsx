import { useAppearIn, useReadable, useSession } from '#renderer/session/index.ts'
import { Button, PageHeader, Section, Stack, Text } from '#renderer/ui/index.ts'
import { settingsWords as words } from '#renderer/words/index.ts'
import { LockingSettings } from './locking/LockingSettings.tsx'
import { LookSettings } from './LookSettings.tsx'
import { LostTouch } from './LostTouch.tsx'
import { RelaySettings } from './RelaySettings.tsx'
import styles from './SettingsRoom.module.css'

/** Look, relay, lock, and where everything lies. */
export function SettingsRoom() {
  const session = useSession()
  const { version, supportedRuntime } = useReadable(session.surroundings)
  useAppearIn('settings')
  return (
    <Stack gap={2}>
      <PageHeader title={words.title} />
      <div className={styles.sections}>
        <LookSettings />
        <LockingSettings />
        <RelaySettings />
        <LostTouch />
        <Section title={words.lockTitle} hint={words.lockHint} size="m">
          <Button onPress={() => void session.lock()}>{words.lock}</Button>
        </Section>
        <Section title={words.dataTitle} size="m">
          <Text>{words.dataText}</Text>
        </Section>
        <div>
          <Text tone="soft" size="s">
            {words.about(version)}
          </Text>
          {!supportedRuntime && (
            <Text tone="amber" size="s">
              {words.oldRuntime}
            </Text>
          )}
        </div>
      </div>
    </Stack>
  )
}
