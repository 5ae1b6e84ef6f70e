import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { openFigures } from '../src/house-store.ts'
import { orderOf } from '../src/reports/ask-report.ts'
import { countDay } from '../src/reports/count-day.ts'
import { drawStored } from '../src/reports/draw-stored.ts'
import { addDays, houseDays } from '../src/reports/house-days.ts'
import type { ReportSettings } from '../src/reports/report-kind.ts'
import { reportsInOrder } from '../src/reports/reports.ts'
import { figureStore } from '../src/store/figure-queries.ts'
import { openSqlite } from '../src/store/sqlite-connection.ts'
import { sqliteEngine } from '../src/store/sqlite-engine.ts'
import { databaseIn } from '../src/store/sqlite-files.ts'
import { firstIdAt } from '../src/store/time-id.ts'
import { seededRandom } from './world.ts'

/**
 * `npm run bench:reports`, with `-- --small` for a try: fills two months of calls at the rate of 10,000,000 interactions in
 * three years, with the other interactions before them, counts all days without a rest and opens each report of a month.
 */
const small = process.argv.includes('--small')
const interactions = small ? 100_000 : 10_000_000
const perDay = Math.round(interactions / 1095)
const countedDays = 61
const agents = 500
const timeZone = 'Europe/Berlin'
const today = '2026-06-30'
const opened = 20

const settings: ReportSettings = {
  serviceSeconds: 20,
  queueSeconds: {},
  shortAbandonSeconds: 5,
  serviceShare: 0.8,
  silentPerComplaint: null,
  leaving: { dispositions: ['left'], causes: [] },
  risk: { some: 25, high: 50 },
}
const days = houseDays(timeZone)
const folder = mkdtempSync(join(tmpdir(), 'greetline-bench-reports-'))
const file = databaseIn(folder)
const connection = openSqlite(file)
try {
  fill()
  const store = figureStore(sqliteEngine(connection))
  const reader = openFigures({ kind: 'sqlite', file })
  const took: Record<string, number[]> = { calls: [], matters: [], contacts: [] }
  for (let n = 0; n < countedDays; n++) {
    const day = addDays(today, -n)
    for (const part of ['calls', 'matters', 'contacts'] as const) {
      const order = { part, day, timeZone, today, settings, eventsFrom: 0, signalsFrom: 0 }
      const began = performance.now()
      const rows = await countDay(order, reader, days, firstIdAt, async () => undefined)
      took[part]?.push(performance.now() - began)
      await store.writeFigures(rows)
    }
  }
  for (const [part, times] of Object.entries(took)) tell(`a day's ${part}`, times)
  for (const kind of reportsInOrder) {
    for (const by of kind.by) {
      const order = orderOf(kind, { from: addDays(today, -29), until: today, by }, today, null)
      const times: number[] = []
      for (let n = 0; n < opened; n++) {
        const began = performance.now()
        await drawStored({ id: kind.id, order, settings, timeZone }, reader, days)
        times.push(performance.now() - began)
      }
      tell(`${kind.id} of a month by ${by}`, times)
    }
  }
  await reader.close()
} finally {
  await connection.close()
  rmSync(folder, { recursive: true, force: true })
}

function tell(what: string, times: readonly number[]): void {
  const sorted = times.toSorted((one, other) => one - other)
  const [middle = 0, most = 0] = [sorted[Math.floor(sorted.length / 2)], sorted.at(-1)]
  process.stdout.write(`${what}: p50 ${middle.toFixed(1)} ms, max ${most.toFixed(1)} ms\n`)
}

function fill(): void {
  const random = seededRandom(7)
  const some = (most: number): number => Math.floor(random() * most)
  const run = (sql: string) => connection.prepare(sql)
  const call =
    run(`insert into call (id, source, direction, phase, number_key, presentation, queue, customer_id,
    recognition, arrived_at, answered_at, ended_at, outcome, answered_by, offered_to, last_event_at, version)
    values (?, 'main', 'inbound', 'ended', ?, 'allowed', ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, 1)`)
  const contact =
    run(`insert into interaction (id, channel, direction, started_at, customer_id, number_key, account_id,
    queue, call_id, outcome, disposition, body, indexed) values (?, ?, 'inbound', ?, ?, ?, ?, ?, ?, ?, ?, '', 1)`)
  const wrapUp =
    run(`insert into wrap_up (call_id, account_id, disposition, note, saved_at, after_call_ms, typed_ms)
    values (?, ?, ?, '', ?, ?, ?)`)
  const pop =
    run(`insert into pop (call_id, account_id, version, state, content, stored_at, sent_at, rendered_at,
    answered_at, updated_at) values (?, ?, 1, 'closed', '{}', ?, ?, ?, ?, 0)`)
  const customer = run(
    "insert into customer (id, kind, name, tier, wishes, version, created_at, updated_at) values (?, 'person', 'x', ?, '[]', 1, 0, 0)",
  )
  const customers = interactions / 10
  run('begin').run()
  for (let id = 1; id <= customers; id++) customer.run(id, ['standard', 'silver', 'gold'][id % 3])
  run('commit').run()
  const decided = JSON.stringify([
    { outcome: 'recognised', rule: 'ahead', customerId: 1, sure: 1, number: { kind: 'e164', key: '+49' } },
  ])
  for (let back = 1094; back >= 0; back--) {
    const begin = days.beginOf(addDays(today, -back))
    run('begin').run()
    for (let n = 0; n < perDay; n++) {
      const at = begin + Math.floor(((n + random()) / perDay) * 82_800_000)
      const who = 1 + some(customers)
      const agent = `agent-${some(agents)}`
      const queue = `q${some(12)}`
      const disposition = `d${some(20)}`
      const isAnswered = random() < 0.9
      const isCall = back < countedDays
      const id = isCall ? `main:${back}-${n}` : null
      const outcome = isAnswered ? 'answered' : 'abandoned'
      contact.run(firstIdAt(at) + (n % 4096), 'call', at, who, '+49', agent, queue, id, outcome, disposition)
      if (id === null) continue
      const over = at + some(60_000)
      const by = isAnswered ? JSON.stringify([agent]) : '[]'
      call.run(
        id,
        '+49',
        queue,
        who,
        decided,
        at,
        isAnswered ? over : null,
        over + 180_000,
        outcome,
        by,
        over,
      )
      if (!isAnswered) continue
      pop.run(id, agent, at + 2, at + 4, at + 4 + some(300), over)
      wrapUp.run(id, agent, disposition, over + 200_000, some(90_000), some(30_000))
    }
    run('commit').run()
  }
}
