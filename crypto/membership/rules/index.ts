import { epochRules } from './epochRules.ts'
import { formRules } from './formRules.ts'
import { handoffRules } from './handoffRules.ts'
import { joiningRules } from './joiningRules.ts'
import { memberRules } from './memberRules.ts'
import type { Judged, Rule } from './rule.ts'

export type { Judged, Rule } from './rule.ts'

/**
 * Whether an entry is authorised: judged on its causal past alone, so the answer never changes.
 * The first rule that does not hold names the failure.
 */
export const rules: readonly Rule[] = [
  ...formRules,
  ...joiningRules,
  ...memberRules,
  ...handoffRules,
  ...epochRules,
]

/** The first rule that does not hold, or null when the entry is authorised. */
export function breach(judged: Judged): Rule | null {
  return rules.find((rule) => !rule.holds(judged)) ?? null
}
