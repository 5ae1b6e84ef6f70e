/** A call as reports count it. */
export interface DayCall {
  readonly id: string
  readonly direction: string
  readonly arrivedAt: number
  readonly answeredAt: number | null
  readonly endedAt: number | null
  readonly outcome: string | null
  readonly queue: string | null
  readonly customerId: number | null
  /** The customer's, as it is now. */
  readonly tier: string | null
  /** Accounts in the order in which they answered; `?` before those that are nobody's: JSON. */
  readonly answeredBy: string
  readonly presentation: string
  /** A Decision: JSON. */
  readonly recognition: string | null
  /** Who has said on this call who it is. */
  readonly identifiedBy: string | null
}

/** Where somebody who reads a day's calls is. */
export interface CallPoint {
  readonly arrivedAt: number
  readonly id: string
}

/** What a day's figures are counted from; on a connection of its own beside the serving thread. */
export interface FigureReader {
  /** Calls that arrived behind this point and before this instant, in the order of their arrival. */
  readDayCalls(after: CallPoint, until: number, most: number): Promise<readonly DayCall[]>
}

/** What reports are drawn of. */
export interface FigureStore extends FigureReader {}
