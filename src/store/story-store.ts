import type { FoundInteraction } from './history-store.ts'

/** One version of a pop as it was sent to an agent's desktops. */
export interface ShownPop {
  readonly accountId: string
  readonly version: number
  /** When it was stored to be sent, by the clock of the node, ms. */
  readonly at: number
  /** The pop as JSON, as the wire has it. */
  readonly content: string
}

/** What people did on a call and because of it, beside what the phone system told. */
export interface CallStory {
  readonly wrapUps: readonly {
    readonly accountId: string
    readonly disposition: string
    readonly note: string
    readonly savedAt: number
  }[]
  readonly facts: readonly { readonly key: string; readonly accountId: string | null; readonly at: number }[]
  readonly askedAgain: readonly { readonly key: string; readonly accountId: string; readonly at: number }[]
  readonly promises: readonly PromiseOfStory[]
  readonly survey: {
    readonly sentAt: number
    readonly answeredAt: number | null
    readonly satisfaction: number | null
    readonly recommendation: number | null
    readonly effort: number | null
    readonly comment: string | null
  } | null
}

export interface PromiseOfStory {
  readonly id: number
  readonly text: string
  readonly owner: string | null
  readonly by: string
  readonly madeAt: number
  readonly dueAt: number
  readonly state: 'open' | 'kept' | 'broken' | 'released'
  readonly settledAt: number | null
  readonly settledBy: string | null
}

/** How a call of the time line went: who had it offered, who spoke. */
export interface CallLegs {
  readonly callId: string
  readonly arrivedAt: number
  readonly answeredAt: number | null
  readonly endedAt: number | null
  readonly offers: readonly {
    readonly accountId: string
    readonly offeredAt: number | null
    readonly answeredAt: number | null
    readonly closing: string | null
  }[]
}

/** One entry of a customer's time line. `id` is its record's, `part` which of the things that became of it. */
export type TimelineEntry = { readonly at: number; readonly id: number; readonly part: number } & (
  | { readonly kind: 'interaction'; readonly interaction: FoundInteraction; readonly legs: CallLegs | null }
  | {
      readonly kind: 'promise'
      readonly what: 'made' | 'kept' | 'broken' | 'released'
      readonly text: string
      readonly dueAt: number
      readonly owner: string | null
      readonly by: string | null
    }
  | {
      readonly kind: 'case'
      readonly caseId: number
      readonly subject: string
      readonly what: string
      readonly from: string | null
      readonly to: string | null
      readonly by: string | null
    }
  | {
      readonly kind: 'signal'
      readonly what: 'came' | 'told' | 'withdrawn'
      readonly signal: string
      readonly severity: string
      readonly text: string
      readonly by: string | null
    }
  | {
      readonly kind: 'fact'
      readonly key: string
      readonly value: string
      readonly saidBy: string
      readonly channel: string
      readonly by: string | null
    }
  | {
      readonly kind: 'task'
      readonly what: 'planned' | 'done' | 'given-up'
      readonly task: string
      readonly reason: string
      readonly by: string | null
    }
  | { readonly kind: 'asked-again'; readonly key: string; readonly by: string }
)

export type TimelineKind = TimelineEntry['kind']

/** After which entry a page goes on: by time, then in the order of kinds, then by id and part, each falling. */
export interface TimelinePlace {
  readonly at: number
  readonly kind: TimelineKind
  readonly id: number
  readonly part: number
}

export interface StoryStore {
  /** Every version of a call's pops in the order in which they were sent; empty once they are forgotten. */
  readShownPops(callId: string): Promise<readonly ShownPop[]>
  readCallStory(callId: string): Promise<CallStory>
  /** What was with a customer, of these kinds, newest first, at most `most`; from the newest where no place is said. */
  readTimeline(
    customerId: number,
    kinds: readonly TimelineKind[],
    after: TimelinePlace | null,
    most: number,
  ): Promise<readonly TimelineEntry[]>
}
