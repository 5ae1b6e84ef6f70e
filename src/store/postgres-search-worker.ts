import { parentPort, workerData } from 'node:worker_threads'
import pg from 'pg'
import { workInBackground } from '../work-in-background.ts'
import type { FoundInteraction, SearchAnswer, SearchHit, SearchOrder, SearchReader } from './history-store.ts'
import { foundColumns } from './interaction-rows.ts'
import { firstIdOf, lexemeOfPart, partOf } from './postgres-text-index.ts'
import { quoteLexeme, writeTsquery } from './postgres-tsquery.ts'
import type { SearchRequest, SearchResponse } from './search-thread.ts'
import { firstIdAt } from './time-id.ts'

workInBackground()

/** The search thread: reads the index on connections of its own and looks at the text of every hit. */
const { url, reader } = workerData as { url: string; reader: string }
const { expressQuery, openCheck } = (await import(reader)) as SearchReader

const mostAtOnce = 4
const rowsAtOnce = 200
/** More parts than this are not told apart by their lexemes any longer. */
const mostPartsNamed = 128
const queryCanceled = '57014'
const int8 = 20

const pool = new pg.Pool({
  connectionString: url,
  max: mostAtOnce,
  application_name: 'greetline search',
  types: {
    // Ids and instants are exact in a number until long after 2069.
    getTypeParser: (type: number, format?: 'text' | 'binary') =>
      type === int8 ? Number : pg.types.getTypeParser(type, format as 'text'),
  },
})
// A connection that is lost while nobody uses it: the next search opens another one.
pool.on('error', () => undefined)

const byIndex = `select ${foundColumns} from interaction_search s join interaction i on i.id = s.id
  left join customer c on c.id = i.customer_id
  where s.tokens @@ $1::tsquery and s.id > $2 and s.id < $3 order by s.id desc limit ${rowsAtOnce}`
const byTime = `select ${foundColumns} from interaction i left join customer c on c.id = i.customer_id
  where i.id > $1 and i.id < $2 order by i.id desc limit ${rowsAtOnce}`
const byName = 'select id from customer_search where tokens @@ $1::tsquery order by id desc limit $2'

parentPort?.on('message', (request: SearchRequest) => {
  void answer(request).then((response) => parentPort?.postMessage(response))
})

async function answer(request: SearchRequest): Promise<SearchResponse> {
  const { id } = request
  try {
    if (request.kind === 'names') {
      return { id, kind: 'names', found: await reading(request, (db) => readNames(db, request)) }
    }
    return { id, kind: 'interactions', answer: await reading(request, (db) => readPage(db, request)) }
  } catch (reason) {
    if (reason instanceof CalledOff || (reason as { code?: unknown }).code === queryCanceled) {
      return { id, kind: 'too-late' }
    }
    return { id, kind: 'failed', message: reason instanceof Error ? reason.message : 'failed' }
  }
}

/** Nobody waits for the answer any longer. */
class CalledOff extends Error {}

function goOn({ calledOff }: SearchRequest): void {
  if (Atomics.load(calledOff, 0) === 1) throw new CalledOff()
}

/** One state of the store for all statements of `work`. None takes longer than the deadline (code 57014). */
async function reading<T>(request: SearchRequest, work: (db: pg.PoolClient) => Promise<T>): Promise<T> {
  const db = await pool.connect()
  let unusable = false
  try {
    goOn(request)
    const timeout = Math.max(1, Math.ceil(request.deadlineMs))
    await db.query(
      `begin isolation level repeatable read read only; set local statement_timeout = ${timeout}`,
    )
    const done = await work(db)
    await db.query('commit')
    return done
  } catch (reason) {
    await db.query('rollback').catch(() => {
      unusable = true
    })
    throw reason
  } finally {
    db.release(unusable)
  }
}

async function readNames(db: pg.PoolClient, { match, most }: SearchRequest & { kind: 'names' }) {
  const found = await db.query<{ id: number }>(byName, [writeTsquery(match), most])
  return found.rows.map((row) => row.id)
}

/** Reads on until the page is full and one more is known, the index is exhausted, or the main thread calls it off. */
async function readPage(
  db: pg.PoolClient,
  request: SearchRequest & { kind: 'interactions' },
): Promise<SearchAnswer> {
  const { order } = request
  const check = openCheck(order.query)
  const hits: SearchHit[] = []
  for await (const interaction of rowsOf(db, order, () => goOn(request))) {
    goOn(request)
    const marks = check(interaction)
    if (!marks) continue
    if (hits.length === order.most) return { kind: 'page', hits, next: hits.at(-1)?.interaction.id ?? null }
    hits.push({ interaction, marks })
  }
  return { kind: 'page', hits, next: null }
}

interface Span {
  /** Exclusive, both. */
  readonly after: number
  readonly before: number
}

async function* rowsOf(
  db: pg.PoolClient,
  order: SearchOrder,
  goOn: () => void,
): AsyncGenerator<FoundInteraction> {
  // PostgreSQL reads beginnings by itself.
  const match = expressQuery(order.query, () => null)
  const after = order.from === null ? -1 : firstIdAt(order.from) - 1
  const end = order.until === null ? Number.MAX_SAFE_INTEGER : firstIdAt(order.until)
  const span = { after, before: Math.min(end, order.before ?? Number.MAX_SAFE_INTEGER) }
  if (match === null) return yield* rowsWithin(span, (after, before) => db.query(byTime, [after, before]))
  const tsquery = writeTsquery(match)
  for (const { parts, ...part } of await partsOf(db, span)) {
    goOn()
    const wanted = parts === null ? tsquery : `(${tsquery}) & (${parts.map(lexeme).join(' | ')})`
    yield* rowsWithin(part, (after, before) => db.query(byIndex, [wanted, after, before]))
  }
}

async function* rowsWithin(
  { after, before }: Span,
  read: (after: number, before: number) => Promise<pg.QueryResult<FoundInteraction>>,
): AsyncGenerator<FoundInteraction> {
  for (;;) {
    const { rows } = await read(after, before)
    yield* rows
    const last = rows.at(-1)
    if (!last || rows.length < rowsAtOnce) return
    before = last.id
  }
}

/**
 * The span in pieces of one part, one, two, four, eight …, newest first. PostgreSQL gathers all rows that fit before it
 * gives the first; so a word that everybody says is gathered within a month, and a rare one is still found in few steps.
 */
async function partsOf(
  db: pg.PoolClient,
  span: Span,
): Promise<(Span & { readonly parts: number[] | null })[]> {
  const { rows } = await db.query<{ oldest: number | null; newest: number | null }>(
    'select min(id) as oldest, max(id) as newest from interaction_search where id > $1 and id < $2',
    [span.after, span.before],
  )
  const { oldest = null, newest = null } = rows[0] ?? {}
  if (oldest === null || newest === null) return []
  const pieces: (Span & { parts: number[] | null })[] = []
  let last = partOf(newest)
  for (let size = 1; last >= partOf(oldest); size = pieces.length < 2 ? 1 : size * 2) {
    const first = Math.max(partOf(oldest), last - size + 1)
    pieces.push({
      after: Math.max(span.after, firstIdOf(first) - 1),
      before: Math.min(span.before, firstIdOf(last + 1)),
      parts: size > mostPartsNamed ? null : Array.from({ length: last - first + 1 }, (_, n) => first + n),
    })
    last = first - 1
  }
  return pieces
}

function lexeme(part: number): string {
  return quoteLexeme(lexemeOfPart(part))
}
