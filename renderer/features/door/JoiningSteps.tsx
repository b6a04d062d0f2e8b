import { Steps } from '#renderer/ui/index.ts'
import { doorWords as words } from '#renderer/words/index.ts'

const steps = [words.stepCode, words.stepYou, words.stepWords, words.stepIn]

/** How far one has come with an invitation; counts from 0. */
export function JoiningSteps({ current }: { current: number }) {
  return <Steps label={words.steps} steps={steps} current={current} />
}
