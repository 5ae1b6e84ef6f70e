/** What may be worth looking at: messages for desks, the list of live calls, alerts, rights and sessions. */
export type Hint = 'desks' | 'calls' | 'alerts' | 'access'

/** A change of an account, or the end of one of its sessions. */
export interface AccessChange {
  /** Never given twice. */
  readonly id: number
  readonly accountId: string
}

/** The other nodes of a house on several machines. Hints are only that: what is stored is read again on a slow clock. */
export interface OtherNodes {
  /** Calls back when a node, also this one, has written something. May be late, twice or lost. Returns how to end it. */
  onHint(heard: (about: Hint) => void): () => void
  /** What was changed within the last `withinMs` by the engine's clock, in the order of ids. */
  readAccessChanges(withinMs: number): Promise<readonly AccessChange[]>
  /** A transaction that has not ended after so long has been undone, ms. */
  readonly longestWriteMs: number
}
