import { useState } from 'react'
import { useAppearIn, useReadable, useSession, useTask } from '#renderer/session/index.ts'
import {
  Button,
  Form,
  Notice,
  PageHeader,
  RadioGroup,
  Section,
  setTextScale,
  setTheme,
  Stack,
  Switch,
  Text,
  TextField,
  type TextScale,
  type Theme,
} from '#renderer/ui/index.ts'
import { sentenceFor, settingsWords as words } from '#renderer/words/index.ts'

/** Relay, look and lock. */
export function SettingsRoom() {
  const session = useSession()
  const surroundings = useReadable(session.surroundings)
  useAppearIn('settings')
  return (
    <Stack gap={4}>
      <PageHeader title={words.title} />
      <RelaySettings />
      <LookSettings />
      <Section title={words.lockTitle} hint={words.lockHint}>
        <div>
          <Button onPress={() => void session.lock()}>{words.lock}</Button>
        </div>
      </Section>
      <Text tone="soft" size="s">
        {words.about(surroundings.version)}
      </Text>
    </Stack>
  )
}

function RelaySettings() {
  const session = useSession()
  const { relayUrl, hosting } = useReadable(session.surroundings)
  const [address, setAddress] = useState(relayUrl)
  const choosing = useTask()
  const hostingTask = useTask()
  return (
    <Section title={words.relayTitle} hint={words.relayHint}>
      <Stack gap={3}>
        <Form onSubmit={() => choosing.run(() => session.chooseRelay(address))}>
          <Stack gap={2}>
            <TextField
              label={words.relayAddress}
              value={address}
              onChange={setAddress}
              mono
              {...(choosing.failure && { error: sentenceFor(choosing.failure) })}
            />
            <div>
              <Button
                type="submit"
                isDisabled={address === relayUrl}
                {...(choosing.working && { working: words.relaySaving })}
              >
                {words.relaySave}
              </Button>
            </div>
          </Stack>
        </Form>
        <Switch
          isSelected={hosting !== null}
          isDisabled={hostingTask.working}
          description={words.hostHint}
          onChange={(on) => hostingTask.run(() => session.hostRelay(on))}
        >
          {words.host}
        </Switch>
        {hosting !== null && (
          <Text>
            {words.hostAddress} <code>{hosting}</code>
          </Text>
        )}
        {hostingTask.failure && (
          <Notice tone="error" toneLabel={words.error} title={sentenceFor(hostingTask.failure)} />
        )}
      </Stack>
    </Section>
  )
}

const scales: readonly TextScale[] = [100, 125, 150, 200]
const themes: readonly Theme[] = ['system', 'light', 'dark']

function LookSettings() {
  const [theme, chooseTheme] = useState<Theme>('system')
  const [scale, chooseScale] = useState<TextScale>(100)
  return (
    <Section title={words.lookTitle}>
      <Stack gap={3}>
        <RadioGroup
          label={words.theme}
          look="buttons"
          options={themes.map((id) => ({ id, label: words.themes[id] }))}
          value={theme}
          onChange={(id) => {
            const chosen = themes.find((each) => each === id) ?? 'system'
            chooseTheme(chosen)
            setTheme(chosen)
          }}
        />
        <RadioGroup
          label={words.size}
          look="buttons"
          options={scales.map((each) => ({ id: String(each), label: `${each} %` }))}
          value={String(scale)}
          onChange={(id) => {
            const chosen = scales.find((each) => String(each) === id) ?? 100
            chooseScale(chosen)
            setTextScale(chosen)
          }}
        />
      </Stack>
    </Section>
  )
}
