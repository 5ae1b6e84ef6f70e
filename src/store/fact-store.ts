import type { SeenTeams } from '../wire/teams.ts'
import type { CardFact } from './customer-matters.ts'

/** One thing that somebody has told, as it is kept. */
export interface FactRecord {
  readonly id: number
  /** Null while it is only known on which call it was said. */
  readonly customerId: number | null
  readonly key: string
  readonly value: string
  readonly saidBy: 'customer' | 'agent' | 'system'
  /** The account or program that put it down. */
  readonly accountId: string | null
  readonly channel: string
  readonly saidAt: number
  readonly callId: string | null
  readonly verifiedAt: number | null
  readonly verifiedBy: string | null
  /** Only where it was said with it: see staleAtOf(). */
  readonly staleAt: number | null
  readonly replacedAt: number | null
  readonly withdrawnBy: string | null
}

export type NewFact = Omit<FactRecord, 'id' | 'replacedAt' | 'withdrawnBy'>

export type FactWrite =
  | { readonly kind: 'kept'; readonly fact: FactRecord }
  /** It holds already, as it was said. */
  | { readonly kind: 'unchanged'; readonly fact: FactRecord }
  /** What was said later holds; this has become history. */
  | { readonly kind: 'older'; readonly fact: FactRecord }
  | { readonly kind: 'not-found' }

export interface AskedAgain {
  readonly at: number
  readonly key: string
  readonly callId: string
  readonly accountId: string
  readonly customerId: number | null
  /** What the pop said of it. */
  readonly known: 'known' | 'confirm' | 'missing'
}

/** What customers have told us. A merged customer's id leads to the survivor in every verb. */
export interface FactStore {
  /**
   * Keeps what was said; what held before becomes history. The same value again is no new fact: said by somebody it is as
   * new as they said it, told by a system it is left as it stands. Without a customer it stays with its call.
   */
  keepFact(fact: NewFact, now: number): Promise<FactWrite>
  /** Somebody has made sure of what holds. */
  verifyFact(customerId: number, key: string, by: string | null, now: number): Promise<FactRecord | null>
  /** Nothing holds of this key any more; gives what did. */
  withdrawFact(customerId: number, key: string, by: string | null, now: number): Promise<FactRecord | null>
  /** What holds, the newest first, and then what was said earlier, the newest first; at most `most` of each. */
  readFacts(customerId: number, most: number): Promise<readonly FactRecord[]>
  /** What was said on this call while nobody knew who was calling. */
  readFactsOfCall(callId: string): Promise<readonly CardFact[]>
  /**
   * What was said on a call is the caller's: it all goes to this customer, or back to the call (null), and whoever had it
   * by mistake has again what they had before. Gives those to whom it had gone.
   */
  giveFactsOfCall(callId: string, customerId: number | null, now: number): Promise<readonly number[]>

  recordAskedAgain(asked: AskedAgain): Promise<void>
  /** How often, from this instant until before that one (ms), by whoever works in these teams; null: by anybody. */
  countAskedAgain(
    from: number,
    until: number,
    teams?: SeenTeams,
  ): Promise<readonly { readonly key: string; readonly known: AskedAgain['known']; readonly times: number }[]>
}
