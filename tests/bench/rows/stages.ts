import type { Mark, MarkName } from '../page/marks.ts'

/** A stage of the way of a key press, ended by the given mark on the given side. */
export interface Stage {
  readonly label: string
  readonly side: 'near' | 'far'
  readonly until: MarkName
  /** Which of the marks of that name since the stage before; the first unless told. */
  readonly nth?: number
}

export const ourStages: readonly Stage[] = [
  { label: 'key press to signing', side: 'near', until: 'sign' },
  { label: 'sign and seal', side: 'near', until: 'random', nth: 2 },
  { label: 'to a transaction begun', side: 'near', until: 'transaction' },
  { label: 'store, strict', side: 'near', until: 'committed' },
  { label: 'send', side: 'near', until: 'send' },
  { label: 'on the wire', side: 'far', until: 'arrived' },
  { label: 'open and verify', side: 'far', until: 'verified' },
  { label: 'to a transaction begun', side: 'far', until: 'transaction' },
  { label: 'check the place and store, strict', side: 'far', until: 'committed' },
  { label: 'apply', side: 'far', until: 'applied' },
  { label: 'render', side: 'far', until: 'rendered' },
  { label: 'next frame painted', side: 'far', until: 'painted' },
]

export const stockStages: readonly Stage[] = [
  { label: 'key press to sent', side: 'near', until: 'send' },
  { label: 'on the wire', side: 'far', until: 'arrived' },
  { label: 'apply', side: 'far', until: 'applied' },
  { label: 'render', side: 'far', until: 'rendered' },
  { label: 'next frame painted', side: 'far', until: 'painted' },
]

/** One key press, in milliseconds. */
export interface Press {
  /** From the key to the letter painted at the other side. */
  readonly whole: number
  /** One for each stage; null when another way (the relay) was faster than the one the stages follow. */
  readonly stages: readonly number[] | null
}

/** Two clocks of one machine may still differ by this much, in milliseconds. */
const clockSlack = 0.3

/** What the marks of both sides say of one press; null when the letter was never painted. */
export function pressOf(
  stages: readonly Stage[],
  near: readonly Mark[],
  far: readonly Mark[],
): Press | null {
  const key = near.find(({ name }) => name === 'key')
  if (key === undefined) return null
  const applied = far.find(({ name, at }) => name === 'applied' && at > key.at)
  const painted = far.find(({ name, at }) => name === 'painted' && at > (applied?.at ?? Infinity))
  if (painted === undefined) return null
  const times: number[] = []
  let last = key.at
  for (const { side, until, nth = 1 } of stages) {
    const marks = side === 'near' ? near : far
    const found = marks.filter(({ name, at }) => name === until && at >= last - clockSlack)[nth - 1]
    if (found === undefined) return { whole: painted.at - key.at, stages: null }
    times.push(found.at - last)
    last = found.at
  }
  return { whole: painted.at - key.at, stages: last === painted.at ? times : null }
}
