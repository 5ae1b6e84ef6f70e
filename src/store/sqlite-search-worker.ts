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
import { firstOwnEntry, sharingLevels } from './sqlite-text-index.ts'

workInBackground()

/** The search thread: reads the index with a connection of its own and looks at the text of every hit. */
const { file, reader } = workerData as { file: string; reader: string }
const { expressQuery, customerOf, openCheck } = (await import(reader)) as SearchReader
const db = openSqliteForReading(file)

const entriesSql = `select rowid from interaction_search where interaction_search match ?
  and rowid >= cast(? as integer) and rowid < cast(? as integer) order by rowid desc`

/** Entries of one kind: each from `first` to `end` stands for so many ids. */
interface Level {
  readonly first: number
  readonly end: number
  readonly width: number
  /** Of its own: all are read side by side, and a statement is read from once at a time. */
  readonly entries: Database.Statement
}

const levels: readonly Level[] = [
  ...sharingLevels.map(({ first, bits }) => ({ first, width: 2 ** bits })),
  { first: firstOwnEntry, width: 1 },
].map(({ first, width }, n) => {
  const end = sharingLevels[n + 1]?.first ?? (width > 1 ? firstOwnEntry : Number.MAX_SAFE_INTEGER)
  return { first, end, width, entries: db.prepare(entriesSql).pluck() }
})
const entryWithin = db.prepare('select 1 from interaction_search_docsize where id >= ? and id < ? limit 1')
const rowsBetween =
  db.prepare(`select ${foundColumns} from interaction i left join customer c on c.id = i.customer_id
  where i.id > ? and i.id < ? order by i.id desc`)
const rowsOfCustomer =
  db.prepare(`select ${foundColumns} from interaction i left join customer c on c.id = i.customer_id
  where i.customer_id = ? and i.id > ? and i.id < ? order by i.id desc`)
const linksOfRow = db.prepare(linksSql)
const oldestRow = db.prepare('select min(id) from interaction').pluck()
const notYetBelow = db.prepare(`${rebuiltDownToSql}'interaction_search'`).pluck()
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

function count(source: SearchSource, { order, most, budgetMs }: SearchRequest & { kind: 'count' }) {
  const until = process.hrtime.bigint() + BigInt(budgetMs) * 1_000_000n
  const isOver = () => process.hrtime.bigint() >= until
  const turn = () => new Promise<void>((resolve) => setImmediate(resolve))
  return countFitting(source, openCheck(order.query), order, most, isOver, turn)
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
      const asksIndex = customerOf(query) === null && expressQuery(query, tokensFrom) !== null
      return asksIndex ? below : null
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
  const customerId = customerOf(query)
  if (customerId !== null) return iterate(rowsOfCustomer, customerId, span.after, span.before)
  const match = expressQuery(query, tokensFrom)
  if (match === null) return iterate(rowsBetween, span.after, span.before)
  const [newest = [], ...others] = levels
    .filter(({ first, end }) => entryWithin.get(first, end) !== undefined)
    .map((level) => rowsOfLevel(level, match, span))
  return others.reduce(joinNewest, newest)
}

function* rowsOfLevel(level: Level, match: string, span: Span): Iterable<FoundInteraction> {
  const { first, width, end, entries } = level
  const newest = Math.min(end, first + Math.floor((span.before - 1) / width) + 1)
  for (const entry of iterate<number>(entries, match, first + Math.floor((span.after + 1) / width), newest)) {
    const from = (entry - first) * width
    yield* rowsBetween.all(
      Math.max(span.after, from - 1),
      Math.min(span.before, from + width),
    ) as FoundInteraction[]
  }
}

/** Both are in order; what is in both is given once. */
function* joinNewest(
  one: Iterable<FoundInteraction>,
  other: Iterable<FoundInteraction>,
): Iterable<FoundInteraction> {
  const [left, right] = [one[Symbol.iterator](), other[Symbol.iterator]()]
  // A statement that is left open would hold on to the state of the house that it has begun to read.
  try {
    let [a, b] = [left.next(), right.next()]
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
