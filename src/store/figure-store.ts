import type { HourReader } from './hour-store.ts'

/** A call as reports count it. */
export interface DayCall {
  readonly id: string
  readonly source: string
  readonly direction: string
  readonly arrivedAt: number
  readonly answeredAt: number | null
  readonly endedAt: number | null
  readonly outcome: string | null
  readonly queue: string | null
  /** The customer's, as it is now. */
  readonly tier: string | null
  /** Accounts in the order in which they answered; `?` before those that are nobody's: JSON. */
  readonly answeredBy: string
  /** Decisions: JSON. */
  readonly recognition: string | null
  /** 1 where it is history: then `team` is whose it was. */
  readonly isHistory: number
  readonly team: string | null
}

/** The pop of a call at whoever answered it. */
export interface DayPop {
  readonly callId: string
  readonly accountId: string
  /** When the event came that made it; null where the events are forgotten. */
  readonly receivedAt: number | null
  readonly storedAt: number
  readonly sentAt: number | null
  readonly renderedAt: number | null
  readonly answeredAt: number
}

export interface DayAsked {
  readonly id: number
  readonly at: number
  readonly key: string
  readonly callId: string
  readonly accountId: string
  readonly known: string
  readonly queue: string | null
  readonly tier: string | null
  readonly team: string | null
}

export interface DayWrapUp {
  readonly callId: string
  readonly accountId: string
  readonly savedAt: number
  readonly disposition: string
  readonly afterCallMs: number
  readonly typedMs: number | null
  readonly queue: string | null
  readonly tier: string | null
  readonly team: string | null
}

/** What a customer began, on any channel. */
export interface DayContact {
  readonly id: number
  readonly channel: string
  readonly startedAt: number
  readonly callId: string | null
  readonly customerId: number | null
  readonly tier: string | null
  readonly numberKey: string | null
  readonly accountId: string | null
  readonly queue: string | null
  readonly outcome: string | null
  readonly disposition: string | null
  readonly team: string | null
  /** The case that it was about, the first of them. */
  readonly caseId: number | null
  readonly rootCause: string | null
}

/** Another contact of the same customer, or of the same number of nobody, as a contact of the day. */
export interface NearContact {
  /** Of the day's contact. */
  readonly of: number
  readonly id: number
  readonly disposition: string | null
  readonly caseId: number | null
}

export interface DayCase {
  readonly id: number
  readonly openedAt: number
  readonly closedAt: number | null
  readonly rootCause: string | null
  readonly complaintAt: number | null
  readonly contacts: number
  /** Who has it. */
  readonly ownerId: string | null
  readonly department: string | null
  readonly tier: string | null
  /** Of whoever has it. */
  readonly team: string | null
}

export interface DayPromise {
  readonly id: number
  readonly madeAt: number
  readonly dueAt: number
  readonly firstDueAt: number
  readonly state: string
  readonly standing: string | null
  readonly ownerId: string | null
  readonly department: string | null
  readonly madeGoodAt: number | null
  readonly tier: string | null
  readonly team: string | null
}

export interface DaySurvey {
  readonly id: string
  readonly name: string
  readonly sentAt: number
  readonly answeredAt: number | null
  readonly satisfaction: number | null
  readonly recommendation: number | null
  readonly effort: number | null
  readonly isBad: number | null
  readonly queue: string | null
  readonly accountId: string | null
  readonly tier: string | null
  readonly team: string | null
}

export interface DaySignal {
  readonly id: number
  readonly postedAt: number
  readonly topic: string | null
  readonly kind: string
  readonly toldAt: number | null
  readonly tier: string | null
  /** When the customer first called once it was posted and while it held, within the days that are looked at. */
  readonly calledAt: number | null
}

/** How customers of a tier stand now. */
export interface TierStanding {
  readonly tier: string
  readonly customers: number
  readonly some: number
  readonly high: number
}

export interface SurveyComment {
  readonly at: number
  readonly callId: string
  readonly survey: string
  readonly satisfaction: number | null
  readonly recommendation: number | null
  readonly effort: number | null
  readonly comment: string
}

/** Who and what is whose by now. */
export interface TeamRows {
  readonly agents: readonly { readonly id: string; readonly team: string }[]
  readonly queues: readonly { readonly id: string; readonly team: string }[]
}

/** Where somebody who reads rows in the order of an instant and a key is. */
export interface Place<K extends string | number> {
  readonly at: number
  readonly key: K
}

/** What is stored of a day, or of many. */
export interface FigureRow {
  readonly report: string
  readonly grouping: string
  readonly day: string
  readonly body: string
}

