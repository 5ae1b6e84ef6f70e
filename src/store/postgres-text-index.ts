import { changeMany, type SqlOf } from './many-rows.ts'
import { cutLexeme } from './postgres-tsquery.ts'
import { change } from './steps.ts'
import type { IndexName, TextIndex } from './text-index.ts'

/**
 * What stands on PostgreSQL in place of schema.sql's FTS5 tables. The lexemes are our tokens as they are: no parser or
 * dictionary of PostgreSQL's ever reads them. Without `fastupdate`, no search waits for entries to be sorted in.
 */
export const postgresSearchDdl: readonly string[] = (
  ['interaction_search', 'customer_search'] as const
).flatMap((index) => [
  `create table ${index} (id bigint primary key, tokens tsvector not null)`,
  `create index ${index}_by_token on ${index} using gin (tokens) with (fastupdate = off)`,
])

/** Ids of about thirty days. A search reads them part by part, newest first; each row says in a lexeme which is its. */
const idsPerPart = 4096 * 30 * 24 * 60 * 60_000

export function partOf(id: number): number {
  return Math.floor(id / idsPerPart)
}

/** The first id of a part. */
export function firstIdOf(part: number): number {
  return part * idsPerPart
}

/** A token of the text holds no colon, and the filters' begin otherwise (history/search-tokens.ts). */
export function lexemeOfPart(part: number): string {
  return `t:${part}`
}

export const postgresTextIndex: TextIndex = {
  put: (index, id, tokens) => postgresTextIndex.putAll(index, new Map([[id, tokens]])),
  *putAll(index, rows) {
    const values = [...rows].map(([id, tokens]) => [id, lexemesOf(index, id, tokens).join(' ')])
    yield* changeMany(putSql[index], values)
  },
  *forget(index, id) {
    return (yield* change(`delete from ${index} where id = ?`, id)) > 0
  },
  sharing: null,
  tidy: null,
}

const putSql: Record<IndexName, SqlOf> = {
  customer_search: (places) => putInto('customer_search', places),
  interaction_search: (places) => putInto('interaction_search', places),
}

function putInto(index: IndexName, places: string): string {
  const rows = places.replaceAll('(?, ?)', "(?, array_to_tsvector(string_to_array(?, ' ')))")
  return `insert into ${index} (id, tokens) values ${rows} on conflict (id) do update set tokens = excluded.tokens`
}

/** A tsvector holds a megabyte: of a text that has more than this in tokens, only the first are found. */
const mostBytes = 900_000

/** What a row is found by. */
export function lexemesOf(index: IndexName, id: number, tokens: string): string[] {
  const lexemes = new Set(index === 'interaction_search' ? [lexemeOfPart(partOf(id))] : [])
  let bytes = 0
  for (const token of tokens.split(' ')) {
    if (token === '') continue
    const lexeme = cutLexeme(token)
    bytes += Buffer.byteLength(lexeme)
    if (bytes > mostBytes) break
    lexemes.add(lexeme)
  }
  return [...lexemes]
}
