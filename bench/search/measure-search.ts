import Database from 'better-sqlite3'
import type { SearchThread } from '../../src/store/search-thread.ts'
import { databaseIn } from '../../src/store/sqlite-files.ts'
import { openSearchThread } from '../../src/store/sqlite-search-thread.ts'
import type { SearchOrderInput } from '../../src/wire/history-api.ts'
import { monotonicMs } from '../clock.ts'
import { percentile } from '../percentiles.ts'
import type { PopsBeside } from '../pops-beside.ts'
import { type Scale, seededRandom } from '../world.ts'
import { type Kind, kinds } from './kinds.ts'
import { measureIndexing } from './measure-indexing.ts'
import { measurePops } from './measure-pops.ts'
import { scanAll, scanned } from './scan.ts'
import { orderOf } from './search-order.ts'

/** How much is asked of the search. */
export interface SearchPlan {
  readonly folder: string
  readonly scale: Scale
  readonly queriesPerKind: number
  /** Of each turn, seconds; null leaves out what needs a server. */
  readonly popSeconds: number | null
}

export interface SearchReport {
  readonly scale: Scale
  readonly indexMb: number
  /** Rows a second. */
  readonly indexedPerSecond: number
  readonly recall: Recall
  readonly pops: PopsBeside | null
  readonly timings: readonly KindTiming[]
}

/** What the search finds of what a look at every row finds; and what it finds besides. */
interface Recall {
  readonly wanted: number
  readonly found: number
  readonly besides: number
}

interface KindTiming {
  readonly kind: string
  /** Milliseconds. */
  readonly p50: number
  readonly p99: number
  /** Rows on a page, on average; null of a count. */
  readonly found: number | null
}

const deadlineMs = 20_000
const countBudgetMs = 30
const reader = new URL('../../src/history/search-reader.ts', import.meta.url)

/** Asks a house whose index is up to date. */
export async function measureSearch(plan: SearchPlan, say: (line: string) => void): Promise<SearchReport> {
  const { folder, scale } = plan
  const file = databaseIn(folder)
  const indexMb = indexSize(file) / 1e6
  say(`search: the index has ${indexMb.toFixed(0)} MB`)
  const thread = openSearchThread(file, reader)
  const timings = await measureKinds(thread, plan)
  say('search: what a look at every row finds')
  const recall = await measureRecall(thread, file, say)
  await thread.close()
  const indexedPerSecond = await measureIndexing(scale)
  say('search: pops while others search')
  const pops = plan.popSeconds === null ? null : await measurePops(folder, scale, plan.popSeconds)
  return { scale, indexMb, indexedPerSecond, recall, pops, timings }
}

/** One after the other, each kind in its turn, so that none has all the warmth. */
async function measureKinds(
  thread: SearchThread,
  { queriesPerKind, scale }: SearchPlan,
): Promise<KindTiming[]> {
  const random = seededRandom(20_261_123)
  const took = new Map<Kind, number[]>(kinds.map((kind) => [kind, []]))
  const found = new Map<Kind, number>()
  for (let n = 0; n < queriesPerKind + 3; n++) {
    for (const kind of kinds) {
      const order = orderOf(kind.make(random, scale))
      const began = monotonicMs()
      const answer = kind.counts
        ? await thread.countInteractions(order, countBudgetMs, deadlineMs)
        : await thread.searchInteractions(order, deadlineMs)
      // The first turns load what later ones find in memory.
      if (n >= 3) took.get(kind)?.push(monotonicMs() - began)
      if (answer.kind === 'page') found.set(kind, (found.get(kind) ?? 0) + answer.hits.length)
    }
  }
  return kinds.map((kind) => {
    const sorted = Float64Array.from(took.get(kind) ?? []).sort()
    return {
      kind: kind.name,
      p50: percentile(sorted, 0.5),
      p99: percentile(sorted, 0.99),
      found: kind.counts ? null : (found.get(kind) ?? 0) / (queriesPerKind + 3),
    }
  })
}

async function measureRecall(
  thread: SearchThread,
  file: string,
  say: (line: string) => void,
): Promise<Recall> {
  const db = new Database(file, { readonly: true })
  const expected = scanAll(db)
  db.close()
  let [wanted, found, besides] = [0, 0, 0]
  for (const [n, { input }] of scanned.entries()) {
    const ids = await allIds(thread, input)
    const scan = new Set(expected[n])
    wanted += scan.size
    found += ids.filter((id) => scan.has(id)).length
    besides += ids.filter((id) => !scan.has(id)).length
    if (ids.length !== scan.size) say(`recall: ${JSON.stringify(input)} ${ids.length} of ${scan.size}`)
  }
  return { wanted, found, besides }
}

async function allIds(thread: SearchThread, input: Partial<SearchOrderInput>): Promise<number[]> {
  const ids: number[] = []
  for (let before: string | undefined; ; ) {
    const answer = await thread.searchInteractions(
      orderOf({ ...input, most: 100, ...(before ? { before } : {}) }),
      60_000,
    )
    if (answer.kind !== 'page') throw new Error('a search took more than a minute')
    ids.push(...answer.hits.map((hit) => hit.interaction.id))
    if (answer.next === null) return ids
    before = answer.next
  }
}

/** Bytes on disk. */
function indexSize(file: string): number {
  const db = new Database(file, { readonly: true })
  const sql = "select sum(pgsize) from dbstat where name like 'interaction_search%' and aggregate = true"
  const bytes = db.prepare(sql).pluck().get() as number
  db.close()
  return bytes
}
