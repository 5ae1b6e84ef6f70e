import type { NameTokens } from './text-index.ts'

export interface InteractionRecord {
  readonly id: number
  readonly externalId: string | null
  readonly channel: string
  readonly direction: 'inbound' | 'outbound' | 'internal'
  readonly startedAt: number
  readonly endedAt: number | null
  readonly customerId: number | null
  readonly numberKey: string | null
  readonly numberRaw: string | null
  readonly accountId: string | null
  readonly agentName: string | null
  readonly source: string | null
  readonly queue: string | null
  readonly queueName: string | null
  readonly callId: string | null
  readonly outcome: string | null
  readonly disposition: string | null
  readonly body: string
  /** How `numberRaw` was to be read, as with a customer's number; absent for calls, whose source says it. */
  readonly readBy?: string | null
  readonly subject?: string | null
  /** What belongs to one exchange has one thread. */
  readonly thread?: string | null
  readonly sentiment?: Sentiment | null
}

/** How the customer felt. */
export type Sentiment = 'positive' | 'neutral' | 'negative'

/** One contact of an import, whose customer goes by external id. */
export interface ContactRow {
  readonly customerExternalId: string | null
  readonly record: Omit<InteractionRecord, 'id' | 'customerId'>
}

/** Which of a customer's contacts are wanted; all where nothing is said. */
export interface ContactFilter {
  readonly channel?: string | undefined
  readonly thread?: string | undefined
}

export interface ImportedContacts {
  readonly created: number
  /** Places in the rows that were not written because nobody has the customer's external id. */
  readonly withoutCustomer: readonly number[]
}

/** An interaction with what the index also reads of its customer. */
export interface FoundInteraction extends InteractionRecord {
  /** Whose work it was when it was written; null: of no team. */
  readonly team: string | null
  readonly customerName: string | null
  readonly customerTier?: string | null
}

/** What an interaction was about, as it stands now: its cases with their causes, and what was promised on the call. */
export interface InteractionLinks {
  readonly caseIds: readonly number[]
  readonly caseReferences: readonly string[]
  readonly hasOpenCase: boolean
  readonly rootCauses: readonly string[]
  readonly promiseStates: readonly string[]
}

/** All that the index holds of an interaction. */
export interface IndexedInteraction extends FoundInteraction {
  readonly links: InteractionLinks
}

/** Tokens of an interaction, parted by single spaces; made by history/search-tokens.ts. */
export type TokensOf = (row: IndexedInteraction) => string

/** How everything that is looked for by words is made into tokens. */
export interface SearchTokens {
  readonly rows: TokensOf
  readonly names: NameTokens
}

/** A search as the store runs it. */
export interface SearchOrder {
  /** What is looked for, as the search reader understands it: the store hands it on unread. */
  readonly query: string
  /** Begun at `from` or later, and before `until`; ms. */
  readonly from: number | null
  readonly until: number | null
  readonly order: 'newest' | 'best'
  /** The cursor of the page before, as it was given; null for the first page. */
  readonly before: string | null
  readonly most: number
}

/** Where in a field the words stand: [start, end) in UTF-16 units. */
export type Marks = readonly (readonly [start: number, end: number])[]

/** By field; one without marks is absent. */
export type FieldMarks = Readonly<
  Partial<Record<'text' | 'subject' | 'customerName' | 'agentName' | 'queueName' | 'number', Marks>>
>

/**
 * Looks at what the index has found, since it promises too much: bigrams stand anywhere, it knows no order of words, an
 * entry may stand for several interactions and may be a moment older than the row. `P`: where the words stand.
 */
export interface SearchCheck<P = unknown> {
  /** Null when it does not fit after all. */
  fits(row: FoundInteraction): P | null
  /** Whether what the interaction was about has to fit, too. */
  readonly wantsLinks: boolean
  fitsLinks(links: InteractionLinks): boolean
  marks(places: P): FieldMarks
  /** A search for each of the words by itself: how long ago the newest that say it were tells its weight. */
  readonly weighed: readonly string[]
  weightOf(heard: { readonly contacts: number; readonly withinMs: number }): number
  /** How well it fits, a whole number; `asOf` in ms. */
  score(row: FoundInteraction, places: P, weights: readonly number[], asOf: number): number
}

