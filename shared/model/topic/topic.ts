import * as v from 'valibot'
import type { MemberId } from '../../ids.ts'

/** A challenge or expertise belongs to one member, a group topic to everybody. */
export const topicKinds = ['challenge', 'expertise', 'group'] as const
export type TopicKind = (typeof topicKinds)[number]

export type TopicStatus = 'open' | 'selected' | 'archived' | 'merged'

/** A topic in the parking lot. The title is neutral; private detail is never part of it. */
export interface Topic {
  readonly id: string
  readonly title: string
  /** Null for a topic of the group. */
  readonly ownerId: MemberId | null
  readonly kind: TopicKind
  /** One word or two; empty when none was given. */
  readonly theme: string
  /** 0 (not said) to 10. */
  readonly importance: number
  readonly urgency: number
  /** How often it was heard, by everyone together. */
  readonly heard: number
  /** How often each member heard it, by member id; no entry means never. */
  readonly heardBy: ReadonlyMap<MemberId, number>
  /** `YYYY-MM-DD`, or empty. */
  readonly firstRaised: string
  readonly status: TopicStatus
  /** The topic this one was merged into; null unless `status` is `merged`. */
  readonly mergedInto: string | null
}

/** What a new topic is made from; only the title is needed. */
export interface TopicDraft {
  readonly title: string
  readonly ownerId?: MemberId | null
  readonly kind?: TopicKind
  readonly theme?: string
  readonly importance?: number
  readonly urgency?: number
  readonly heardBy?: ReadonlyMap<MemberId, number>
  readonly firstRaised?: string
  readonly status?: Exclude<TopicStatus, 'merged'>
}

/** Sizes in UTF-16 units, times heard by one member, and topics. */
export const topicLimits = { title: 300, theme: 40, weight: 10, heard: 999, topics: 2000 } as const

export const weightSchema = v.pipe(
  v.number(),
  v.safeInteger(),
  v.minValue(0),
  v.maxValue(topicLimits.weight),
)

export const heardSchema = v.pipe(
  v.number(),
  v.safeInteger(),
  v.minValue(0),
  v.maxValue(topicLimits.heard),
)

export const topicKindSchema = v.picklist(topicKinds)

/** Importance and urgency belong to the owner; those of a group topic to everyone. */
export function mayWeigh(topic: Pick<Topic, 'ownerId'>, member: MemberId): boolean {
  return topic.ownerId === null || topic.ownerId === member
}

/** Whether a topic still waits its turn; the three lists hold only these. */
export function isWaiting(topic: Pick<Topic, 'status'>): boolean {
  return topic.status === 'open' || topic.status === 'selected'
}
