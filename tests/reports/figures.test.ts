import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { openFigures } from '../../src/house-store.ts'
import { countDay } from '../../src/reports/count-day.ts'
import { houseDays } from '../../src/reports/house-days.ts'
import { keepFigures } from '../../src/reports/keep-figures.ts'
import type { ReportSettings } from '../../src/reports/report-kind.ts'
import { figureStore } from '../../src/store/figure-queries.ts'
import type { FigureReader, FigureStore } from '../../src/store/figure-store.ts'
import { openSqlite } from '../../src/store/sqlite-connection.ts'
import { sqliteEngine } from '../../src/store/sqlite-engine.ts'
import { databaseIn } from '../../src/store/sqlite-files.ts'
import { firstIdAt } from '../../src/store/time-id.ts'
import { openPostgres } from '../store/postgres.ts'
import { openRandomHouse, type Sql } from './random-house.ts'
import { type Recount, recount } from './recount.ts'

const hour = 60 * 60_000
const settings: ReportSettings = {
  serviceSeconds: 20,
  queueSeconds: { '["main","night"]': 45 },
  shortAbandonSeconds: 5,
  serviceShare: 0.8,
  silentPerComplaint: null,
  leaving: { dispositions: ['moved-away'], causes: ['price'] },
  risk: { some: 25, high: 50 },
}

interface Base {
  readonly store: FigureStore
  readonly reader: FigureReader
  readonly sql: Sql
  close(): Promise<void>
}

const bases: readonly (readonly [string, () => Promise<Base>])[] = [
  ['SQLite', openOnFile],
  ['PostgreSQL', openOnPostgres],
]

async function openOnFile(): Promise<Base> {
  const folder = mkdtempSync(join(tmpdir(), 'greetline-figures-'))
  const file = databaseIn(folder)
  const connection = openSqlite(file)
  const reader = openFigures({ kind: 'sqlite', file })
  return {
    store: figureStore(sqliteEngine(connection)),
    reader,
    async sql(text, ...values) {
      const statement = connection.prepare(text)
      if (statement.reader) return statement.all(...values) as Record<string, unknown>[]
      statement.run(...values)
      return []
    },
    async close() {
      await reader.close()
      await connection.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function openOnPostgres(): Promise<Base> {
  const postgres = await openPostgres()
  const reader = openFigures({ kind: 'postgres', url: postgres.url })
  return {
    store: figureStore(postgres.engine),
    reader,
    sql: postgres.sql as Sql,
    async close() {
      await reader.close()
      await postgres.close()
    },
  }
}

let base: Base | undefined
afterEach(async () => {
  await base?.close()
  base = undefined
})

/** Zones with half and quarter hours, a clock that goes by half an hour, and one that changes at midnight. */
const houses: readonly (readonly [timeZone: string, begin: string])[] = [
  ['Europe/Berlin', '2026-10-22T10:00:00Z'],
  ['Australia/Lord_Howe', '2026-10-01T10:00:00Z'],
  ['Asia/Kathmandu', '2026-11-03T20:00:00Z'],
  ['America/Asuncion', '2024-10-03T22:00:00Z'],
  ['America/St_Johns', '2026-10-30T01:00:00Z'],
]

describe.each(bases)('figures on %s', (engine, open) => {
  it.each(houses.map((house, seed) => [...house, seed + 1] as const))(
    '[P110] are what a plain recount of all rows gives, whatever changed when, in %s from %s',
    async (timeZone, begin, seed) => {
      base = await open()
      const { store, reader, sql } = base
      const house = await openRandomHouse(sql, seed, Date.parse(begin))
      const days = houseDays(timeZone)
      const keeper = keepFigures({
        store,
        days,
        timeZone,
        settings,
        count: (order) => countDay(order, reader, days, firstIdAt, async () => undefined),
        keepEventsMs: 1e13,
        keepSignalsMs: 1e13,
        settleMs: 1000,
        now: () => house.now,
      })
      const rounds = engine === 'SQLite' ? 40 : 15
      let n = seed
      for (let round = 0; round < rounds; round++) {
        n = (n * 7919) % 10_007
        const things = 4 + (n % 12)
        for (let thing = 0; thing < things; thing++) await house.happen()
        // Now and then nobody counts for days.
        house.now += n % 5 === 0 ? 31 * hour : (n % 9) * hour + 7 * 60_000
        for (let step = 0; step < n % 7; step++) await keeper.step()
      }
      house.now += 2 * hour
      await untilNothingIsDue(house, keeper.step)
      const today = days.dayOf(house.now)
      const wanted = await recount(sql, { timeZone, today, leaving: settings.leaving })
      expect(await stored(base, today)).toEqual(upTo(wanted, today))
    },
    60_000,
  )
})

/** Marks are taken once a minute, and what they make due waits a moment. */
async function untilNothingIsDue(house: { now: number }, step: () => Promise<boolean>): Promise<void> {
  for (let minute = 0; minute < 5; minute++) {
    house.now += 61_000
    while (await step());
  }
}

async function stored({ sql }: Base, today: string): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {}
  for (const { day, report, grouping, body } of await sql(
    "select * from figure where report <> 'standing'",
  )) {
    if ((day as string) > today) continue
    for (const [key, team, measures] of JSON.parse(body as string) as [string, string, object][]) {
      found[[day, report, grouping, key, team].join('|')] = measures
    }
  }
  return found
}

/** What falls due later is counted when its day has come. */
function upTo(wanted: Recount, today: string): Record<string, unknown> {
  return Object.fromEntries([...wanted].filter(([place]) => place.slice(0, 10) <= today))
}
