import { ipcMain } from 'electron'
import { channels } from '#shared/ipc/channels.ts'
import { fail } from '#shared/result.ts'
import { answer, type Handlers } from './answer.ts'
import { isTrustedSender } from './senders.ts'

/** Registers every channel of the contract behind the sender check. */
export function registerChannels(handlers: Handlers): void {
  for (const channel of channels) {
    ipcMain.handle(`subrosa:${channel}`, (event, argument: unknown) =>
      isTrustedSender(event.senderFrame)
        ? answer(handlers, channel, argument)
        : fail('bridge-refused', 'sender'),
    )
  }
}
