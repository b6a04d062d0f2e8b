import type { Clock, Link } from '#renderer/data/sync/index.ts'
import type { DeviceId } from '#shared/ids.ts'
import type { Failure } from '#shared/result.ts'

export interface LinkPair {
  readonly ends: readonly [Link, Link]
  /** Both ends close; what is on its way is lost. */
  drop(): void
}

let count = 0

/** Two ends in one process. `delay` gives the milliseconds of each frame's way; order is kept. */
export function linkPair(
  clock: Clock,
  devices: readonly [DeviceId, DeviceId],
  delay: () => number,
  onFrame: (from: DeviceId, frame: Uint8Array) => void = () => {},
): LinkPair {
  const first = createEnd(devices[1])
  const second = createEnd(devices[0])
  join(first, second, devices[0])
  join(second, first, devices[1])

  function createEnd(device: DeviceId) {
    count += 1
    return {
      id: `memory-${count}`,
      device,
      open: true,
      arrived: [] as Uint8Array[],
      listener: null as ((frame: Uint8Array) => void) | null,
      closed: (_reason: Failure) => {},
      send: (_frame: Uint8Array) => Promise.resolve(),
      busyUntil: 0,
    }
  }
  type End = ReturnType<typeof createEnd>

  function join(end: End, other: End, from: DeviceId) {
    end.send = (frame) => {
      onFrame(from, frame)
      const at = Math.max(end.busyUntil, clock.now() + delay())
      end.busyUntil = at
      return new Promise((resolve) => {
        clock.after(at - clock.now(), () => {
          resolve()
          if (!other.open) return
          if (other.listener === null) other.arrived.push(frame)
          else other.listener(frame)
        })
      })
    }
  }

  function finish(end: End, reason: Failure) {
    if (!end.open) return
    end.open = false
    end.closed(reason)
  }

  function asLink(end: End, other: End): Link {
    return {
      id: end.id,
      kind: 'mesh',
      device: end.device,
      send: (frame) => (end.open ? end.send(frame) : Promise.resolve()),
      onFrame(listener) {
        end.listener = listener
        for (const frame of end.arrived.splice(0)) listener(frame)
      },
      onClose(listener) {
        end.closed = listener
      },
      close(reason = { code: 'link-closed' }) {
        finish(end, reason)
        finish(other, { code: 'link-closed' })
      },
    }
  }

  return {
    ends: [asLink(first, second), asLink(second, first)],
    drop: () => {
      finish(first, { code: 'link-closed' })
      finish(second, { code: 'link-closed' })
    },
  }
}
