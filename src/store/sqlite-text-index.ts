import { change } from './steps.ts'
import type { SharedEntry, TextIndex } from './text-index.ts'

/** Where interactions share an entry: those of one span of ids, `2 ** bits` wide, unless they are more than `most`. */
export interface SharingLevel {
  readonly bits: number
  readonly most: number
  /** Entries of this level lie from here on, in the order of time, below those of the next. */
  readonly first: number
}

/**
 * What FTS5 keeps of a token in a row is the distance to the row that has it before, and of each row some fifteen bytes
 * more. With ids that count in a 4096th of a millisecond a distance is five bytes; so interactions share the entry of
 * their sixteen seconds, a search looks at each of them, and a distance is one byte or two. Where that would be more to
 * look at than a few (a house that is busy), they share that of their four seconds.
 */
export const sharingLevels: readonly SharingLevel[] = [
  { bits: 26, most: 3, first: 0 },
  { bits: 24, most: 6, first: 2 ** 32 },
]
/**
 * Where more began at once (an import that knows only days, a storm of calls), each has an entry of its own, from here on.
 */
export const firstOwnEntry = 2 ** 40

/** The row id of an interaction's own entry. */
export function ownEntry(id: number): number {
  return Math.min(Number.MAX_SAFE_INTEGER, firstOwnEntry + id)
}

/** The entries that an interaction may share, the widest first. */
export function sharedEntries(id: number): SharedEntry[] {
  return sharingLevels.map(({ bits, most, first }) => {
    const place = Math.floor(id / 2 ** bits)
    return { entry: first + place, from: place * 2 ** bits, until: (place + 1) * 2 ** bits, most }
  })
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
    // FTS5 writes a segment of its own for what comes out of order.
    const inOrder = [...rows].toSorted(([one], [other]) => one - other)
    for (const [id, tokens] of inOrder) yield* sqliteTextIndex.put(index, id, tokens)
  },
  *forget(index, id) {
    return (yield* change(`delete from ${index} where rowid = cast(? as integer)`, id)) > 0
  },
  sharing: { entries: sharedEntries, own: ownEntry },
  /** Joins segments: about 1 ms, instead of 30 ms when FTS5 chooses the moment itself. */
  *tidy(index) {
    yield* change(`insert into ${index} (${index}, rank) values ('merge', 8)`)
  },
}
