import { afterEach, describe, expect, it } from 'vitest'
import { houseDays } from '../../src/reports/house-days.ts'
import { type Base, bases, keeperOn, settings, stored, untilNothingIsDue } from './figure-bases.ts'
import { openRandomHouse } from './random-house.ts'
import { recount } from './recount.ts'

const hour = 60 * 60_000
const timeZone = 'Europe/Berlin'
const days = houseDays(timeZone)

/** Each by itself, long after its day was counted: none may be noticed only because another was. */
const changes: readonly string[] = [
  "update call set outcome = case outcome when 'missed' then 'abandoned' else 'missed' end where answered_at is null",
  "update customer_case set root_cause = 'price'",
  'delete from case_contact',
  "update interaction set disposition = 'late'",
  'update interaction set customer_id = 1',
  'update wrap_up set after_call_ms = after_call_ms + 60000',
  'update customer_case set closed_at = opened_at + 1000',
  "update promise set state = 'released'",
  'update promise set due_at = made_at + 1',
  'update survey set answered_at = sent_at + 1, satisfaction = 1',
  'update signal set told_at = posted_at',
  "update customer set tier = 'late'",
  "update account set team = 'late'",
]

let base: Base | undefined
afterEach(async () => {
  await base?.close()
  base = undefined
})

describe.each(bases)('a change long after the day was counted, on %s', (_engine, open) => {
  it('[P110] is noticed, whatever it is, though nothing else changes', async () => {
    base = await open()
    const { sql } = base
    const house = await openRandomHouse(sql, 11, Date.parse('2026-11-02T10:00:00Z'))
    for (let thing = 0; thing < 120; thing++) {
      await house.happen()
      if (thing % 20 === 19) house.now += 7 * hour
    }
    house.now += 10 * 24 * hour
    const { step } = keeperOn(base, timeZone, { now: () => house.now })
    await untilNothingIsDue(house, step)
    const today = days.dayOf(house.now)
    for (const change of changes) {
      const before = await stored(base, today)
      await sql(change)
      await untilNothingIsDue(house, step)
      const after = await stored(base, today)
      const wanted = await recount(sql, { timeZone, today, leaving: settings.leaving })
      expect(after, change).toEqual(
        Object.fromEntries([...wanted].filter(([place]) => place.slice(0, 10) <= today)),
      )
      expect(after, `${change} changes nothing here`).not.toEqual(before)
    }
  }, 60_000)
})
