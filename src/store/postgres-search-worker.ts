import { parentPort, workerData } from 'node:worker_threads'
import pg from 'pg'
import { workInBackground } from '../work-in-background.ts'
import { EngineAway } from './engine-away.ts'
import type { FoundInteraction, SearchCount, SearchReader } from './history-store.ts'
import { type LinkRow, linksOf, linksSql, linkValues } from './interaction-links.ts'
import { foundColumns } from './interaction-rows.ts'
import { clientSettings } from './postgres-connections.ts'
import { faultOf, isSilence, sqlState } from './postgres-faults.ts'
import { firstIdOf, lexemeOfPart, partOf } from './postgres-text-index.ts'
import { quoteLexeme, writeTsquery } from './postgres-tsquery.ts'
import { countFitting, findPage, type SearchSource, type Span } from './run-search.ts'
import { rebuiltDownToSql } from './search-rebuild.ts'
import type { SearchRequest, SearchResponse } from './search-thread.ts'

workInBackground()

/** The search thread: reads the index on connections of its own and looks at the text of every hit. */
const { url, reader } = workerData as { url: string; reader: string }
const { expressQuery, customerOf, openCheck } = (await import(reader)) as SearchReader

const mostAtOnce = 4
/** A page is seldom more than the first of these; the rest is for hits that the text does not bear out. */
const firstRows = 50
const laterRows = 200
/** More parts than this are not told apart by their lexemes any longer. */
const mostPartsNamed = 128
const queryCanceled = '57014'
/** Each search sets its own, shorter one. */
const statementMs = 60_000
/** An answer that is this much later than the deadline never comes: the engine would have cancelled the search, ms. */
const graceMs = 500

let pool = openPool()

function openPool(): pg.Pool {
  const opened = new pg.Pool({
    ...clientSettings(url, statementMs),
    application_name: 'greetline search',
    max: mostAtOnce,
  })
  // Whoever asks hears of a loss by the answer. Unheard, the event itself would end the thread.
  opened.on('error', () => undefined)
  opened.on('connect', (client) => client.on('error', () => undefined))
  return opened
}

/** Where one connection is silent the others are too, and each would cost somebody a search. */
function renew(silent: pg.Pool): void {
  if (pool !== silent) return
  pool = openPool()
  void silent.end().catch(() => undefined)
}

const byIndex = `select ${foundColumns} from interaction_search s join interaction i on i.id = s.id
  left join customer c on c.id = i.customer_id
  where s.tokens @@ $1::tsquery and s.id > $2 and s.id < $3 order by s.id desc limit $4`
const byTime = `select ${foundColumns} from interaction i left join customer c on c.id = i.customer_id
  where i.id > $1 and i.id < $2 order by i.id desc limit $3`
const byCustomer = `select ${foundColumns} from interaction i left join customer c on c.id = i.customer_id
  where i.customer_id = $1 and i.id > $2 and i.id < $3 order by i.id desc limit $4`
const notYetBelow = `${rebuiltDownToSql}'interaction_search'`
let places = 0
const linksOfRow = linksSql.replaceAll('?', () => `$${++places}`)
const byName = 'select id from customer_search where tokens @@ $1::tsquery order by id desc limit $2'

parentPort?.on('message', (request: SearchRequest) => {
  void answer(request).then((response) => parentPort?.postMessage(response))
})

async function answer(request: SearchRequest): Promise<SearchResponse> {
  const { id } = request
  try {
    if (request.kind === 'names') {
      return { id, kind: 'names', found: await reading(request, (read) => readNames(read, request)) }
    }
    if (request.kind === 'count') {
      return { id, kind: 'count', counted: await reading(request, (read) => readCount(read, request)) }
    }
    const { order } = request
    const search = (read: Read) => findPage(sourceOf(read, request), openCheck(order.query), order)
    return { id, kind: 'interactions', answer: await reading(request, search) }
  } catch (reason) {
    if (reason instanceof CalledOff || sqlState((reason as Error).cause) === queryCanceled) {
      return { id, kind: 'too-late' }
    }
    const message = reason instanceof Error ? reason.message : 'failed'
    return { id, kind: reason instanceof EngineAway ? 'away' : 'failed', message }
  }
}

/** Nobody waits for the answer any longer. */
class CalledOff extends Error {}

function goOn({ calledOff }: SearchRequest): void {
  if (Atomics.load(calledOff, 0) === 1) throw new CalledOff()
}

