export {
  heardSchema,
  isWaiting,
  mayWeigh,
  topicKindSchema,
  topicLimits,
  weightSchema,
} from './topic.ts'
export type { Topic, TopicDraft, TopicKind, TopicStatus } from './topic.ts'
export { topicLists } from './topicLists.ts'
export type { SharedTheme, TopicLists } from './topicLists.ts'
export { settleMerges } from './settleMerges.ts'
