import type { TopicId } from './past-topics.ts'

/** What agents write of a call, in the words in which it was held; `{parcel}` becomes a parcel number. */
export interface PastWords {
  readonly notes: Readonly<Record<TopicId, readonly [string, ...string[]]>>
  readonly again: string
  readonly subjects: Partial<Readonly<Record<TopicId, string>>>
  readonly promises: Partial<Readonly<Record<TopicId, string>>>
  readonly stranger: string
  /** What customers write into a survey: content, and not. */
  readonly praise: readonly [string, ...string[]]
  readonly blame: readonly [string, ...string[]]
}
