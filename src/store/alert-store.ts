import type { AlertSeverity } from '../wire/alert-api.ts'
import type { SeenTeams } from '../wire/teams.ts'
import type { OutsideMessage } from './webhook-store.ts'

export interface AlertToRaise {
  /** A UUID. */
  readonly id: string
  readonly rule: string
  /** What it is about within the rule: `case:7`. */
  readonly subjectKey: string
  readonly severity: AlertSeverity
  readonly customerId: number | null
  readonly callId: string | null
  /** Who sees it besides those who see all; null: nobody. */
  readonly team: string | null
  readonly figures: AlertFigures
  readonly text: string
  readonly at: number
}

/** Counts, instants (ms), ids and names of what the house configures; nothing personal. */
export type AlertFigures = Readonly<Record<string, string | number | null>>

export interface StoredAlert extends Omit<AlertToRaise, 'at'> {
  readonly customerName: string | null
  readonly raisedAt: number
  readonly seenAt: number | null
  readonly seenBy: string | null
  readonly assignedTo: string | null
  readonly overAt: number | null
  readonly version: number
}

/** What came in a quarter of an hour, as far as rules ask. */
export interface QuarterCounts {
  /** By source: all that it told of (test calls are not told by it), those who do not withhold their number, and whom of these we knew. */
  readonly calls: readonly {
    readonly source: string
    readonly told: number
    readonly calls: number
    readonly recognised: number
  }[]
  /** Callers and writers by what it was about, each counted once. */
  readonly topics: readonly { readonly disposition: string; readonly callers: number }[]
  /** Customers with a case that was opened then, by its root cause as far as it is put down. */
  readonly causes: readonly { readonly cause: string; readonly customers: number }[]
}

export interface CaseAtIssue {
  readonly id: number
  readonly customerId: number
  readonly ownerId: string | null
  readonly subject: string
  readonly contacts: number
  readonly openedAt: number
}

export interface PromiseAtRisk {
  readonly id: number
  readonly customerId: number | null
  readonly ownerId: string | null
  readonly text: string
  readonly dueAt: number
}

export interface WaitingCall {
  readonly id: string
  readonly source: string
  readonly queue: string | null
  readonly customerId: number | null
  /** JSON of a BoardCall. */
  readonly board: string
}

export interface AlertStore {
  /** Open cases with at least so many contacts: the newest first, and of these ones all that are still so. */
  findUnresolvedCases(
    contacts: number,
    most: number,
    told: readonly number[],
  ): Promise<readonly CaseAtIssue[]>
  /** Open promises that are due before this instant (ms), the soonest first. */
  findPromisesDue(before: number, most: number): Promise<readonly PromiseAtRisk[]>
  /** Live calls that somebody may wait in. */
  findWaitingCalls(): Promise<readonly WaitingCall[]>
  /** What came from the one instant on and before the other (ms). */
  countQuarter(from: number, until: number): Promise<QuarterCounts>
  /** False where one of this rule and subject is open already: nothing is written or told then. */
  raiseAlert(alert: AlertToRaise, outside: readonly OutsideMessage[]): Promise<boolean>
  /** The one that is open; null where none is. */
  findOpenAlert(rule: string, subjectKey: string): Promise<StoredAlert | null>
  /** False where it is over already, by another node perhaps: nothing is told then. */
  endAlert(id: string, now: number, outside: readonly OutsideMessage[]): Promise<boolean>
  /** The open ones; of these rules only, if any are named, and of what these teams see. At most `most`, the newest. */
  readOpenAlerts(
    rules: readonly string[] | null,
    most: number,
    teams?: SeenTeams,
  ): Promise<readonly StoredAlert[]>
  /**
   * Open and past ones raised before the cursor (ms, exclusive), the newest first; of these rules only, if any are named, and
   * of what these teams see. More than `most` where several were raised within one millisecond.
   */
  readAlerts(
    before: number,
    most: number,
    rules: readonly string[] | null,
    teams?: SeenTeams,
  ): Promise<readonly StoredAlert[]>
  readAlert(id: string): Promise<StoredAlert | null>
  /** Somebody has seen it, or has it now; null takes it away. Null where its version is another by now. */
  markAlert(mark: {
    readonly id: string
    readonly expectedVersion: number
    readonly seen: { readonly by: string; readonly at: number } | null
    readonly assignedTo: string | null
  }): Promise<StoredAlert | null>
  /** Forgets, in one small batch, what was over before; true if more is left. */
  forgetAlerts(overBefore: number, most: number): Promise<boolean>
  /** Whether this node may do the job until `until` (ms): it has it already, or nobody has. */
  takeLease(job: string, node: string, now: number, until: number): Promise<boolean>
  giveBackLease(job: string, node: string): Promise<void>
}
