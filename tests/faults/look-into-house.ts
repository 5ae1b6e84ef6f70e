import { expect } from 'vitest'
import { findLosses, keptIds, type Told } from './find-losses.ts'
import type { Floor } from './floor.ts'
import { type KeptHouse, readPostgresHouse, readSqliteHouse } from './kept-house.ts'

/** Looks into a database that nobody serves; see findLosses(). */
export function expectNothingLost(
  database: string,
  acknowledged: ReadonlyMap<string, string>,
  wholeCalls: readonly string[],
): void {
  const told = { acknowledged, wholeCalls }
  expectNone(readSqliteHouse(database, keptIds(told)), told)
}

/** The same of a floor, which may be at work meanwhile. */
export async function expectNothingLostAt({ engine, house }: Floor, told: Told): Promise<void> {
  const ids = keptIds(told)
  const kept = engine ? await readPostgresHouse(engine.url(), ids) : readSqliteHouse(house.database, ids)
  expectNone(kept, told)
}

function expectNone(kept: KeptHouse, told: Told): void {
  const { lost, twice, wrong } = findLosses(kept, told)
  expect(lost, `of ${told.acknowledged.size} acknowledged events`).toEqual([])
  expect({ twice, wrong }).toEqual({ twice: [], wrong: [] })
}
