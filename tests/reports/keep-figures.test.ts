import { afterEach, describe, expect, it } from 'vitest'
import { houseDays } from '../../src/reports/house-days.ts'
import type { FigureState } from '../../src/store/figure-store.ts'
import { type Base, bases, keeperOn, settings, stored, untilNothingIsDue } from './figure-bases.ts'
import { openRandomHouse, type RandomHouse } from './random-house.ts'
import { recount } from './recount.ts'

const hour = 60 * 60_000
const day = 24 * hour
const timeZone = 'Europe/Berlin'
const days = houseDays(timeZone)

let base: Base | undefined
afterEach(async () => {
  await base?.close()
  base = undefined
})

/** Things happen for so many days; nothing is counted yet. */
async function live(on: Base, count: number, seed: number): Promise<RandomHouse> {
  const house = await openRandomHouse(on.sql, seed, Date.parse('2026-10-20T10:00:00Z'))
  for (let hours = 0; hours < count * 24; hours += 4) {
    for (let thing = 0; thing < 6; thing++) await house.happen()
    house.now += 4 * hour
  }
  return house
}

function only(figures: Record<string, unknown>, before: string, report: (name: string) => boolean): object {
  return Object.fromEntries(
    Object.entries(figures).filter(([place]) => {
      const [at = '', name = ''] = place.split('|')
      return at < before && report(name)
    }),
  )
}

describe.each(bases)('what was counted, on %s', (_engine, open) => {
  it('[P111] stays as it was where its rows have been forgotten, and all else is counted again', async () => {
    base = await open()
    const { sql } = base
    const house = await live(base, 12, 5)
    const now = () => house.now
    await untilNothingIsDue(house, keeperOn(base, timeZone, { now }).step)
    const counted = await stored(base, days.dayOf(house.now))
    const goneBefore = days.dayOf(house.now - 3 * day)
    const lives = (report: string) => ['greeting', 'told-before', 'surveys'].includes(report)
    expect(Object.keys(only(counted, goneBefore, (name) => name === 'greeting'))).not.toHaveLength(0)
    expect(Object.keys(only(counted, goneBefore, (name) => name === 'told-before'))).not.toHaveLength(0)

    // What is older than three days goes, and then everything changes.
    const from = days.beginOf(goneBefore)
    await sql('delete from pop where offered_at < ?', from)
    await sql('delete from call_event where received_at < ?', from)
    await sql('delete from survey where answered_at is null and sent_at < ?', from)
    await sql('delete from signal where posted_at < ?', from)
    await sql("update call set queue = 'sales', outcome = 'missed'")
    await sql("update interaction set disposition = 'solved'")
    await sql('update survey set customer_id = 1')
    const keepMs = 3 * day - 2 * hour
    const later = keeperOn(base, timeZone, { now, keepEventsMs: keepMs, keepSignalsMs: keepMs })
    await untilNothingIsDue(house, later.step)

    const today = days.dayOf(house.now)
    const again = await stored(base, today)
    expect(only(again, goneBefore, lives)).toEqual(only(counted, goneBefore, lives))
    const wanted = await recount(sql, { timeZone, today, leaving: settings.leaving })
    const others = (report: string) => !lives(report)
    expect(only(again, goneBefore, others)).toEqual(only(Object.fromEntries(wanted), goneBefore, others))
    expect(only(again, goneBefore, others)).not.toEqual(only(counted, goneBefore, others))
  }, 60_000)

  it('[P154] by something more than before is counted of all days again, in the background', async () => {
    base = await open()
    const { sql, store } = base
    const house = await live(base, 8, 7)
    const { step } = keeperOn(base, timeZone, { now: () => house.now })
    await untilNothingIsDue(house, step)
    const today = days.dayOf(house.now)
    const state = await store.readFigureState()
    const rules = JSON.parse(state?.rules ?? '{}') as Record<string, string>
    for (const part of ['calls', 'matters']) rules[part] = (rules[part] ?? '').replaceAll(',"tier"', '')
    await store.writeFigureState({ ...(state as FigureState), rules: JSON.stringify(rules) })
    await sql("delete from figure where grouping = 'tier' and report in ('wrap-up', 'promises')")
    expect((await store.readFigureProgress(today)).backlog).toBe(0)

    await step()
    const { backlog, backlogDays } = await store.readFigureProgress(today)
    expect(backlog).toBeGreaterThanOrEqual(2 * 8)
    expect(backlogDays).toBe(backlog)
    const [left] = await sql(
      "select count(*) as days from figure_day where part = 'contacts' and backlog = 1",
    )
    expect(Number(left?.days)).toBe(0)
    await untilNothingIsDue(house, step)
    const wanted = await recount(sql, { timeZone, today, leaving: settings.leaving })
    expect(await stored(base, today)).toEqual(
      Object.fromEntries([...wanted].filter(([place]) => place.slice(0, 10) <= today)),
    )
  }, 60_000)

  it('[P156] says since which day something is counted: how customers stand, not before somebody counted', async () => {
    base = await open()
    const house = await live(base, 3, 11)
    const { store } = base
    expect(await store.readFirstFigureDay('standing')).toBeNull()
    await untilNothingIsDue(house, keeperOn(base, timeZone, { now: () => house.now }).step)
    expect(await store.readFirstFigureDay('standing')).toBe(days.dayOf(house.now))
    const contacts = (await store.readFirstFigureDay('first-contact')) ?? ''
    expect(contacts < days.dayOf(house.now)).toBe(true)
    expect(await store.readFirstFigureDay('no-such-report')).toBeNull()
  }, 60_000)

  it('[P113] of a long history the newest days come first, today before all, and how many are left is said', async () => {
    base = await open()
    const { sql, store } = base
    const house = await live(base, 10, 3)
    const keeper = keeperOn(base, timeZone, { now: () => house.now })
    const today = days.dayOf(house.now)
    expect((await store.readFigureProgress(today)).todayAt).toBeNull()
    await keeper.step()
    const begun = await store.readFigureProgress(today)
    expect(begun.todayAt).toBe(house.now)
    expect(begun.backlogDays).toBeGreaterThanOrEqual(3 * 10)
    expect(begun.backlog).toBe(begun.backlogDays)

    house.now += 2000
    const left: number[] = []
    const newestLeft: string[] = []
    while (await keeper.step()) {
      left.push((await store.readFigureProgress(today)).backlog)
      const [row] = await sql(
        'select max(day) as day from figure_day where backlog = 1 and due_at is not null',
      )
      newestLeft.push((row?.day as string | null) ?? '')
    }
    expect(left).toEqual(left.toSorted((one, other) => other - one))
    expect(left.at(-1)).toBe(0)
    expect(newestLeft).toEqual(newestLeft.toSorted().reverse())
    expect(new Set(newestLeft).size).toBeGreaterThan(9)
    const done = await store.readFigureProgress(today)
    expect(done.backlogDays).toBe(begun.backlogDays)
  }, 60_000)
})
