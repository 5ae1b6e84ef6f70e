import { parentPort, workerData } from 'node:worker_threads'
import type Database from 'better-sqlite3'
import { workInBackground } from '../work-in-background.ts'
import type { FoundInteraction, SearchReader } from './history-store.ts'
import { type LinkRow, linksOf, linksSql, linkValues } from './interaction-links.ts'
import { foundColumns } from './interaction-rows.ts'
import { countFitting, findPage, type SearchSource, type Span } from './run-search.ts'
import { rebuiltDownToSql } from './search-rebuild.ts'
import type { SearchRequest, SearchResponse } from './search-thread.ts'
import { openSqliteForReading } from './sqlite-connection.ts'
import { firstOwnEntry, idsPerEntry, ownEntry } from './sqlite-text-index.ts'

workInBackground()

/** The search thread: reads the index with a connection of its own and looks at the text of every hit. */
const { file, reader } = workerData as { file: string; reader: string }
const { expressQuery, openCheck } = (await import(reader)) as SearchReader
const db = openSqliteForReading(file)

const entriesSql = `select rowid from interaction_search where interaction_search match ?
  and rowid >= cast(? as integer) and rowid < cast(? as integer) order by rowid desc`
/** Both kinds are read side by side, and a statement is read from once at a time. */
const sharedEntries = db.prepare(entriesSql).pluck()
const ownEntries = db.prepare(entriesSql).pluck()
const rowsBetween =
  db.prepare(`select ${foundColumns} from interaction i left join customer c on c.id = i.customer_id
  where i.id > ? and i.id < ? order by i.id desc`)
const rowOf =
  db.prepare(`select ${foundColumns} from interaction i left join customer c on c.id = i.customer_id
  where i.id = ?`)
const linksOfRow = db.prepare(linksSql)
const oldestRow = db.prepare('select min(id) from interaction').pluck()
const notYetBelow = db.prepare(`${rebuiltDownToSql}'interaction_search'`).pluck()
/** Entries of single interactions lie above all others. */
const lastEntry = db.prepare('select max(id) from interaction_search_docsize').pluck()
const byName = db.prepare(
  'select rowid as id from customer_search where customer_search match ? order by rowid desc limit ?',
)

db.exec('create virtual table temp.token using fts5vocab(main, interaction_search, instance)')
const tokenFrom = db.prepare('select term from temp.token where term >= ? limit 1').pluck()
const mostTokens = 500

parentPort?.on('message', (request: SearchRequest) => {
  void answer(request).then((response) => parentPort?.postMessage(response satisfies SearchResponse))
})

async function answer(request: SearchRequest): Promise<SearchResponse> {
  const { id } = request
  try {
    const source = sourceOf(request)
    switch (request.kind) {
      case 'names': {
        const rows = byName.all(request.match, request.most) as { id: number }[]
        return { id, kind: 'names', found: rows.map((row) => row.id) }
      }
      case 'count':
        return { id, kind: 'count', counted: await count(source, request) }
      case 'interactions': {
        const page = await findPage(source, openCheck(request.order.query), request.order)
        return { id, kind: 'interactions', answer: page }
      }
    }
  } catch (reason) {
    if (reason instanceof CalledOff) return { id, kind: 'too-late' }
    const { message, code } = reason as Error & { code?: string }
    return { id, kind: 'failed', message, ...(code === undefined ? {} : { code }) }
  }
}

async function count(source: SearchSource, { order, most, budgetMs }: SearchRequest & { kind: 'count' }) {
  let over = false
  const timer = setTimeout(() => {
    over = true
  }, budgetMs)
  const turn = () => new Promise<void>((resolve) => setImmediate(resolve))
  try {
    return await countFitting(source, openCheck(order.query), order, most, () => over, turn)
  } finally {
    clearTimeout(timer)
  }
}

/** Nobody waits for the answer any longer. */
class CalledOff extends Error {}

function sourceOf({ calledOff }: SearchRequest): SearchSource {
  return {
    rows: rowsOf,
    links: (row) => linksOf(linksOfRow.all(...linkValues(row)) as LinkRow[]),
    oldest: () => oldestRow.get() as number | null,
    notYetBelow(query) {
      const below = (notYetBelow.get() as number | undefined) ?? null
      return below === null || expressQuery(query, tokensFrom) === null ? null : below
    },
    checkOf: openCheck,
    goOn() {
      if (Atomics.load(calledOff, 0) === 1) throw new CalledOff()
    },
  }
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

function rowsOf(query: string, span: Span): Iterable<FoundInteraction> {
  const match = expressQuery(query, tokensFrom)
  if (match === null) return iterate<FoundInteraction>(rowsBetween, span.after, span.before)
  const shared = rowsOfShared(match, span)
  const hasOwn = ((lastEntry.get() as number | null) ?? 0) >= firstOwnEntry
  return hasOwn ? joinNewest(shared, rowsOfOwn(match, span)) : shared
}

function* rowsOfShared(match: string, { after, before }: Span): Iterable<FoundInteraction> {
  const first = Math.max(0, Math.floor((after + 1) / idsPerEntry))
  const last = Math.min(firstOwnEntry, Math.floor((before - 1) / idsPerEntry) + 1)
  for (const entry of iterate<number>(sharedEntries, match, first, last)) {
    const from = Math.max(after, entry * idsPerEntry - 1)
    const until = Math.min(before, (entry + 1) * idsPerEntry)
    yield* rowsBetween.all(from, until) as FoundInteraction[]
  }
}

function* rowsOfOwn(match: string, { after, before }: Span): Iterable<FoundInteraction> {
  for (const entry of iterate<number>(ownEntries, match, ownEntry(after + 1), ownEntry(before))) {
    const row = rowOf.get(entry - firstOwnEntry) as FoundInteraction | undefined
    if (row) yield row
  }
}

/** Both are in order; what is in both is given once. */
function* joinNewest(
  one: Iterable<FoundInteraction>,
  other: Iterable<FoundInteraction>,
): Iterable<FoundInteraction> {
  const [left, right] = [one[Symbol.iterator](), other[Symbol.iterator]()]
  let [a, b] = [left.next(), right.next()]
  try {
    while (!a.done || !b.done) {
      if (b.done || (!a.done && a.value.id > b.value.id)) {
        yield a.value
        a = left.next()
      } else {
        yield b.value
        if (!a.done && a.value.id === b.value.id) a = left.next()
        b = right.next()
      }
    }
  } finally {
    left.return?.()
    right.return?.()
  }
}

function iterate<R>(statement: Database.Statement, ...values: (string | number)[]): Iterable<R> {
  return statement.iterate(...values) as Iterable<R>
}
