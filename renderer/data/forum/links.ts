import type { DeviceId } from '#shared/ids.ts'
import type { Link } from '../sync/index.ts'

/** The open links, as far as who stands at their other end matters. */
export interface Links {
  /** Answers the link to go on with. */
  add(link: Link): Link
  /** Somebody may be outside by now: their links end once they have heard why. */
  look(): void
  /** Waits until whoever was just put outside has heard why; at once when nobody was. */
  lastWords(): Promise<void>
  /** Ends all links, after the same while. */
  endSoon(): void
  stop(): void
}

/** What was sent just before needs so long to leave. */
const lastWordsTake = 500

/** Keeps links to those who are inside. */
export function createLinks(isInside: (device: DeviceId) => boolean): Links {
  const open = new Set<Link>()
  const timers = new Set<ReturnType<typeof setTimeout>>()
  let isEnding = false

  function later(run: () => void): void {
    const timer = setTimeout(() => {
      timers.delete(timer)
      run()
    }, lastWordsTake)
    timers.add(timer)
  }

  const outside = () => [...open].filter(({ device }) => isEnding || !isInside(device))

  function look(): void {
    if (outside().length === 0) return
    later(() => {
      for (const link of outside()) link.close()
    })
  }

  return {
    add(link) {
      open.add(link)
      return {
        ...link,
        onClose(listener) {
          link.onClose((reason) => {
            open.delete(link)
            listener(reason)
          })
        },
      }
    },
    look,
    async lastWords() {
      if (outside().length > 0) await new Promise<void>((done) => later(done))
    },
    endSoon() {
      isEnding = true
      look()
    },
    stop() {
      for (const timer of timers) clearTimeout(timer)
    },
  }
}
