import type { SeenTeams } from '../wire/teams.ts'
import type { DeskMessage } from './call-store.ts'
import type { NewPromise, PlannedForPromise } from './new-promise.ts'
import type { OutsideMessage } from './webhook-store.ts'

export type PromiseState = 'open' | 'kept' | 'broken' | 'released'

/** What was promised to a customer, as it stands. Instants in ms. */
export interface PromiseRecord extends Omit<NewPromise, 'origin' | 'originId'> {
  readonly id: number
  readonly customerName: string | null
  /** The customer's. */
  readonly externalId: string | null
  /** As it was promised at first. */
  readonly firstDueAt: number
  readonly state: PromiseState
  readonly settledAt: number | null
  readonly settledBy: string | null
  readonly note: string | null
  readonly madeGoodAt: number | null
  readonly version: number
}

export type PromiseMade =
  | {
      readonly kind: 'made' | 'known'
      readonly promise: PromiseRecord
      readonly messages: readonly DeskMessage[]
    }
  | { readonly kind: 'not-found' }

export type PromiseChange =
  /** `good`: a broken one was made good. */
  | { readonly kind: 'kept' | 'released' | 'good'; readonly note: string | null }
  | {
      readonly kind: 'moved'
      readonly dueAt: number
      readonly remindAt: number | null
      readonly note: string | null
    }
  | { readonly kind: 'passed-on'; readonly ownerId: string | null; readonly department: string | null }

export type PromiseChanged =
  | {
      readonly kind: 'changed'
      readonly promise: PromiseRecord
      readonly messages: readonly DeskMessage[]
    }
  /** It is settled, or in another way than this would need. */
  | { readonly kind: 'conflict'; readonly promise: PromiseRecord }
  | { readonly kind: 'not-found' }

/** Null: whatever it is. */
export interface PromisesWanted {
  readonly state: PromiseState | null
  readonly ownerId: string | null
  readonly department: string | null
  readonly customerId: number | null
  /** Only those with a higher id, which are younger. */
  readonly after: number
  readonly most: number
  /** All where nothing is said. */
  readonly of?: SeenPromises
}

/** Whose promises somebody sees: of people of these teams (null: all), and of groups but the unseen ones. */
export interface SeenPromises {
  readonly teams: SeenTeams
  readonly unseen: readonly string[]
}

export interface DueWanted {
  readonly dueBefore: number
  /** The last one seen; null from the soonest. */
  readonly after: { readonly isBroken: boolean; readonly dueAt: number; readonly id: number } | null
  readonly of: SeenPromises
  readonly most: number
}

export interface PromiseCount {
  readonly ownerId: string | null
  readonly department: string | null
  readonly standing: string | null
  readonly made: number
  readonly open: number
  readonly kept: number
  readonly broken: number
  readonly released: number
  /** Broken ones that were made good afterwards. */
  readonly madeGood: number
  /** Those that were given another date. */
  readonly moved: number
}

/** What other systems are told of it, written in the same transaction. Must have no effect of its own. */
export type PromiseNewsOf = (promise: PromiseRecord) => readonly OutsideMessage[]

export interface PromisesTold {
  /** How many were looked at: as many as were asked for where more may be left. */
  readonly seen: number
  readonly promises: readonly PromiseRecord[]
  /** What their owners' desks are told. */
  readonly messages: readonly DeskMessage[]
}

/** What was promised: made, kept in mind, settled, counted. */
export interface PromiseStore {
  makePromise(promise: NewPromise): Promise<PromiseMade>
  readPromise(id: number): Promise<PromiseRecord | null>
  /**
   * Open and broken ones of this account and of departments, the soonest due first; of departments none that the house promises all,
   * and none of `hidden` teams.
   */
  readOwnPromises(
    ownerId: string,
    most: number,
    hidden?: readonly string[],
  ): Promise<readonly PromiseRecord[]>
  readPromises(wanted: PromisesWanted): Promise<readonly PromiseRecord[]>
  /** What is to be kept before `dueBefore` (ms), and what was broken and not made good, the soonest due first: many that were broken long ago must not hide what breaks today. */
  readDuePromises(wanted: DueWanted): Promise<readonly PromiseRecord[]>
  changePromise(id: number, change: PromiseChange, by: string, now: number): Promise<PromiseChanged>
  /** Reminds of open ones whose reminder has come by `now`, each once, at most `most`. */
  remindOfPromises(now: number, most: number, newsOf: PromiseNewsOf): Promise<PromisesTold>
  /** Breaks open ones that were due before `dueBefore`, each once, at most `most`. */
  breakPromises(dueBefore: number, now: number, most: number, newsOf: PromiseNewsOf): Promise<PromisesTold>
  /** Lets broken ones of before this instant lead no longer; true if more is left. */
  endBrokenPromises(brokenBefore: number, now: number, most: number): Promise<boolean>
  /** Begins a standing promise for cases opened since (ms) that have none of this origin; how many it has seen. */
  promiseForCases(
    since: number,
    promiseOf: (opened: { id: number; customerId: number; openedAt: number }) => NewPromise,
    origin: string,
    most: number,
  ): Promise<number>
  /** Standing promises of cases that are closed by now are kept; how many. */
  keepOfClosedCases(now: number, most: number): Promise<number>
  /** Begins a standing promise for callbacks or visits planned since (ms) that have none of this origin; how many it has seen. */
  promiseForTasks(
    kind: 'callback' | 'visit',
    since: number,
    promiseOf: (planned: PlannedForPromise) => NewPromise,
    origin: string,
    most: number,
  ): Promise<number>
  /** Standing promises of what is done by now are kept or good, of what was given up released; how many of the more frequent. */
  settleOfTasks(now: number, most: number): Promise<number>
  /** Promises made within [from, until), ms. */
  countPromises(from: number, until: number): Promise<readonly PromiseCount[]>
}
