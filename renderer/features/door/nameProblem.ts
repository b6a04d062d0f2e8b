import { doorWords as words } from '#renderer/words/index.ts'
import { parseName } from '#shared/model/people/index.ts'

/** What to say about a name that cannot be taken; undefined when it can. */
export function nameProblem(name: string, whenEmpty: string): string | undefined {
  const parsed = parseName(name)
  if (parsed.ok) return undefined
  return parsed.failure.code === 'text-empty' ? whenEmpty : words.nameTooLong
}
