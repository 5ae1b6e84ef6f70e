import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import Database from 'better-sqlite3'
import { daysIn } from '../src/history/days.ts'
import { readSearch } from '../src/history/find-interactions.ts'
import { rowTokens } from '../src/history/search-tokens.ts'
import { readNumber } from '../src/recognition/read-number.ts'
import { historyStore } from '../src/store/interaction-queries.ts'
import type { SearchThread } from '../src/store/search-thread.ts'
import { openSqlite } from '../src/store/sqlite-connection.ts'
import { sqliteEngine } from '../src/store/sqlite-engine.ts'
import { databaseIn } from '../src/store/sqlite-files.ts'
import { openSearchThread } from '../src/store/sqlite-search-thread.ts'
import { sqliteTextIndex } from '../src/store/sqlite-text-index.ts'
import { timeIds } from '../src/store/time-id.ts'
import type { SearchOrderInput } from '../src/wire/history-api.ts'
import { monotonicMs } from './clock.ts'
import { hireCrew, setStage } from './drive.ts'
import { sessionCookieOf } from './house.ts'
import { describeMachine } from './machine.ts'
import { makeData } from './make-data.ts'
import { judge, percentile } from './percentiles.ts'
import { type Kind, kinds } from './search/kinds.ts'
import { rebuildIndex } from './search/rebuild-index.ts'
import { scanAll, scanned } from './search/scan.ts'
import { makeInteraction, type Scale, seededRandom } from './world.ts'

/** Measures the search: `npm run bench:search`, see docs/benchmarks.md. */
const { values: options } = parseArgs({
  options: {
    small: { type: 'boolean', default: false },
    /** Interactions; a tenth as many customers. */
    rows: { type: 'string' },
    data: { type: 'string' },
    /** Writes the search index anew, also where it is up to date. */
    rebuild: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    /** Leaves out what needs a server: the pops while searches run. */
    'no-pops': { type: 'boolean', default: false },
  },
})
const rows = Number(options.rows ?? (options.small ? 100_000 : 10_000_000))
const scale: Scale = {
  customers: options.small ? 20_000 : rows / 10,
  numbers: options.small ? 26_000 : Math.floor(rows * 0.13),
  interactions: rows,
  agents: options.small ? 200 : 5_000,
}
const queriesPerKind = options.small ? 40 : 200
const searchers = 2
const popSeconds = options.small ? 3 : 20
const popsPerSecond = 200
const deadlineMs = 20_000
const countBudgetMs = 30

const say = (line: string): void => {
  process.stderr.write(`${line}\n`)
}

const folder =
  options.data ?? (await makeData(scale, (what, done, all) => done === all && say(`made ${all} ${what}`)))
const file = databaseIn(folder)
await rebuildIndex(file, options.rebuild, say)
const machine = describeMachine(folder)
const reader = new URL('../src/history/search-reader.ts', import.meta.url)
const thread = openSearchThread(file, reader)

const size = indexSize()
say(`index ${(size / 1e6).toFixed(0)} MB`)
const timings = await measureKinds()
const recall = await measureRecall()
await thread.close()
const indexing = await measureIndexing()
const pops = options['no-pops'] ? null : await measurePops()
const report = { machine, scale, indexMb: size / 1e6, indexedPerSecond: indexing, recall, pops, timings }
process.stdout.write(`${tableOf()}\n`)
if (options.json) process.stdout.write(`${JSON.stringify(report)}\n`)

function orderOf(input: Partial<SearchOrderInput>) {
  const days = daysIn('Europe/Berlin')
  const nothing = { agents: [], teams: [], queues: [], dispositions: [], tiers: [], causes: [] }
  const { order } = readSearch(
    { text: '', ...input },
    {
      readNumber(raw) {
        const number = readNumber(raw, { region: 'DE', format: 'as-dialled' })
        return { number, key: number.kind === 'e164' ? number.e164 : null }
      },
      vocabulary: { ...nothing, days },
      teams: null,
      now: 0,
    },
  )
  if (!order) throw new Error(`nothing is asked by ${JSON.stringify(input)}`)
  return order
}

