import { afterEach, describe, expect, it } from 'vitest'
import { houseDays } from '../../src/reports/house-days.ts'
import { firstIdAt } from '../../src/store/time-id.ts'
import { type Base, bases, keeperOn, settings, stored, untilNothingIsDue } from './figure-bases.ts'
import { openRandomHouse } from './random-house.ts'
import { recount } from './recount.ts'

const hour = 60 * 60_000
const timeZone = 'Europe/Berlin'
const days = houseDays(timeZone)

/** Each by itself, long after its day was counted: none may be noticed only because another was. */
const changes: readonly string[] = [
  "update customer set tier = 'later' where id = 99",
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
  'update promise set customer_id = 2',
  'update call set customer_id = 1',
  "update customer set tier = 'late'",
  "update account set team = 'late'",
  "update interaction set team = 'late'",
  "update call set queue = 'late'",
]

let base: Base | undefined
afterEach(async () => {
  await base?.close()
  base = undefined
})

/** A call of a Saturday, five minutes before its day is over; what is written of it is all that the Sunday has. */
async function callAtMidnight(sql: Base['sql'], at: number): Promise<void> {
  const minute = 60_000
  await sql(
    `insert into call (id, source, direction, phase, presentation, queue, arrived_at, answered_at, ended_at, outcome,
      answered_by, offered_to, last_event_at, version)
      values ('late', 'main', 'inbound', 'ended', 'allowed', 'sales', ?, ?, ?, 'answered', '["ann"]', 1, ?, 1)`,
    at,
    at + 1000,
    at + 8 * minute,
    at,
  )
  await sql(
    `insert into interaction (id, channel, direction, started_at, account_id, queue, call_id, outcome, body, indexed, team)
      values (?, 'call', 'inbound', ?, 'ann', 'sales', 'late', 'answered', '', 1, 'north')`,
    firstIdAt(at) + 4000,
    at,
  )
  await sql(
    `insert into wrap_up (call_id, account_id, disposition, note, saved_at, after_call_ms)
      values ('late', 'ann', 'solved', '', ?, 1000)`,
    at + 10 * minute,
  )
  await sql(
    "insert into asked_again (id, at, key, call_id, account_id, known) values (1, ?, 'address', 'late', 'ann', 'known')",
    at + 7 * minute,
  )
  await sql(
    `insert into survey (id, token_hash, name, call_id, queue, language, sent_at, expires_at)
      values ('late', 'late', 'after-call', 'late', 'sales', 'en', ?, ?)`,
    at + 11 * minute,
    at + 24 * hour,
  )
}

/** Alone on the day on which it was made, and on that on which it fell due. */
async function promiseAlone(sql: Base['sql'], at: number): Promise<void> {
  await sql(`insert into customer (id, kind, name, tier, wishes, version, created_at, updated_at)
    values (99, 'person', 'C99', 'standard', '[]', 1, 0, 0)`)
  await sql(
    `insert into promise (id, origin, customer_id, text, channel, made_by, made_at, due_at, first_due_at, state, version)
      values (99, 'test', 99, 'x', 'call', 'x', ?, ?, ?, 'open', 1)`,
    at,
    at + 48 * hour,
    at + 48 * hour,
  )
}

describe.each(bases)('a change long after the day was counted, on %s', (_engine, open) => {
  it('[P110] is noticed, whatever it is, though nothing else changes', async () => {
    base = await open()
    const { sql } = base
    const house = await openRandomHouse(sql, 11, Date.parse('2026-11-02T10:00:00Z'))
    for (let thing = 0; thing < 120; thing++) {
      await house.happen()
      if (thing % 20 === 19) house.now += 7 * hour
    }
    await callAtMidnight(sql, Date.parse('2026-11-07T22:55:00Z'))
    await promiseAlone(sql, Date.parse('2026-10-11T10:00:00Z'))
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
