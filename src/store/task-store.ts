import type { SeenTeams } from '../wire/teams.ts'

export const taskKinds = ['callback', 'visit', 'message', 'follow-up'] as const
export type TaskKind = (typeof taskKinds)[number]
/** Where a task comes from: `wrap-up` is a follow-up of an agent, kept with the wrap-up of its call. */
export const taskOrigins = [
  'call',
  'signal',
  'promise',
  'survey',
  'missed-call',
  'case',
  'plan',
  'hand',
  'wrap-up',
] as const
export type TaskOrigin = (typeof taskOrigins)[number]

export type TaskState = 'open' | 'done' | 'given-up'

export interface Task {
  readonly id: number
  readonly kind: TaskKind
  readonly customerId: number | null
  readonly customerName: string | null
  readonly numberKey: string | null
  readonly numberRaw: string | null
  /** Whose it is: an account, else a department, else everybody's. */
  readonly ownerId: string | null
  readonly team: string | null
  /** When it is to be done: within [dueFrom, dueUntil], ms. */
  readonly dueFrom: number
  readonly dueUntil: number
  readonly reason: string
  readonly origin: TaskOrigin
  /** Of the call, signal topic, promise, survey or case. */
  readonly originId: string | null
  readonly state: TaskState
  readonly outcome: string | null
  readonly attempts: number
  readonly lastAttemptAt: number | null
  readonly createdAt: number
  readonly createdBy: string | null
  readonly closedAt: number | null
  readonly closedBy: string | null
  readonly version: number
}

/** What is to be planned. */
export interface TaskToPlan
  extends Pick<
    Task,
    | 'kind'
    | 'customerId'
    | 'numberKey'
    | 'numberRaw'
    | 'ownerId'
    | 'team'
    | 'dueFrom'
    | 'dueUntil'
    | 'reason'
    | 'origin'
    | 'originId'
  > {
  /** Plans once: `promise:17`, `signal:delivery:42`. Null where a person plans. */
  readonly planKey: string | null
  /** The account that plans it; null where the house does. */
  readonly by: string | null
}

export type TaskWrite =
  | { readonly kind: 'planned'; readonly task: Task; readonly isNew: boolean }
  | { readonly kind: 'customer-not-found' }

/** What the store does for {@link PlanCallback}, and what may come of it. */
export type PlannedTask =
  | TaskWrite
  /** The customer does not wish to be called, written to or visited so: `why` may be shown. */
  | { readonly kind: 'refused'; readonly why: string }

/** Plans a callback, a visit or a message, if the customer's wishes allow it. Asked again with one key it plans once. */
export type PlanCallback = (wanted: TaskToPlan) => Promise<PlannedTask>

/** `again`: tried, and to be tried once more at another time. */
export type TaskStep =
  | { readonly kind: 'done'; readonly outcome: string }
  | { readonly kind: 'given-up'; readonly outcome: string }
  | {
      readonly kind: 'again'
      readonly result: string
      readonly dueFrom: number
      readonly dueUntil: number
      /** Until when each standing promise (by its id) that began with it is to be kept then, ms. */
      readonly promised?: ReadonlyMap<string, number>
    }
  | { readonly kind: 'pass-on'; readonly ownerId: string | null; readonly team: string | null }

export type TaskChanged =
  | { readonly kind: 'written'; readonly task: Task }
  | { readonly kind: 'overtaken' }
  /** It is done or given up already. */
  | { readonly kind: 'closed' }
  | { readonly kind: 'not-found' }

export interface TaskAttempt {
  readonly at: number
  readonly accountId: string
  readonly result: string
  readonly callId: string | null
}

export interface TaskStore {
  planTask(wanted: TaskToPlan, now: number): Promise<TaskWrite>
  readTask(id: number): Promise<Task | null>
  /** The oldest first. */
  readTaskAttempts(id: number): Promise<readonly TaskAttempt[]>
  stepTask(
    id: number,
    expectedVersion: number | null,
    step: TaskStep,
    by: string,
    now: number,
  ): Promise<TaskChanged>
  /** Open ones of this account and those that are nobody's, without those of `hidden` teams; the soonest to be done first. */
  readDueTasks(accountId: string, most: number, hidden?: readonly string[]): Promise<readonly Task[]>
  /** All open ones, the soonest to be done first. */
  /** Of people of these teams, and what is nobody's; null: all. */
  readOpenTasks(most: number, teams?: SeenTeams): Promise<readonly Task[]>
  /** Open ones first, then the newest; at most 100. */
  readTasksOf(customerId: number): Promise<readonly Task[]>
  /**
   * Of the customers with ids beyond `after`, at most `most`: those of these tiers, with the last instant (ms) at which they
   * were visited or a visit was given up, null where never. None of them has a visit planned. `next` is where to go on.
   */
  readVisited(after: number, most: number, tiers: readonly string[]): Promise<VisitedPage>
}

export interface VisitedPage {
  readonly customers: readonly {
    readonly id: number
    readonly tier: string
    readonly since: number
    readonly lastVisitAt: number | null
  }[]
  /** Null at the end. */
  readonly next: number | null
}
