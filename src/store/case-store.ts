import type { SeenTeams } from '../wire/teams.ts'

export const openStates = ['open', 'waiting-for-customer', 'waiting-for-department'] as const
export const caseStates = [...openStates, 'solved', 'closed'] as const
export type CaseState = (typeof caseStates)[number]

/** Why it came to the case: the closed list of every house, so that houses and months can be compared. */
export const rootCauses = [
  'expectation',
  'product',
  'process',
  'hand-over',
  'employee',
  'customer-use',
  'outside',
] as const
export type RootCause = (typeof rootCauses)[number]

/** A question to another department: the last one that was asked of this case. */
export interface Escalation {
  readonly department: string
  /** The account that asked. */
  readonly by: string | null
  readonly at: number
  readonly question: string
  readonly dueAt: number
  readonly answer: string | null
  readonly answeredAt: number | null
  readonly answeredBy: string | null
}

export interface CustomerCase {
  readonly id: number
  readonly externalId: string | null
  readonly customerId: number
  readonly reference: string | null
  readonly subject: string
  readonly openedAt: number
  /** When it was solved or closed, ms; null while it is open or waited for. */
  readonly closedAt: number | null
  readonly state: CaseState
  readonly ownerId: string | null
  /** The department whose it is, as the configuration names it. */
  readonly department: string | null
  readonly rootCause: RootCause | null
  readonly complaintAt: number | null
  /** How often the customer had to be in touch about it, the opening included. */
  readonly contacts: number
  readonly lastContactAt: number | null
  /** Since when it has taken too many contacts, ms. */
  readonly raisedAt: number | null
  readonly escalation: Escalation | null
  readonly version: number
}

/** One that is opened: what is not said is not known yet. */
export interface CaseToOpen
  extends Pick<CustomerCase, 'externalId' | 'customerId' | 'reference' | 'subject' | 'openedAt'>,
    Partial<Pick<CustomerCase, 'ownerId' | 'department' | 'rootCause' | 'complaintAt' | 'closedAt'>> {}

export type CaseWrite =
  | { readonly kind: 'opened'; readonly case: CustomerCase }
  | { readonly kind: 'external-id-taken'; readonly case: CustomerCase }
  | { readonly kind: 'not-found' }

/** What of a case is to be another; what is absent stays. */
export interface CaseChange {
  readonly state?: CaseState
  readonly subject?: string
  readonly reference?: string | null
  readonly ownerId?: string | null
  readonly department?: string | null
  readonly rootCause?: RootCause | null
  readonly complaint?: boolean
  /** Asks another department; a question that is not answered yet is replaced. */
  readonly escalate?: { readonly department: string; readonly question: string; readonly dueAt: number }
  /** The department's answer. */
  readonly answer?: string
}

export type CaseChanged =
  | { readonly kind: 'written'; readonly case: CustomerCase }
  | { readonly kind: 'overtaken' }
  | { readonly kind: 'not-found' }
  /** An answer to a question that nobody has asked, or that is answered. */
  | { readonly kind: 'nothing-asked' }

export interface CaseEntry {
  readonly n: number
  readonly at: number
  /** Null where the house itself has changed it. */
  readonly accountId: string | null
  readonly what: string
  readonly oldValue: string | null
  readonly newValue: string | null
}

export interface PressingCase extends CustomerCase {
  readonly customerName: string
}

export interface CaseStore {
  /** `by` is the account that opens it; null where a program does. */
  openCase(record: CaseToOpen, by?: string | null): Promise<CaseWrite>
  /** False when there is no such case; a closed case stays closed at its first instant. */
  closeCase(id: number, now: number, by?: string | null): Promise<boolean>
  readCase(id: number): Promise<CustomerCase | null>
  /** Changes what is given if the case is of `expectedVersion` (null: whatever it is), and writes down who has. */
  changeCase(
    id: number,
    expectedVersion: number | null,
    change: CaseChange,
    by: string | null,
    now: number,
  ): Promise<CaseChanged>
  /** Open ones first, then newest first; at most 200. */
  readCases(customerId: number): Promise<readonly CustomerCase[]>
  /** The newest first; at most 200. */
  readCaseEntries(id: number): Promise<readonly CaseEntry[]>
  /** Open ones that were raised or escalated, the oldest first. */
  /** Of people of these teams, and what nobody owns; null: all. */
  readPressingCases(most: number, teams?: SeenTeams): Promise<readonly PressingCase[]>
}