/** All tokens of the index that begin so; null when there are too many to name. */
export type TokensFrom = (beginning: string) => readonly string[] | null

/** The shape of the module that the search thread loads: the same hand writes tokens, queries and checks. */
export interface SearchReader {
  /** An expression over the index that every fitting row fits; null for a search by time alone. */
  expressQuery(query: string, tokensFrom: TokensFrom): string | null
  /** Whose contacts alone are looked for: these are found without the index. */
  customerOf(query: string): number | null
  openCheck(query: string): SearchCheck
}

export interface SearchHit {
  readonly interaction: FoundInteraction
  readonly marks: FieldMarks
}

export type SearchAnswer =
  | {
      readonly kind: 'page'
      readonly hits: readonly SearchHit[]
      readonly next: string | null
      /** Only the newest that fit were put in order; always false for the newest first. */
      readonly onlyNewest: boolean
      readonly wholeSince: WholeSince
    }
  | { readonly kind: 'too-late' }

/**
 * Null: all that fit are found. While the index is made anew: since when all are, ms; of what is older some may be missing.
 */
export type WholeSince = number | null

/** Exact, or how many were counted in the time there was. */
export type SearchCount =
  | { readonly kind: 'exact' | 'more-than'; readonly count: number; readonly wholeSince: WholeSince }
  | { readonly kind: 'too-late' }

export type InteractionWrite =
  | { readonly kind: 'written'; readonly interaction: FoundInteraction }
  | { readonly kind: 'external-id-taken'; readonly interaction: FoundInteraction }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'customer-not-found' }

export type InteractionChange = Partial<
  Pick<InteractionRecord, 'customerId' | 'disposition' | 'body' | 'outcome' | 'sentiment'>
>

export interface HistoryStore {
  /** Its id begins with `startedAt`. A customer's id leads to the survivor of a merge. */
  addInteraction(record: Omit<InteractionRecord, 'id'>): Promise<InteractionWrite>
  readInteraction(id: number): Promise<FoundInteraction | null>
  changeInteraction(id: number, change: InteractionChange): Promise<InteractionWrite>
  /** Newest first, before the cursor (an id, exclusive; null: from the newest). */
  readInteractionsOf(
    customerId: number,
    before: number | null,
    most: number,
    filter?: ContactFilter,
  ): Promise<readonly FoundInteraction[]>
  /** Adds contacts by their external ids, in one transaction; one that is known stays as it is. */
  importContacts(rows: readonly ContactRow[]): Promise<ImportedContacts>

  /**
   * Newest first, or the best first of the newest that fit. Runs on a thread of its own with its own read connection, never
   * on the thread that pops. A cursor that nobody has given is read as none.
   */
  searchInteractions(order: SearchOrder, deadlineMs: number): Promise<SearchAnswer>
  /** How many fit, counted for about `budgetMs` on the same thread, in pieces that let searches pass. */
  countInteractions(order: SearchOrder, budgetMs: number, deadlineMs: number): Promise<SearchCount>
  /** Ids of customers whose names fit the expression, newest first, on the same thread; null when it took too long. */
  findCustomersByName(match: string, most: number, deadlineMs: number): Promise<readonly number[] | null>
  /**
   * Writes the tokens of at most `most` interactions that the index has not seen as they now stand, newest first; how many
   * it was. Reading, `tokensOf` and writing are one step, so that no change made meanwhile is marked as seen.
   */
  indexInteractions(most: number, tokensOf: TokensOf): Promise<number>
  /**
   * One small step of making the index anew after an upgrade that writes it otherwise, the newest first: at most about
   * `most` interactions and as many customers. False once nothing is left, which is nearly always.
   */
  rebuildIndex(most: number, tokens: SearchTokens): Promise<boolean>
}
