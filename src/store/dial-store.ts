import type { DialFailure } from '../wire/dial-news.ts'
import type { DeskMessage } from './call-store.ts'

/** A call that somebody has placed by a click. */
export interface DialToNote {
  /** As the call will be known; null where the phone system gives it an id of its own. */
  readonly callId: string | null
  readonly accountId: string
  readonly numberKey: string
  readonly customerId: number | null
  readonly taskId: number | null
  readonly at: number
}

/** Whom a call was placed for. */
export interface Dialled {
  readonly customerId: number | null
  readonly accountId: string
}

export interface DialStore {
  /** False, and nothing is noted, where this account has placed `most` calls within the last `withinMs`. */
  noteDial(dial: DialToNote, most: number, withinMs: number): Promise<boolean>
  /** It did not come to a call. */
  forgetDial(callId: string): Promise<void>
  /** The agent's own phone was not reached: tells the desk of whoever has placed this call. Nothing where nobody has. */
  tellDialFailed(callId: string, why: DialFailure, now: number): Promise<readonly DeskMessage[]>
  /**
   * Whom this outbound call was placed for: noted under its id, or by one of these accounts for this number since `since`
   * (ms), which is then this call's. Null for a call that was placed by hand.
   */
  takeDialled(call: {
    readonly callId: string
    readonly accountIds: readonly string[]
    readonly numberKey: string | null
    readonly since: number
  }): Promise<Dialled | null>
}
