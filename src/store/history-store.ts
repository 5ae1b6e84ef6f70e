import type { InteractionRecord } from './customer-store.ts'

/** A search as the store runs it: tokens are made by history/search-tokens.ts, so that writing and reading agree. */
export interface SearchOrder {
  /** An FTS expression of quoted tokens, or null for filters by time alone. */
  readonly match: string | null
  /** Rows with ids in (after, before), both exclusive; ids begin with the instant. */
  readonly after: number | null
  readonly before: number | null
  readonly most: number
}

export interface HistoryStore {
  /**
   * Newest first. Runs on a worker thread with its own read connection, never on the thread that pops. `examined`
   * tells how many index hits were read; the caller checks the text itself (bigrams may promise too much).
   */
  searchInteractions(order: SearchOrder, deadlineMs: number): Promise<readonly FoundInteraction[]>
  /** Reads at most `most` rows that the index has not seen as they are, oldest id first. */
  readUnindexed(most: number): Promise<readonly FoundInteraction[]>
  /** Replaces the tokens of these rows in the index and marks them as seen. */
  indexInteractions(rows: readonly { id: number; tokens: string }[]): Promise<void>
}

export interface FoundInteraction extends InteractionRecord {
  readonly customerName: string | null
  readonly tier: string | null
}
