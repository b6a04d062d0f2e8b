import { useState } from 'react'
import {
  Button,
  Form,
  Inline,
  Link,
  Notice,
  PageHeader,
  Shell,
  Stack,
  TextField,
} from '#renderer/ui/index.ts'
import { Screen } from '../ScreensShown.tsx'

export function DoorSample() {
  const [passphrase, setPassphrase] = useState('')
  const [wrong, setWrong] = useState(true)
  return (
    <Screen parts={['Shell', 'PageHeader', 'Form']}>
      <Shell skipLabel="To the work" align="middle">
        <Stack gap={3}>
          <PageHeader title="Meridian Forum" lead="Your passphrase opens it on this computer." />
          {wrong && (
            <Notice tone="error" toneLabel="Error" title="The passphrase does not open this forum.">
              Look whether Caps Lock is on, then type it again. Nothing was changed.
            </Notice>
          )}
          <Form onSubmit={() => setWrong(!wrong)}>
            <TextField
              label="Passphrase"
              type="password"
              value={passphrase}
              onChange={setPassphrase}
              autoComplete="current-password"
              autoFocus
            />
            <Inline gap={3}>
              <Button variant="primary" type="submit">
                Open
              </Button>
              <Link href="?show=home">Another forum</Link>
            </Inline>
          </Form>
        </Stack>
      </Shell>
    </Screen>
  )
}
