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
  const entries = new Map<number, string>()
  const done = new Set<number>()
  const waiting = [...ids]
  for (const id of waiting) {
    if (done.has(id)) continue
    const { entry, together, tooFull } = yield* entryOf(index, id)
    waiting.push(...(yield* partWith(index, tooFull)))
    entries.set(entry, yield* tokensOfAll(together, tokensOf))
    for (const each of together) done.add(each)
  }
  yield* index.putAll('interaction_search', entries)
}

interface Entry {
  readonly entry: number
  /** Whose it is. */
  readonly together: readonly number[]
  /** Those that it might have shared. */
  readonly tooFull: readonly SharedEntry[]
}

export function* entryOf({ sharing }: TextIndex, id: number): Steps<Entry> {
  const tooFull: SharedEntry[] = []
  for (const shared of sharing?.entries(id) ?? []) {
    const together = yield* idsIn(shared)
    if (together.length <= shared.most) return { entry: shared.entry, together, tooFull }
    tooFull.push(shared)
  }
  return { entry: sharing?.own(id) ?? id, together: [id], tooFull }
}

/** Takes away entries that have just become too full; gives those who are to be put elsewhere. */
function* partWith(index: TextIndex, tooFull: readonly SharedEntry[]): Steps<readonly number[]> {
  const left: number[] = []
  for (const { entry, from, until } of tooFull) {
    if (!(yield* index.forget('interaction_search', entry))) continue
    const sql = 'select id from interaction where id >= ? and id < ? and indexed = 1'
    left.push(...(yield* all<{ id: number }>(sql, from, until)).map(({ id }) => id))
  }
  return left
}

/** Interactions that may share the entry, and one more than may. */
function* idsIn({ from, until, most }: SharedEntry): Steps<number[]> {
  const sql = 'select id from interaction where id >= ? and id < ? order by id limit ?'
  return (yield* all<{ id: number }>(sql, from, until, most + 1)).map(({ id }) => id)
}

/** Of all whose entry it is: what the index held of them is not read again, but written anew. */
function* tokensOfAll(ids: readonly number[], tokensOf: TokensOf): Steps<string> {
  const tokens: string[] = []
  for (const id of ids) {
    const row = yield* readFound(id)
    if (row) tokens.push(tokensOf({ ...row, links: yield* readLinks(row) }))
  }
  return joinTokens(tokens)
}

function joinTokens(rows: readonly string[]): string {
  return rows.length === 1
    ? (rows[0] as string)
    : [...new Set(rows.flatMap((row) => row.split(' ')))].join(' ')
}
