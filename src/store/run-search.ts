import type {
  FoundInteraction,
  InteractionLinks,
  SearchAnswer,
  SearchCheck,
  SearchCount,
  SearchHit,
  SearchOrder,
  WholeSince,
} from './history-store.ts'
import { type BestCursor, readBestCursor, readNewestCursor, writeBestCursor } from './search-cursor.ts'
import { firstIdAt, instantOfId } from './time-id.ts'

/** Where an engine's search thread reads. */
export interface SearchSource {
  /** What the index says may fit, and more; newest first, each once. */
  rows(query: string, span: Span): AsyncIterable<FoundInteraction> | Iterable<FoundInteraction>
  links(row: FoundInteraction): Promise<InteractionLinks> | InteractionLinks
  /** The id of the oldest interaction; null in an empty house. */
  oldest(): Promise<number | null> | number | null
  /** What is older than this id may not be in the index yet; null where it is whole, or the query does not ask it. */
  notYetBelow(query: string): Promise<number | null> | number | null
  checkOf(query: string): SearchCheck
  /** Throws where nobody waits for the answer any longer. */
  goOn(): void
}

/** Ids, both exclusive. */
export interface Span {
  readonly after: number
  readonly before: number
}

/** So many of the newest that fit are put in order: more would be neither read nor weighed in time. */
const mostRanked = 400
/** So many of the newest that say a word tell how rare it is. */
const mostHeard = 20
/** Rows looked at before whoever else waits has a turn; about 5 ms. */
const rowsPerTurn = 250
/** So many are looked at however long it takes: a count of few is exact on a busy machine, too. */
const fewestCounted = 500

/** Reads on until the page is full and one more is known, or all has been seen. */
export async function findPage(
  source: SearchSource,
  check: SearchCheck,
  order: SearchOrder,
): Promise<SearchAnswer> {
  const wholeSince = await wholeSinceOf(source, order)
  const find = order.order === 'best' ? findBest : findNewest
  return { kind: 'page', ...(await find(source, check, order)), wholeSince }
}

type Page = Omit<SearchAnswer & { kind: 'page' }, 'kind' | 'wholeSince'>

/** Asked before the index is: what is put in meanwhile is found or not, and said to be missing either way. */
async function wholeSinceOf(source: SearchSource, order: SearchOrder): Promise<WholeSince> {
  const below = await source.notYetBelow(order.query)
  return below === null || below <= spanOf(order).after + 1 ? null : instantOfId(below)
}

async function findNewest(source: SearchSource, check: SearchCheck, order: SearchOrder): Promise<Page> {
  const { after, before } = spanOf(order)
  const cursor = readNewestCursor(order.before) ?? before
  const hits: SearchHit[] = []
  const span = { after, before: Math.min(before, cursor) }
  for await (const { row, places } of fitting(source, check, order.query, span)) {
    if (hits.length === order.most) {
      return { hits, next: String(hits.at(-1)?.interaction.id), onlyNewest: false }
    }
    hits.push({ interaction: row, marks: check.marks(places) })
  }
  return { hits, next: null, onlyNewest: false }
}

interface Ranked {
  readonly row: FoundInteraction
  readonly places: unknown
  readonly score: number
}

/**
 * The newest that fit, the best first; of two that are as good the newer. What the first page was weighed by, and how far
 * back it looked, stands in its cursor: what is added meanwhile moves nothing.
 */
async function findBest(source: SearchSource, check: SearchCheck, order: SearchOrder): Promise<Page> {
  const cursor = readBestCursor(order.before)
  const { after, before } = spanOf(order)
  const span = { after, before: cursor ? Math.min(before, cursor.newest + 1) : before }
  const found: { row: FoundInteraction; places: unknown }[] = []
  let onlyNewest = false
  for await (const one of fitting(source, check, order.query, span)) {
    if (found.length === mostRanked) {
      onlyNewest = true
      break
    }
    found.push(one)
  }
  const newest = cursor?.newest ?? found[0]?.row.id
  if (newest === undefined) return { hits: [], next: null, onlyNewest }
  const weights = cursor?.weights ?? (await weigh(source, check, newest))
  const asOf = instantOfId(newest)
  const ranked = found
    .map(({ row, places }): Ranked => ({ row, places, score: check.score(row, places, weights, asOf) }))
    .toSorted(inOrder)
  const rest = cursor ? ranked.filter((one) => inOrder(cursorRow(cursor), one) < 0) : ranked
  const page = rest.slice(0, order.most)
  const last = page.at(-1)
  const hits = page.map(({ row, places }) => ({ interaction: row, marks: check.marks(places) }))
  const next =
    last && rest.length > page.length
      ? writeBestCursor({ newest, weights, score: last.score, id: last.row.id })
      : null
  return { hits, next, onlyNewest }
}

type Place = { readonly score: number; readonly row: Pick<FoundInteraction, 'id'> }

function inOrder(one: Place, other: Place): number {
  return other.score - one.score || other.row.id - one.row.id
}

function cursorRow({ score, id }: BestCursor): Place {
  return { score, row: { id } }
}

/** How much each word counts, by the newest that say it; of one that few have ever said since the house began. */
async function weigh(source: SearchSource, check: SearchCheck, newest: number): Promise<number[]> {
  const oldest = (await source.oldest()) ?? newest
  const weights: number[] = []
  for (const query of check.weighed) {
    const word = source.checkOf(query)
    let contacts = 0
    let since = oldest
    for await (const { row } of fitting(source, word, query, { after: -1, before: newest + 1 })) {
      if (++contacts < mostHeard) continue
      since = row.id
      break
    }
    weights.push(check.weightOf({ contacts, withinMs: instantOfId(newest) - instantOfId(since) }))
  }
  return weights
}

/**
 * Counts until all are counted, `most` are exceeded, or `isOver`. Between two pieces `turn` lets searches pass, so the
 * count is of several states of the house, each row of one.
 */
export async function countFitting(
  source: SearchSource,
  check: SearchCheck,
  order: SearchOrder,
  most: number,
  isOver: () => boolean,
  turn: () => Promise<void>,
): Promise<SearchCount> {
  const wholeSince = await wholeSinceOf(source, order)
  let [count, looked] = [0, 0]
  let { after, before } = spanOf(order)
  for (;;) {
    let seen = 0
    for await (const row of source.rows(order.query, { after, before })) {
      source.goOn()
      before = row.id
      if (await fits(source, check, row)) count++
      if (count > most) return { kind: 'more-than', count: most, wholeSince }
      // Of those that are known one is the one more.
      if (++looked >= fewestCounted && isOver())
        return { kind: 'more-than', count: Math.max(0, count - 1), wholeSince }
      if (++seen === rowsPerTurn) break
    }
    if (seen < rowsPerTurn) return { kind: 'exact', count, wholeSince }
    await turn()
  }
}

async function* fitting(source: SearchSource, check: SearchCheck, query: string, span: Span) {
  for await (const row of source.rows(query, span)) {
    source.goOn()
    const found = await fits(source, check, row)
    if (found) yield { row, places: found.places }
  }
}

async function fits(
  source: SearchSource,
  check: SearchCheck,
  row: FoundInteraction,
): Promise<{ places: unknown } | null> {
  const places = check.fits(row)
  if (places === null) return null
  return !check.wantsLinks || check.fitsLinks(await source.links(row)) ? { places } : null
}

function spanOf({ from, until }: SearchOrder): Span {
  return {
    after: from === null ? -1 : firstIdAt(from) - 1,
    before: until === null ? Number.MAX_SAFE_INTEGER : firstIdAt(until),
  }
}
