import { useEffect, useRef, useState } from 'react'
import { type SessionState, useSession, useTask } from '#renderer/session/index.ts'
import {
  Button,
  Form,
  Heading,
  Inline,
  Notice,
  Stack,
  Text,
  TextField,
  Working,
} from '#renderer/ui/index.ts'
import { doorWords as words, sentenceFor } from '#renderer/words/index.ts'
import { LostPassphrase } from './LostPassphrase.tsx'

type Locked = Extract<SessionState, { stage: 'locked' }>

/** A locked computer: the keychain opens it, or the passphrase, or a lost one is replaced. */
export function Unlock({ locked }: { locked: Locked }) {
  const [way, setWay] = useState<'usual' | 'passphrase' | 'lost'>('usual')
  if (locked.isOpening && way === 'usual')
    return (
      <Stack gap={3}>
        <Heading level={1}>{words.unlockTitle}</Heading>
        <Working>{words.keychainOpening}</Working>
        <div>
          <Button variant="quiet" onPress={() => setWay('passphrase')}>
            {words.passphraseUse}
          </Button>
        </div>
      </Stack>
    )
  if (way === 'lost') return <LostPassphrase ways={locked.ways} onBack={() => setWay('usual')} />
  return <Passphrase locked={locked} onLost={() => setWay('lost')} />
}

function Passphrase({ locked, onLost }: { locked: Locked; onLost: () => void }) {
  const session = useSession()
  const [passphrase, setPassphrase] = useState('')
  const typing = useTask()
  const asking = useTask()
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (typing.failure === null) return
    field.current?.focus()
    field.current?.select()
  }, [typing.failure])
  const notice = asking.failure ?? locked.notice
  return (
    <Form onSubmit={() => typing.run(() => session.unlock(passphrase))}>
      <Stack gap={3}>
        <Stack gap={1}>
          <Heading level={1}>{words.unlockTitle}</Heading>
          <Text tone="soft">
            {locked.ways.includes('passphrase-and-keychain')
              ? words.unlockHighHint
              : words.unlockHint}
          </Text>
        </Stack>
        {notice && !typing.failure && !asking.working && (
          <Notice tone="warning" toneLabel={words.error} title={sentenceFor(notice)} />
        )}
        <TextField
          label={words.passphrase}
          type="password"
          value={passphrase}
          onChange={setPassphrase}
          autoComplete="current-password"
          autoFocus
          inputRef={field}
          {...(typing.failure && { error: sentenceFor(typing.failure) })}
        />
        <Inline gap={2}>
          <Button
            type="submit"
            variant="primary"
            size="l"
            {...(typing.working && { working: words.unlocking })}
          >
            {words.unlock}
          </Button>
          {locked.ways.includes('keychain') && (
            <Button
              size="l"
              isDisabled={typing.working || asking.working}
              onPress={() => asking.run(() => session.unlockByKeychain())}
            >
              {words.keychainUse}
            </Button>
          )}
        </Inline>
        <div>
          <Button variant="quiet" isDisabled={typing.working} onPress={onLost}>
            {words.lost}
          </Button>
        </div>
      </Stack>
    </Form>
  )
}
