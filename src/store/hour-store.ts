/** A call of a customer to the house, as an hour is told of it. */
export interface HourCall {
  readonly id: string
  readonly arrivedAt: number
  readonly answeredAt: number | null
  readonly endedAt: number | null
  readonly outcome: string | null
  readonly queue: string | null
  /** Accounts in the order in which they answered; `?` before those that are nobody's: JSON. */
  readonly answeredBy: string
  /** 1 where it is history: then `team` is whose it was. */
  readonly isHistory: number
  readonly team: string | null
}

/** An offer of one of these calls that is over. */
export interface HourOffer {
  readonly callId: string
  readonly accountId: string
  readonly closing: string | null
}

export interface HourRows {
  readonly calls: readonly HourCall[]
  readonly offers: readonly HourOffer[]
}

/** On a connection of its own beside the serving thread: a busy house has thousands of calls in an hour. */
export interface HourReader {
  /** Calls that arrived from the first instant (ms) and before the second, and to whom they were offered. */
  readHour(from: number, until: number): Promise<HourRows>
}
