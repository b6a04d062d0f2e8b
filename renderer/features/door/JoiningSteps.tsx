import type { DoorPurpose } from '#crypto'
import { Steps } from '#renderer/ui/index.ts'
import { doorWords as words } from '#renderer/words/index.ts'

/** How far one has come with a code; counts from 0. */
export function JoiningSteps(props: { purpose: DoorPurpose; current: number }) {
  const { purpose, current } = props
  return <Steps label={words.steps} steps={words.stepsOf[purpose]} current={current} />
}