/** What figures are counted from and drawn of; on a connection of its own beside the serving thread. */
export interface FigureReader extends HourReader {
  /** Calls that arrived behind this place and before this instant, in the order of their arrival. */
  readDayCalls(after: Place<string>, until: number, most: number): Promise<readonly DayCall[]>
  /** Pops of those of the calls behind the first place, up to the last, that somebody answered. */
  readDayPops(after: Place<string>, last: Place<string>): Promise<readonly DayPop[]>
  readDayAsked(after: Place<number>, until: number, most: number): Promise<readonly DayAsked[]>
  readDayWrapUps(after: Place<string>, until: number, most: number): Promise<readonly DayWrapUp[]>
  /** What customers began on any channel, by id: ids begin with their instant. */
  readDayContacts(afterId: number, untilId: number, most: number): Promise<readonly DayContact[]>
  /** Other answered contacts of whom these contacts were of, with an id from `from` and before `until`. */
  readNearContacts(
    afterId: number,
    lastId: number,
    from: number,
    until: number,
  ): Promise<readonly NearContact[]>
  /** Cases that were opened, or became complaints, within these instants. */
  readDayCases(
    what: 'opened' | 'complaint',
    after: Place<number>,
    until: number,
    most: number,
  ): Promise<readonly DayCase[]>
  readDayPromises(
    what: 'made' | 'due',
    after: Place<number>,
    until: number,
    most: number,
  ): Promise<readonly DayPromise[]>
  readDaySurveys(after: Place<string>, until: number, most: number): Promise<readonly DaySurvey[]>
  /** Signals posted within these instants, with the first call before `callsUntil` (an id of an interaction). */
  readDaySignals(
    after: Place<number>,
    until: number,
    callsUntil: number,
    most: number,
  ): Promise<readonly DaySignal[]>
  /** Points of risk from which it is called some, or high. */
  readStandingsByTier(some: number, high: number): Promise<readonly TierStanding[]>
  readTeams(): Promise<TeamRows>
  readComments(
    wanted: {
      readonly from: number
      readonly until: number
      readonly queue: string | null
      readonly teams: readonly string[] | null
    },
    most: number,
  ): Promise<readonly SurveyComment[]>
  readFigures(
    reports: readonly string[],
    groupings: readonly string[],
    from: string,
    until: string,
  ): Promise<readonly FigureRow[]>
  close(): Promise<void>
}

/** What is counted together: one walk over one kind of rows. */
export const figureParts = ['calls', 'matters', 'contacts', 'standing'] as const
export type FigurePart = (typeof figureParts)[number]

export interface FigureDay {
  readonly part: FigurePart
  readonly day: string
}

/** A day that is to be counted anew; `dueAt` tells whether it has become due once more meanwhile. */
export interface DueDay extends FigureDay {
  readonly dueAt: number
}

export interface FigureState {
  /** By which the figures were counted: JSON. */
  readonly rules: string
  readonly today: string
  readonly closedUntil: number
  readonly eventsFrom: number
  readonly signalsFrom: number
  readonly backlogDays: number
}

export interface FigureProgress {
  /** When today was counted last, ms; null where it was not. */
  readonly todayAt: number | null
  /** Days that were never counted by the rules of now. */
  readonly backlog: number
  readonly backlogDays: number
}

/** Which days reports have counted, and what. Written by one node at a time. */
export interface FigureStore {
  readFigureState(): Promise<FigureState | null>
  /** Writes the state; what changes before `closedUntil` is marked from then on. */
  writeFigureState(state: FigureState): Promise<void>
  /** Makes these days due from this instant on (ms). A day of the backlog stays one. */
  makeFigureDaysDue(days: readonly FigureDay[], dueAt: number, isBacklog: boolean): Promise<void>
  /** Takes at most `most` marks of changes and makes the days due which `daysOf` names for an hour (since 1970, UTC); how many. */
  takeFigureMarks(
    most: number,
    dueAt: number,
    daysOf: (part: FigurePart, hour: number) => readonly FigureDay[],
  ): Promise<number>
  /** The newest day that is due, those of the backlog last. */
  nextDueFigureDay(now: number): Promise<DueDay | null>
  /** When a day was counted last, ms. */
  readFigureCounted(day: FigureDay): Promise<number | null>
  /** Replaces the bodies of these rows; null takes one away. In small transactions. */
  writeFigures(rows: readonly (Omit<FigureRow, 'body'> & { readonly body: string | null })[]): Promise<void>
  /** The day was counted: it is due no more, unless it has become so since. */
  settleFigureDay(day: FigureDay, countedAt: number, dueAt: number | null): Promise<void>
  readFigureProgress(today: string): Promise<FigureProgress>
  /** The first day of which a report has figures; null where it has none. */
  readFirstFigureDay(report: string): Promise<string | null>
  /** The first instant (ms) of which there is anything to count; null where there is nothing. */
  readFirstInstant(): Promise<number | null>
  /** The teams of accounts, as JSON: changes where somebody changes team. */
  readTeamsOfAccounts(): Promise<string>
}
