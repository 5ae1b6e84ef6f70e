import { parentPort, workerData } from 'node:worker_threads'
import { rowTokens } from '../../src/history/search-tokens.ts'
import type { FoundInteraction } from '../../src/store/history-store.ts'
import { type LinkRow, linksOf, linksSql, linkValues } from '../../src/store/interaction-links.ts'
import { foundColumns } from '../../src/store/interaction-rows.ts'
import { openSqliteForReading } from '../../src/store/sqlite-connection.ts'

/** Makes the tokens of interactions that are there: one of several such threads. */
const db = openSqliteForReading(workerData as string)
const rowsFrom =
  db.prepare(`select ${foundColumns} from interaction i left join customer c on c.id = i.customer_id
  where i.id >= ? and i.id < ? order by i.id`)
const linksOfRow = db.prepare(linksSql)

/** Ids, `until` exclusive. */
export interface TokenOrder {
  readonly from: number
  readonly until: number
}

export interface TokenBatch {
  readonly from: number
  readonly rows: readonly (readonly [id: number, tokens: string])[]
}

parentPort?.on('message', ({ from, until }: TokenOrder) => {
  const rows = (rowsFrom.all(from, until) as FoundInteraction[]).map((row) => {
    const links = linksOf(linksOfRow.all(...linkValues(row)) as LinkRow[])
    return [row.id, rowTokens({ ...row, links })] as const
  })
  parentPort?.postMessage({ from, rows } satisfies TokenBatch)
})
