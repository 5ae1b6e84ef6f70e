import { mkdtempSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { nameTokens } from '../src/history/search-tokens.ts'
import { callStore } from '../src/store/call-queries.ts'
import { customerStore } from '../src/store/customer-queries.ts'
import { openConnections } from '../src/store/postgres-connections.ts'
import { postgresEngine } from '../src/store/postgres-engine.ts'
import { ensureSchema } from '../src/store/postgres-schema.ts'
import { postgresTextIndex } from '../src/store/postgres-text-index.ts'
import { openSqlite } from '../src/store/sqlite-connection.ts'
import { sqliteEngine } from '../src/store/sqlite-engine.ts'
import { sqliteTextIndex } from '../src/store/sqlite-text-index.ts'
import type { Engine } from '../src/store/steps.ts'
import type { TextIndex } from '../src/store/text-index.ts'
import { timeIds } from '../src/store/time-id.ts'
import { startPostgres } from '../tests/store/postgres-server.ts'
import { noon, number, person } from '../tests/store/told-customers.ts'
import { percentile } from './percentiles.ts'

/**
 * How often a look-up has to wait for PostgreSQL: journeys there and back, counted on the wire, and what they cost where
 * one takes `--one-way` ms each way; the same on SQLite. `npm run bench:journeys -- --one-way 1 --times 300`
 */
const { values } = parseArgs({
  options: { 'one-way': { type: 'string', default: '1' }, times: { type: 'string', default: '300' } },
})
const numberKey = '+493023125001'
const shared = '+493023125002'
const server = await startPostgres()
const wire = await openSlowWire(Number(new URL(server.url).port), Number(values['one-way']))
const url = new URL(server.url)
url.port = String(wire.port)
const connections = openConnections({ url: url.href, most: 1, statementMs: 5000, keepAliveMs: 0 })
await ensureSchema(connections)
const engine = postgresEngine({ connections, elapsed: () => performance.now() })
await measure('postgres', engine, postgresTextIndex, wire.journeys)
const sqlite = openSqlite(join(mkdtempSync(join(tmpdir(), 'greetline-journeys-')), 'house.db'))
await measure('sqlite', sqliteEngine(sqlite), sqliteTextIndex, () => 0)
await sqlite.close()
await connections.close()
wire.close()
await server.stop()

async function measure(on: string, at: Engine, index: TextIndex, journeys: () => number): Promise<void> {
  const customers = customerStore(at, timeIds(0), index, nameTokens)
  const calls = callStore(at)
  const ids: number[] = []
  for (const name of ['Anna Sommerfeld', 'Ben Sommerfeld', 'Cora Sommerfeld']) {
    const numbers = ids.length === 0 ? [number(numberKey), number(shared)] : [number(shared)]
    const written = await customers.createCustomer(person(name), numbers, noon)
    ids.push(written.kind === 'written' ? written.customer.id : 0)
  }
  const find = (key: string) => () =>
    calls.findCallers({ numberKey: key, prefixes: [], ending: null, claimedIds: [] })
  await time(on, 'a card', () => calls.readCard(ids[0] ?? 0), journeys)
  await time(on, 'who calls, of one', find(numberKey), journeys)
  await time(on, 'who calls, of three', find(shared), journeys)
}

async function time(on: string, what: string, ask: () => Promise<unknown>, journeys: () => number) {
  const times = on === 'sqlite' ? Number(values.times) * 50 : Number(values.times)
  for (let n = 0; n < times / 5; n++) await ask()
  const taken = new Float64Array(times)
  const before = journeys()
  for (let n = 0; n < times; n++) {
    const began = performance.now()
    await ask()
    taken[n] = performance.now() - began
  }
  const made = (journeys() - before) / times
  taken.sort()
  const ms = (share: number) => Math.round(percentile(taken, share) * 1000) / 1000
  console.log(JSON.stringify({ on, what, journeys: made, leastMs: ms(0), p50Ms: ms(0.5), p90Ms: ms(0.9) }))
}

/** A line on which all that is sent arrives so many ms later; it counts how often its near end has asked and was answered. */
async function openSlowWire(target: number, oneWayMs: number) {
  let journeys = 0
  const door = createServer((near) => {
    const far = connect(target, '127.0.0.1')
    let isAsking = false
    near.setNoDelay(true)
    far.setNoDelay(true)
    near.on('data', (bytes) => {
      if (!isAsking) journeys++
      isAsking = true
      setTimeout(() => far.write(bytes), oneWayMs)
    })
    far.on('data', (bytes) => {
      isAsking = false
      setTimeout(() => near.write(bytes), oneWayMs)
    })
    for (const [end, other] of [
      [near, far],
      [far, near],
    ] as const) {
      end.on('error', () => undefined)
      end.on('close', () => setTimeout(() => other.destroy(), oneWayMs * 2))
    }
  })
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve))
  const address = door.address()
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    journeys: () => journeys,
    close: () => void door.close(),
  }
}
