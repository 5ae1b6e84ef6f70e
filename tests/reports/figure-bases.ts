import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openFigures } from '../../src/house-store.ts'
import { countDay } from '../../src/reports/count-day.ts'
import { houseDays } from '../../src/reports/house-days.ts'
import { type FigureKeeper, type FigureKeeping, keepFigures } from '../../src/reports/keep-figures.ts'
import type { ReportSettings } from '../../src/reports/report-kind.ts'
import { figureStore } from '../../src/store/figure-queries.ts'
import type { FigureReader, FigureStore } from '../../src/store/figure-store.ts'
import { openSqlite } from '../../src/store/sqlite-connection.ts'
import { sqliteEngine } from '../../src/store/sqlite-engine.ts'
import { databaseIn } from '../../src/store/sqlite-files.ts'
import { firstIdAt } from '../../src/store/time-id.ts'
import { openPostgres } from '../store/postgres.ts'
import type { Sql } from './random-house.ts'

export const settings: ReportSettings = {
  serviceSeconds: 20,
  queueSeconds: { '["main","night"]': 45 },
  shortAbandonSeconds: 5,
  serviceShare: 0.8,
  silentPerComplaint: null,
  leaving: { dispositions: ['moved-away'], causes: ['price'] },
  risk: { some: 25, high: 50 },
}

/** A database of its own, with what counts on it. */
export interface Base {
  readonly store: FigureStore
  readonly reader: FigureReader
  readonly sql: Sql
  close(): Promise<void>
}

export const bases: readonly (readonly [string, () => Promise<Base>])[] = [
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

/** Counts by the settings above, and forgets nothing unless told so. */
export function keeperOn(
  { store, reader }: Base,
  timeZone: string,
  more: Pick<FigureKeeping, 'now'> & Partial<FigureKeeping>,
): FigureKeeper {
  const days = houseDays(timeZone)
  return keepFigures({
    store,
    days,
    timeZone,
    settings,
    count: (order) => countDay(order, reader, days, firstIdAt, async () => undefined),
    keepEventsMs: 1e13,
    keepSignalsMs: 1e13,
    settleMs: 1000,
    ...more,
  })
}

/** Marks are taken once a minute, and what they make due waits a moment. */
export async function untilNothingIsDue(house: { now: number }, step: () => Promise<boolean>): Promise<void> {
  for (let minute = 0; minute < 5; minute++) {
    house.now += 61_000
    while (await step());
  }
}

/** Measures by day, report, grouping, key and team. */
export async function stored({ sql }: Base, today: string): Promise<Record<string, unknown>> {
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