/** One after the other, each kind in its turn, so that none has all the warmth. */
async function measureKinds() {
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

/** What the search finds of what a look at every row finds; and what it finds besides. */
async function measureRecall() {
  const db = new Database(file, { readonly: true })
  const expected = scanAll(db)
  db.close()
  let [wanted, found, besides] = [0, 0, 0]
  for (const [n, { input }] of scanned.entries()) {
    const ids = await allIds(input)
    const scan = new Set(expected[n])
    wanted += scan.size
    found += ids.filter((id) => scan.has(id)).length
    besides += ids.filter((id) => !scan.has(id)).length
    if (ids.length !== scan.size) say(`recall: ${JSON.stringify(input)} ${ids.length} of ${scan.size}`)
  }
  return { wanted, found, besides }
}

async function allIds(input: Partial<SearchOrderInput>): Promise<number[]> {
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

function indexSize(): number {
  const db = new Database(file, { readonly: true })
  const sql = "select sum(pgsize) from dbstat where name like 'interaction_search%' and aggregate = true"
  const bytes = db.prepare(sql).pluck().get() as number
  db.close()
  return bytes
}

/** Rows a second that the product brings into an index as it does it while calls come in, without the pauses. */
async function measureIndexing(): Promise<number> {
  const place = mkdtempSync(join(tmpdir(), 'greetline-indexing-'))
  const connection = openSqlite(join(place, 'house.sqlite'))
  const many = 20_000
  const nobody = {
    searchInteractions: () => Promise.reject(new Error('nothing is searched here')),
    countInteractions: () => Promise.reject(new Error('nothing is searched here')),
    findCustomersByName: () => Promise.reject(new Error('nothing is searched here')),
  } satisfies Omit<SearchThread, 'close'>
  const store = historyStore(sqliteEngine(connection), timeIds(0), sqliteTextIndex, nobody)
  for (let n = 0; n < many; n += 500) {
    const adding = Array.from({ length: 500 }, (_, k) => {
      const {
        id: _id,
        customerName: _name,
        customerTier: _tier,
        team: _team,
        ...made
      } = makeInteraction(n + k, scale)
      return store.addInteraction({ ...made, customerId: null })
    })
    await Promise.all(adding)
  }
  const began = monotonicMs()
  while ((await store.indexInteractions(25, rowTokens)) > 0);
  const perSecond = (many / (monotonicMs() - began)) * 1000
  await connection.close()
  rmSync(place, { recursive: true })
  return perSecond
}

/** Pops of 200 events a second, in turn without and with searches of every kind back to back. */
async function measurePops() {
  const crew = hireCrew()
  const stage = await setStage('product', { folder, scale, crew, nodeOptions: [] })
  try {
    await stage.run(popsPerSecond, 5)
    const alone = []
    const busy = []
    for (let round = 0; round < 2; round++) {
      alone.push(await stage.run(popsPerSecond, popSeconds))
      const ending = new AbortController()
      const searching = Array.from({ length: searchers }, (_, n) =>
        searchOnAndOn(stage.url, n, ending.signal),
      )
      busy.push(await stage.run(popsPerSecond, popSeconds))
      ending.abort()
      await Promise.all(searching)
    }
    return { alone: judge(alone), searching: judge(busy) }
  } finally {
    await stage.close()
    crew.dismiss()
  }
}

async function searchOnAndOn(url: string, n: number, ending: AbortSignal): Promise<void> {
  const random = seededRandom(n)
  while (!ending.aborted) {
    for (const kind of kinds) {
      if (ending.aborted) return
      const { order, ...asked } = kind.make(random, scale)
      const path = kind.counts ? 'count' : 'search'
      const answer = await fetch(`${url}/v1/interactions/${path}`, {
        method: 'POST',
        headers: { cookie: sessionCookieOf('supervisor'), origin: url, 'content-type': 'application/json' },
        body: JSON.stringify(kind.counts ? asked : { ...asked, ...(order ? { order } : {}) }),
      })
      await answer.arrayBuffer()
    }
  }
}

function tableOf(): string {
  const line = ({ kind, p50, p99, found }: (typeof timings)[number]): string =>
    `${kind.padEnd(32)}${p50.toFixed(1).padStart(8)}${p99.toFixed(1).padStart(8)}${(found ?? Number.NaN).toFixed(1).replace('NaN', '').padStart(8)}`
  const { cpu, cores, memoryGb, node, load } = machine
  return [
    `${cpu}, ${cores} cores, ${memoryGb} GB, Node ${node}, load before ${load.toFixed(1)}`,
    `${scale.interactions.toLocaleString('en-US')} interactions; index ${(size / 1e6).toFixed(0)} MB; ${indexing.toFixed(0)} rows indexed a second`,
    `recall ${recall.found} of ${recall.wanted} that a look at every row finds, ${recall.besides} besides`,
    ...(pops
      ? [
          `pops at ${popsPerSecond} events/s: p50 ${pops.alone.p50.toFixed(2)} p99 ${pops.alone.p99.toFixed(2)} ms alone; p50 ${pops.searching.p50.toFixed(2)} p99 ${pops.searching.p99.toFixed(2)} ms while ${searchers} search; lost ${pops.alone.lost + pops.searching.lost}`,
        ]
      : []),
    '',
    `${'ms'.padEnd(32)}${'p50'.padStart(8)}${'p99'.padStart(8)}${'found'.padStart(8)}`,
    ...timings.map(line),
  ].join('\n')
}
