import { change } from './steps.ts'
import type { SharedEntry, TextIndex } from './text-index.ts'

/**
 * What FTS5 keeps of a token in a row is the distance to the row that has it before: with ids that count in a 4096th of a
 * millisecond, five bytes, with entries of about four seconds one or two. So interactions share the entry of their four
 * seconds, and a search looks at each of them.
 */
export const idsPerEntry = 2 ** 24
/** Where more began at once (an import that knows only days, a storm of calls), each has an entry of its own. */
const mostInEntry = 6
/** Entries that are shared lie below it, those of single interactions from it on, both in the order of time. */
export const firstOwnEntry = 2 ** 40

/** The row id of an interaction's own entry. */
export function ownEntry(id: number): number {
  return Math.min(Number.MAX_SAFE_INTEGER, firstOwnEntry + id)
}

/** The entry that an interaction shares with others of its seconds. */
export function sharedEntry(id: number): SharedEntry {
  const entry = Math.floor(id / idsPerEntry)
  const from = entry * idsPerEntry
  return { entry, own: ownEntry(id), from, until: from + idsPerEntry, most: mostInEntry }
}

/** The FTS5 tables of schema.sql. */
export const sqliteTextIndex: TextIndex = {
  *put(index, id, tokens) {
    yield* change(
      `insert or replace into ${index} (rowid, tokens) values (cast(? as integer), cast(? as text))`,
      id,
      tokens,
    )
  },
  *putAll(index, rows) {
    for (const [id, tokens] of rows) yield* sqliteTextIndex.put(index, id, tokens)
  },
  *forget(index, id) {
    yield* change(`delete from ${index} where rowid = cast(? as integer)`, id)
  },
  sharing: sharedEntry,
  /** Joins segments: about 1 ms, instead of 30 ms when FTS5 chooses the moment itself. */
  *tidy(index) {
    yield* change(`insert into ${index} (${index}, rank) values ('merge', 8)`)
  },
}
