import { contextBridge, ipcRenderer } from 'electron'
import { channels } from '#shared/ipc/channels.ts'
import type { Bridge } from '#shared/ipc/bridge.ts'

/** The bridge: one method a channel, built from the contract's own list. */
const bridge = Object.fromEntries(
  channels.map((channel) => [
    channel,
    (argument: unknown): Promise<unknown> => ipcRenderer.invoke(`subrosa:${channel}`, argument),
  ]),
)

contextBridge.exposeInMainWorld('subrosa', bridge satisfies Partial<Bridge>)
