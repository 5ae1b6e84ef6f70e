import type { CustomerFields } from './customer-store.ts'
import type { Prepare } from './sqlite-customer-rows.ts'

export type Names = Pick<CustomerFields, 'name' | 'givenName' | 'familyName' | 'saidAs'>
/** Tokens of a customer's names; made by history/search-tokens.ts, handed in because the store knows no room. */
export type NameTokens = (names: Names) => string

export function indexName(connection: Prepare, id: number, tokens: string): void {
  connection
    .prepare(
      'insert or replace into customer_search (rowid, tokens) values (cast(? as integer), cast(? as text))',
    )
    .run(id, tokens)
}

/** A merged customer is found by its names no longer; the survivor is. */
export function forgetName(connection: Prepare, id: number): void {
  connection.prepare('delete from customer_search where rowid = cast(? as integer)').run(id)
}

/** One small step of joining the index's segments: about 1 ms, instead of 30 ms when FTS5 chooses the moment itself. */
export function tidyIndex(connection: Prepare, index: 'customer_search' | 'interaction_search'): void {
  connection.prepare(`insert into ${index} (${index}, rank) values ('merge', 8)`).run()
}

export function sameNames(one: Names, other: Names): boolean {
  return (
    one.name === other.name &&
    one.givenName === other.givenName &&
    one.familyName === other.familyName &&
    one.saidAs === other.saidAs
  )
}
