import type { CustomerFields } from './customer-store.ts'
import type { Steps } from './steps.ts'

/** Where an engine keeps the tokens by which rows are found: the one thing in which engines lawfully differ. */
export interface TextIndex {
  /** The row's tokens, parted by single spaces, instead of those it had. */
  put(index: IndexName, id: number, tokens: string): Steps<void>
  /** The same for many rows, by their ids. */
  putAll(index: IndexName, rows: ReadonlyMap<number, string>): Steps<void>
  /** False where there was nothing. */
  forget(index: IndexName, id: number): Steps<boolean>
  /** Null where each interaction has an entry of its own, by its id. */
  readonly sharing: Sharing | null
  /** A small step of tidying, as large as what about fifty rows have written; null where the engine tidies by itself. */
  readonly tidy: ((index: IndexName) => Steps<void>) | null
}

export interface Sharing {
  /** The entries that an interaction may share with its neighbours: it stands in the first that is not too full. */
  entries(id: number): readonly SharedEntry[]
  /** Where all are too full. */
  own(id: number): number
}

/** All interactions from one id to another, `until` exclusive, are found by one entry, unless they are more than `most`. */
export interface SharedEntry {
  readonly entry: number
  readonly from: number
  readonly until: number
  readonly most: number
}

export type IndexName = 'customer_search' | 'interaction_search'

export type Names = Pick<CustomerFields, 'name' | 'givenName' | 'familyName' | 'saidAs'>
/** Tokens of a customer's names; made by history/search-tokens.ts, handed in because the store knows no room. */
export type NameTokens = (names: Names) => string

export function sameNames(one: Names, other: Names): boolean {
  return (
    one.name === other.name &&
    one.givenName === other.givenName &&
    one.familyName === other.familyName &&
    one.saidAs === other.saidAs
  )
}
