export { memberIdSchema, nameLimits, parseName } from './people.ts'
export type { People } from './people.ts'
