export interface NewPromise {
  /** `wrap-up`, `standing:<id>`, or who posted it; with `originId` it is made once, however often it is told. */
  readonly origin: string
  readonly originId: string | null
  /** Whose it is; where that is a merged customer, the survivor's. */
  readonly customerId: number | null
  /** Of one who is nobody's customer yet; null where it was withheld. */
  readonly numberKey: string | null
  readonly callId: string | null
  /** Left out where it is no case of this customer's. */
  readonly caseId: number | null
  /** The id of the house's standing promise that it is one of. */
  readonly standing: string | null
  readonly text: string
  readonly channel: string
  readonly ownerId: string | null
  readonly department: string | null
  readonly madeBy: string
  readonly madeAt: number
  readonly dueAt: number
  readonly remindAt: number | null
}

/** What an agent has promised on a call: customer and number are the call's. */
export type WrapUpPromise = Pick<
  NewPromise,
  'originId' | 'caseId' | 'text' | 'channel' | 'ownerId' | 'department' | 'dueAt' | 'remindAt'
>

/** What becomes of the house's standing promises with the end of a call. */
export interface StandingStep {
  /** Ids of those that a conversation keeps. */
  readonly keeps: readonly string[]
  readonly begins: readonly NewPromise[]
  readonly now: number
}

/** Of a planned callback or visit, as far as a standing promise begins with it. */
export interface PlannedForPromise {
  readonly id: number
  readonly customerId: number | null
  readonly numberKey: string | null
  readonly team: string | null
  readonly dueUntil: number
  readonly createdAt: number
}
