import type Database from 'better-sqlite3'
import { ownEntry, sharingLevels } from '../../src/store/sqlite-text-index.ts'

interface Row {
  readonly id: number
  /** As rowTokens makes them. */
  readonly tokens: string
}

/**
 * Writes interactions that come in the order of time into the index, each into the entry that the product would have put it
 * in. What shares no widest entry is written at the end, because FTS5 begins a new segment where its order goes back.
 */
export function entryWriter(db: Database.Database): { add(id: number, tokens: string): void; close(): void } {
  const index = db.prepare('insert into interaction_search (rowid, tokens) values (?, ?)')
  const later: (readonly [entry: number, tokens: string])[] = []
  const write = (entry: number, tokens: string): void => void index.run(BigInt(entry), tokens)
  let span = -1
  let rows: Row[] = []
  const closeSpan = (): void => {
    for (const { entry, tokens, level } of placeAll(rows, 0)) {
      if (level === 0) write(entry, tokens)
      else later.push([entry, tokens])
    }
    rows = []
  }
  return {
    add(id, tokens) {
      const next = Math.floor(id / 2 ** (sharingLevels[0]?.bits ?? 0))
      if (next !== span) closeSpan()
      span = next
      rows.push({ id, tokens })
    },
    close() {
      closeSpan()
      for (const [entry, tokens] of later.toSorted(([one], [other]) => one - other)) write(entry, tokens)
    },
  }
}

interface Placed {
  readonly entry: number
  readonly tokens: string
  readonly level: number
}

function placeAll(rows: readonly Row[], level: number): Placed[] {
  const sharing = sharingLevels[level]
  if (!sharing) return rows.map(({ id, tokens }) => ({ entry: ownEntry(id), tokens, level }))
  const { bits, most, first } = sharing
  return [...Map.groupBy(rows, ({ id }) => Math.floor(id / 2 ** bits))].flatMap(([place, together]) => {
    if (together.length > most) return placeAll(together, level + 1)
    const tokens = [...new Set(together.flatMap((row) => row.tokens.split(' ')))].join(' ')
    return [{ entry: first + place, tokens, level }]
  })
}
