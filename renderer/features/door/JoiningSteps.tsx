import type { DoorPlace } from '#renderer/session/index.ts'
import { Steps } from '#renderer/ui/index.ts'
import { doorWords as words } from '#renderer/words/index.ts'

/** How far one has come with a code; counts from 0. */
export function JoiningSteps(props: { place: DoorPlace; current: number }) {
  const { place, current } = props
  return <Steps label={words.steps} steps={words.stepsOf[place]} current={current} />
}
