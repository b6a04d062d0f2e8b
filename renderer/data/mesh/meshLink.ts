import type { DeviceId } from '#shared/ids.ts'
import type { Failure } from '#shared/result.ts'
import type { Link } from '#renderer/data/sync/index.ts'
import type { MessageChannel } from './messageChannel.ts'

/** A link, and the mesh's way of saying that it is over. */
export interface MeshLink {
  readonly link: Link
  /** Tells the listener once; further calls do nothing. */
  end(reason: Failure): void
}

let count = 0

/** Makes a link of a proven channel. `onClose` is called when its user closes it. */
export function createMeshLink(
  device: DeviceId,
  messages: MessageChannel,
  onClose: (reason: Failure) => void,
): MeshLink {
  count += 1
  let ended: Failure | null = null
  let closed: (reason: Failure) => void = () => {}

  function end(reason: Failure) {
    if (ended !== null) return
    ended = reason
    messages.stop()
    closed(reason)
  }

  return {
    end,
    link: {
      id: `mesh-${count}`,
      kind: 'mesh',
      device,
      send: (frame) => messages.send(frame),
      onFrame: (listener) => messages.onMessage(listener),
      onClose: (listener) => {
        closed = listener
        if (ended !== null) listener(ended)
      },
      close: (reason = { code: 'link-closed' }) => {
        if (ended === null) onClose(reason)
      },
    },
  }
}
