import { useState } from 'react'
import { useReadable, useSession, useTask } from '#renderer/session/index.ts'
import {
  Button,
  Form,
  Notice,
  Section,
  Stack,
  Switch,
  Text,
  TextField,
} from '#renderer/ui/index.ts'
import { sentenceFor, settingsWords as words } from '#renderer/words/index.ts'

/** Which relay is used, and whether one runs here. */
export function RelaySettings() {
  const session = useSession()
  const { relayUrl, hosting, hostingWanted, hostingFailure } = useReadable(session.surroundings)
  const [address, setAddress] = useState(relayUrl)
  const choosing = useTask()
  const switching = useTask()
  const hostingTrouble = switching.working ? null : (hostingFailure ?? switching.failure)
  return (
    <Section title={words.relayTitle} hint={words.relayHint} size="m">
      <Stack gap={3}>
        <Form onSubmit={() => choosing.run(() => session.chooseRelay(address))}>
          <TextField
            label={words.relayAddress}
            value={address}
            onChange={setAddress}
            mono
            {...(choosing.failure && { error: sentenceFor(choosing.failure) })}
          />
          <Button
            type="submit"
            isDisabled={address === relayUrl}
            {...(choosing.working && { working: words.relaySaving })}
          >
            {words.relaySave}
          </Button>
        </Form>
        <Switch
          isSelected={hostingWanted}
          isDisabled={switching.working}
          description={words.hostHint}
          onChange={(on) => switching.run(() => session.hostRelay(on))}
        >
          {words.host}
        </Switch>
        {hosting !== null && (
          <Text>
            {words.hostAddress} <code>{hosting}</code>
          </Text>
        )}
        {hostingTrouble && (
          <Notice
            tone="error"
            toneLabel={words.error}
            title={sentenceFor(hostingTrouble)}
            action={
              hostingWanted && (
                <Button onPress={() => switching.run(() => session.hostRelay(true))}>
                  {words.hostAgain}
                </Button>
              )
            }
          />
        )}
      </Stack>
    </Section>
  )
}
