import { parentPort, workerData } from 'node:worker_threads'
import type Database from 'better-sqlite3'
import { workInBackground } from '../work-in-background.ts'
import type { FoundInteraction, SearchAnswer, SearchHit, SearchReader, TextCheck } from './history-store.ts'
import { foundColumns } from './interaction-rows.ts'
import type { SearchRequest, SearchResponse } from './search-thread.ts'
import { openSqliteForReading } from './sqlite-connection.ts'
import { firstIdAt } from './time-id.ts'

workInBackground()

/** The search thread: reads the index with a connection of its own and looks at the text of every hit. */
const { file, reader } = workerData as { file: string; reader: string }
const { expressQuery, openCheck } = (await import(reader)) as SearchReader
const db = openSqliteForReading(file)

const byIndex =
  db.prepare(`select ${foundColumns} from interaction_search join interaction i on i.id = interaction_search.rowid
  left join customer c on c.id = i.customer_id
  where interaction_search match ? and interaction_search.rowid > cast(? as integer)
    and interaction_search.rowid < cast(? as integer)
  order by interaction_search.rowid desc`)
const byTime =
  db.prepare(`select ${foundColumns} from interaction i left join customer c on c.id = i.customer_id
  where i.id > ? and i.id < ? order by i.id desc`)
const byName = db.prepare(
  'select rowid as id from customer_search where customer_search match ? order by rowid desc limit ?',
)

db.exec('create virtual table temp.token using fts5vocab(main, interaction_search, instance)')
const tokenFrom = db.prepare('select term from temp.token where term >= ? limit 1').pluck()
const mostTokens = 500

parentPort?.on('message', (request: SearchRequest) => {
  parentPort?.postMessage(answer(request) satisfies SearchResponse)
})

function answer(request: SearchRequest): SearchResponse {
  try {
    if (request.kind === 'names') {
      const rows = byName.all(request.match, request.most) as { id: number }[]
      return { id: request.id, kind: 'names', found: rows.map((row) => row.id) }
    }
    return { id: request.id, kind: 'interactions', answer: readPage(request) }
  } catch (reason) {
    const { message, code } = reason as Error & { code?: string }
    return { id: request.id, kind: 'failed', message, ...(code === undefined ? {} : { code }) }
  }
}

/** Reads on until the page is full and one more is known, the index is exhausted, or the main thread calls it off. */
function readPage({ order, calledOff }: SearchRequest & { kind: 'interactions' }): SearchAnswer {
  if (Atomics.load(calledOff, 0) === 1) return { kind: 'too-late' }
  const check: TextCheck = openCheck(order.query)
  const hits: SearchHit[] = []
  for (const interaction of rowsOf(order)) {
    if (Atomics.load(calledOff, 0) === 1) return { kind: 'too-late' }
    const marks = check(interaction)
    if (!marks) continue
    if (hits.length === order.most) return { kind: 'page', hits, next: hits.at(-1)?.interaction.id ?? null }
    hits.push({ interaction, marks })
  }
  return { kind: 'page', hits, next: null }
}

/**
 * FTS5 reads a beginning (`"an" *`) by gathering every row of every such token before it gives the first: 70 ms for a
 * common word where the tokens by name take 1 ms. So they are looked up, one seek for each.
 */
function tokensFrom(beginning: string): string[] | null {
  const found: string[] = []
  for (let from = beginning; found.length <= mostTokens; ) {
    const token = tokenFrom.get(from) as string | undefined
    if (token === undefined || !token.startsWith(beginning)) return found
    found.push(token)
    // No token goes on with this character, so the next one is found by one seek however many rows this one has.
    from = `${token}\u0001`
  }
  return null
}

function rowsOf(order: (SearchRequest & { kind: 'interactions' })['order']): Iterable<FoundInteraction> {
  const match = expressQuery(order.query, tokensFrom)
  const after = order.from === null ? -1 : firstIdAt(order.from) - 1
  const end = order.until === null ? Number.MAX_SAFE_INTEGER : firstIdAt(order.until)
  const before = Math.min(end, order.before ?? Number.MAX_SAFE_INTEGER)
  const statement: Database.Statement = match === null ? byTime : byIndex
  const values = match === null ? [after, before] : [match, after, before]
  return statement.iterate(...values) as Iterable<FoundInteraction>
}
