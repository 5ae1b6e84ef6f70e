import { change } from './steps.ts'
import type { TextIndex } from './text-index.ts'

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
  /** Joins segments: about 1 ms, instead of 30 ms when FTS5 chooses the moment itself. */
  *tidy(index) {
    yield* change(`insert into ${index} (${index}, rank) values ('merge', 8)`)
  },
}
