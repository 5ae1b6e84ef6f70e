import { markDigests } from './digest-queries.ts'
import type { TokensOf } from './history-store.ts'
import { readLinks } from './interaction-links.ts'
import { readFound } from './interaction-rows.ts'
import { all, type Steps } from './steps.ts'
import type { SharedEntry, TextIndex } from './text-index.ts'

/** Characters of text per index write: an hour-long transcript is not made into tokens together with fifty others. */
const mostTextAtOnce = 20_000

/** A row that is to be indexed; `size` in characters. */
export interface WaitingRow {
  readonly id: number
  readonly size: number
}

const waitingSql =
  'select id, length(body) as size from interaction where indexed = 0 order by id desc limit ?'
const markSql =
  'update interaction set indexed = 1 where indexed = 0 and id >= ? returning id, customer_id as "customerId"'

/**
 * The newest of those that wait; how many it was. Marks first and reads then: marking keeps the rows from being changed
 * until this transaction ends, so what is read is what is marked, also where another node writes meanwhile. Whose rows they
 * are has a digest to be made anew.
 */
export function* indexSome(index: TextIndex, most: number, tokensOf: TokensOf): Steps<number> {
  const first = lowestAtOnce(yield* all<WaitingRow>(waitingSql, most))
  if (first === null) return 0
  const marked = yield* all<{ id: number; customerId: number | null }>(markSql, first)
  yield* putEntries(
    index,
    marked.map(({ id }) => id),
    tokensOf,
  )
  yield* markDigests(marked.flatMap(({ customerId }) => customerId ?? []))
  return marked.length
}

/** Of rows from the newest on, the lowest id of those that are indexed at once; null where there are none. */
export function lowestAtOnce(rows: readonly WaitingRow[]): number | null {
  let lowest: number | null = null
  let characters = 0
  for (const { id, size } of rows) {
    characters += size
    if (lowest !== null && characters > mostTextAtOnce) break
    lowest = id
  }
  return lowest
}

/** Writes what the index holds of these interactions, which are to be kept from being changed. */
export function* putEntries(index: TextIndex, ids: readonly number[], tokensOf: TokensOf): Steps<void> {
  const inOrder = ids.toSorted((one, other) => one - other)
  yield* index.putAll('interaction_search', yield* entriesOf(index, inOrder, tokensOf))
}

/** Tokens by entry, of all that share one: what the index held of them is not read again, but written anew. */
function* entriesOf(
  index: TextIndex,
  ids: readonly number[],
  tokensOf: TokensOf,
): Steps<ReadonlyMap<number, string>> {
  const entries = new Map<number, string>()
  for (const id of ids) {
    const shared = index.sharing?.(id)
    if (shared && entries.has(shared.entry)) continue
    const together = shared ? yield* idsFrom(shared) : [id]
    const isCrowd = shared === undefined || together.length > shared.most
    const tokens: string[] = []
    for (const each of isCrowd ? [id] : together) {
      const row = yield* readFound(each)
      if (row) tokens.push(tokensOf({ ...row, links: yield* readLinks(row) }))
    }
    entries.set(isCrowd ? (shared?.own ?? id) : shared.entry, joinTokens(tokens))
  }
  return entries
}

/** Interactions that share the entry, one more than may. */
export function* idsFrom({ from, until, most }: SharedEntry): Steps<number[]> {
  const sql = 'select id from interaction where id >= ? and id < ? order by id limit ?'
  return (yield* all<{ id: number }>(sql, from, until, most + 1)).map(({ id }) => id)
}

function joinTokens(rows: readonly string[]): string {
  return rows.length === 1
    ? (rows[0] as string)
    : [...new Set(rows.flatMap((row) => row.split(' ')))].join(' ')
}
