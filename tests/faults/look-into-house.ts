import { expect } from 'vitest'
import { findLosses, keptIds, type Told } from './find-losses.ts'
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

/** The same in a PostgreSQL, which may be served meanwhile. */
export async function expectNothingLostIn(url: string, told: Told): Promise<void> {
  expectNone(await readPostgresHouse(url, keptIds(told)), told)
}

function expectNone(kept: KeptHouse, told: Told): void {
  const { lost, twice, wrong } = findLosses(kept, told)
  expect(lost, `of ${told.acknowledged.size} acknowledged events`).toEqual([])
  expect({ twice, wrong }).toEqual({ twice: [], wrong: [] })
}
