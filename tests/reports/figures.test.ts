import { afterEach, describe, expect, it } from 'vitest'
import { houseDays } from '../../src/reports/house-days.ts'
import { type Base, bases, keeperOn, settings, stored, untilNothingIsDue } from './figure-bases.ts'
import { openRandomHouse } from './random-house.ts'
import { type Recount, recount } from './recount.ts'

const hour = 60 * 60_000

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
      const { sql } = base
      const house = await openRandomHouse(sql, seed, Date.parse(begin))
      const days = houseDays(timeZone)
      const keeper = keeperOn(base, timeZone, { now: () => house.now })
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

/** What falls due later is counted when its day has come. */
function upTo(wanted: Recount, today: string): Record<string, unknown> {
  return Object.fromEntries([...wanted].filter(([place]) => place.slice(0, 10) <= today))
}