/** One state of the store for all statements of `work`. None takes longer than the deadline (code 57014). */
async function reading<T>(request: SearchRequest, work: (read: Read) => Promise<T>): Promise<T> {
  const from = pool
  const db = await from.connect().catch((reason: unknown) => {
    throw faultOf(reason)
  })
  const timeout = Math.max(1, Math.ceil(request.deadlineMs))
  let line: 'usable' | 'broken' | 'silent' = 'usable'
  const read: Read = async <R>(text: string, values: readonly (string | number)[] = []) => {
    const asked = { text, values: [...values], query_timeout: timeout + graceMs } as pg.QueryConfig
    const { rows } = await db.query(asked).catch((reason: unknown) => {
      if (isSilence(reason)) line = 'silent'
      throw faultOf(reason)
    })
    return rows as R[]
  }
  const isSilent = (): boolean => line === 'silent'
  const brokenOff = (): void => {
    if (!isSilent()) line = 'broken'
  }
  try {
    goOn(request)
    await read(`begin isolation level repeatable read read only; set local statement_timeout = ${timeout}`)
    return await work(read)
  } finally {
    // It has read, so there is nothing to commit, and a rollback is right after an error too.
    if (!isSilent()) await read('rollback').catch(brokenOff)
    db.release(line !== 'usable')
    if (isSilent()) renew(from)
  }
}

/** Rows of a statement. Rejects with EngineAway where the engine did not answer, also because of the deadline. */
type Read = <R>(text: string, values?: readonly (string | number)[]) => Promise<R[]>

async function readNames(read: Read, { match, most }: SearchRequest & { kind: 'names' }) {
  const found = await read<{ id: number }>(byName, [writeTsquery(match), most])
  return found.map((row) => row.id)
}

function sourceOf(read: Read, request: SearchRequest): SearchSource {
  return {
    rows: (query, span) => rowsOf(read, query, span, () => goOn(request)),
    links: async (row) => linksOf(await read<LinkRow>(linksOfRow, linkValues(row))),
    async oldest() {
      return (await read<{ id: number | null }>('select min(id) as id from interaction'))[0]?.id ?? null
    },
    async notYetBelow(query) {
      if (customerOf(query) !== null || expressQuery(query, () => null) === null) return null
      return (await read<{ belowId: number }>(notYetBelow))[0]?.belowId ?? null
    },
    checkOf: openCheck,
    goOn: () => goOn(request),
  }
}

function readCount(read: Read, request: SearchRequest & { kind: 'count' }): Promise<SearchCount> {
  const { order, most, budgetMs } = request
  const until = process.hrtime.bigint() + BigInt(budgetMs) * 1_000_000n
  const isOver = () => process.hrtime.bigint() >= until
  // Each statement lets others pass.
  const turn = async () => undefined
  return countFitting(sourceOf(read, request), openCheck(order.query), order, most, isOver, turn)
}

async function* rowsOf(
  read: Read,
  query: string,
  span: Span,
  goOn: () => void,
): AsyncGenerator<FoundInteraction> {
  const customerId = customerOf(query)
  if (customerId !== null) {
    return yield* rowsWithin(span, (...span) => read(byCustomer, [customerId, ...span]))
  }
  // PostgreSQL reads beginnings by itself.
  const match = expressQuery(query, () => null)
  if (match === null) return yield* rowsWithin(span, (...span) => read(byTime, span))
  const tsquery = writeTsquery(match)
  for (const { parts, ...part } of await partsOf(read, span)) {
    goOn()
    const wanted = parts === null ? tsquery : `(${tsquery}) & (${parts.map(lexeme).join(' | ')})`
    yield* rowsWithin(part, (...span) => read(byIndex, [wanted, ...span]))
  }
}

async function* rowsWithin(
  { after, before }: Span,
  read: (after: number, before: number, most: number) => Promise<FoundInteraction[]>,
): AsyncGenerator<FoundInteraction> {
  for (let most = firstRows; ; most = laterRows) {
    const rows = await read(after, before, most)
    yield* rows
    const last = rows.at(-1)
    if (!last || rows.length < most) return
    before = last.id
  }
}

/**
 * The span in pieces of one part, one, two, four, eight …, newest first. PostgreSQL gathers all rows that fit before it
 * gives the first; so a word that everybody says is gathered within a month, and a rare one is still found in few steps.
 */
async function partsOf(read: Read, span: Span): Promise<(Span & { readonly parts: number[] | null })[]> {
  const rows = await read<{ oldest: number | null; newest: number | null }>(
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
