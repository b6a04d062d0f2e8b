import { expect, test } from 'vitest'
import './edge.ts'
import { deriveEpochKeys } from '#crypto'
import { createMailboxes } from '#renderer/data/forum/mailboxes.ts'
import type { MailboxOptions, RelayLink } from '#renderer/data/relay/index.ts'
import type { EpochId, ForumId } from '#shared/ids.ts'
import { ok } from '#shared/result.ts'
import { cursorAt } from '#shared/wire/relay/index.ts'
import { sodiumOnce } from './world.ts'

/** A relay of which a test says what it holds and how far it was read. */
function toldRelay(first: number) {
  let options: MailboxOptions | null = null
  let read = 0
  let newest = first
  const relay: RelayLink = {
    openMailbox(_capability, asked) {
      options = asked
      return {
        append: () => Promise.resolve(ok(0)),
        inspect: () =>
          Promise.resolve(
            ok({
              count: 1,
              bytes: 1,
              firstAt: 1,
              lastAt: 1,
              newest: { cursor: newest, bytes: new Uint8Array(1) },
            }),
          ),
        cursor: () => read,
        close: () => undefined,
      }
    },
    status: () => ({ state: 'connected', failure: null }),
    retryNow: () => undefined,
    close: () => undefined,
  }
  return {
    relay,
    readTo(cursor: number) {
      read = cursor
    },
    /** Another relay's store answers, with this as its newest cursor. */
    forget(generation: number, cursor: number) {
      newest = cursor
      read = cursorAt(generation, 0)
      options?.onForgotten?.()
    },
  }
}

// Which of two generations is the higher is chance: both must do.
test.each([
  ['higher', 9],
  ['lower', 2],
])('A mailbox is read to its end on a relay of a %s generation too', async (_which, after) => {
  const sodium = await sodiumOnce()
  const before = 5
  const told = toldRelay(cursorAt(before, 3))
  const forgotten: string[] = []
  const mailboxes = createMailboxes({
    sodium,
    relay: told.relay,
    onBlob: () => Promise.resolve(true),
    cursor: () => Promise.resolve(0),
    rememberCursor: () => undefined,
    onForgotten: (mailbox) => forgotten.push(mailbox),
  })
  const keys = deriveEpochKeys(sodium, {
    forum: 'aa'.repeat(32) as ForumId, // 32 bytes
    scope: 'forum',
    epochId: 'bb'.repeat(32) as EpochId, // 32 bytes
    epochKey: new Uint8Array(32),
  })
  await mailboxes.keep([keys])
  const [box] = mailboxes.all()
  told.readTo(cursorAt(before, 3))
  expect(await box?.caughtUp()).toBe(true)

  told.forget(after, cursorAt(after, 2))
  expect(forgotten).toEqual([box?.id])
  expect(await box?.caughtUp()).toBe(false)
  told.readTo(cursorAt(after, 2))
  expect(await box?.caughtUp()).toBe(true)
  mailboxes.stop()
})
