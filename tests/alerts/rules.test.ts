import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findFallingRecognition } from '../../src/alerts/find-falling-recognition.ts'
import { findSilentSources } from '../../src/alerts/find-silent-sources.ts'
import { findSpikes } from '../../src/alerts/find-spikes.ts'
import { openPastWeeks } from '../../src/alerts/past-weeks.ts'
import { daysOf } from '../../src/count-call.ts'
import { firstIdAt } from '../../src/store/time-id.ts'
import { engines } from '../store/engines.ts'
import type { OpenedStore } from '../store/open-file-store.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const week = 7 * day
const timeZone = 'Europe/Berlin'
/** A Wednesday, 11:02 in Berlin. */
const now = Date.UTC(2026, 11, 16, 10, 2)
const spike = { factor: 2.5, least: 10, topicName: (id: string) => (id === 'wrong-number' ? null : id) }
const share = { points: 25, least: 30 }
const silence = { forMs: 30 * minute, least: 10, hearingSince: now - 30 * day }

describe.each(engines)('what is unusual, on %s', (_engine, open) => {
  let opened: OpenedStore
  let n = 0

  beforeEach(async () => {
    n = 0
    opened = await open()
  })
  afterEach(() => opened.close())

  const past = (holidays: string[] = [], zone = timeZone, at = now) =>
    openPastWeeks({ store: opened.store, timeZone: zone, holidays, dayOf: daysOf(zone), now: () => at })

  /** So many contacts about a topic within the hour before. */
  async function contacts(before: number, count: number, disposition: string): Promise<void> {
    for (let k = 0; k < count; k++) {
      n += 1
      const at = before - hour + Math.floor((k * (hour - 1000)) / Math.max(1, count)) + 1
      await opened.sql(
        `insert into interaction (id, channel, direction, started_at, number_key, disposition, body, indexed)
          values (?, 'call', 'inbound', ?, ?, ?, '', 1)`,
        firstIdAt(at) + (n % 4096),
        at,
        `+49${n}`,
        disposition,
      )
    }
  }

  /** So many calls within the time before, of which so many were recognised. */
  async function calls(before: number, count: number, recognised = count, within = hour, source = 'main') {
    await opened.sql(
      `insert into customer (id, kind, name, tier, wishes, version, created_at, updated_at)
        values (1, 'person', 'Ada', 'standard', '[]', 1, 0, 0) on conflict do nothing`,
    )
    for (let k = 0; k < count; k++) {
      n += 1
      const at = before - within + Math.floor((k * (within - 1000)) / count) + 1
      await opened.sql(
        `insert into call (id, source, direction, phase, presentation, customer_id, arrived_at, answered_by, offered_to,
          last_event_at, version, ended_at) values (?, ?, 'inbound', 'ended', 'allowed', ?, ?, '[]', 0, ?, 1, ?)`,
        `${source}:${n}`,
        source,
        k < recognised ? 1 : null,
        at,
        at,
        at,
      )
    }
  }
  const until = Date.UTC(2026, 11, 16, 10)
  const weeks = [1, 2, 3, 4].map((k) => until - k * week)
  const none: ReadonlySet<string> = new Set()

  it('[P123] a reason that far more people come with than in any of the past weeks is told, and its end', async () => {
    for (const [k, then] of weeks.entries()) {
      await contacts(then, 6 + k, 'late')
      await contacts(then, 20, 'invoice')
    }
    await contacts(until, 40, 'late')
    await contacts(until, 21, 'invoice')
    const [found, ...more] = await findSpikes(past(), spike, none, now)
    expect(more).toEqual([])
    expect(found).toMatchObject({
      subjectKey: 'topic:late',
      figures: { callers: 40, usual: 9 },
    })
    const later = now + hour
    await contacts(until + hour, 5, 'late')
    expect(await findSpikes(past([], timeZone, later), spike, new Set(['topic:late']), later)).toEqual([])
  })

  it('[P123] what was told is over only when it is clearly less, so that it does not come and go', async () => {
    for (const then of weeks) {
      await contacts(then, 10, 'late')
      await contacts(then, 20, 'invoice')
    }
    await contacts(until, 20, 'late')
    await contacts(until, 20, 'invoice')
    const found = async (open: ReadonlySet<string>) =>
      (await findSpikes(past(), spike, open, now)).map(({ subjectKey }) => subjectKey)
    // 25 would be told; 20 is more than seven tenths of it.
    expect(await found(none)).toEqual([])
    expect(await found(new Set(['topic:late']))).toEqual(['topic:late'])
  })

  it('[P123] no alarm where everything has grown: the day after a holiday, a growing house', async () => {
    for (const then of weeks) {
      await contacts(then, 10, 'late')
      await contacts(then, 20, 'invoice')
    }
    await contacts(until, 32, 'late')
    await contacts(until, 60, 'invoice')
    expect(await findSpikes(past(), spike, none, now)).toEqual([])
  })

  it('[P123] no alarm in a small house, a new one, or on a quiet night', async () => {
    // Nine callers are not many, whatever the past had.
    await contacts(until, 9, 'late')
    expect(await findSpikes(past(), spike, none, now)).toEqual([])
    // A house of last week has one week to go by.
    await contacts(until, 30, 'late')
    await contacts(until - week, 3, 'late')
    expect(await findSpikes(past(), spike, none, now)).toEqual([])
    const night = Date.UTC(2026, 11, 16, 2, 1)
    expect(await findSpikes(past([], timeZone, night), spike, none, night)).toEqual([])
  })

  it('[P123] a root cause of cases that spikes is told, also where dispositions say only how a call ended', async () => {
    const cases = async (before: number, count: number, cause: string) => {
      for (let k = 0; k < count; k++) {
        n += 1
        await opened.sql(
          `insert into customer (id, kind, name, tier, wishes, version, created_at, updated_at)
            values (?, 'person', 'Ada', 'standard', '[]', 1, 0, 0) on conflict do nothing`,
          n,
        )
        await opened.sql(
          `insert into customer_case (id, customer_id, subject, opened_at, root_cause) values (?, ?, 'Lamp', ?, ?)`,
          n,
          n,
          before - hour + k * minute + 1,
          cause,
        )
      }
    }
    for (const then of weeks) {
      await contacts(then, 30, 'wrong-number')
      await cases(then, 2, 'product')
      await cases(then, 3, 'process')
    }
    await contacts(until, 30, 'wrong-number')
    await cases(until, 12, 'product')
    await cases(until, 3, 'process')
    expect(await findSpikes(past(), spike, none, now)).toMatchObject([
      { subjectKey: 'topic:cause:product', figures: { cause: 'product', callers: 12, usual: 2 } },
    ])
  })

  it('[P123] no alarm for what says only how a call ended', async () => {
    for (const then of weeks) await contacts(then, 3, 'wrong-number')
    await contacts(until, 50, 'wrong-number')
    expect(await findSpikes(past(), spike, none, now)).toEqual([])
    expect(await findSpikes(past(), { ...spike, topicName: (id) => id }, none, now)).toHaveLength(1)
  })

  it('[P123] one person who calls again and again is no spike', async () => {
    for (const then of weeks) await contacts(then, 2, 'late')
    for (let k = 0; k < 40; k++) {
      n += 1
      await opened.sql(
        `insert into interaction (id, channel, direction, started_at, number_key, disposition, body, indexed)
          values (?, 'call', 'inbound', ?, '+49one', 'late', '', 1)`,
        firstIdAt(until - 50 * minute + k * 1000),
        until - 50 * minute + k * 1000,
      )
    }
    expect(await findSpikes(past(), spike, none, now)).toEqual([])
  })

  it('[P123] a source of which hardly anybody is recognised any more is told; few calls say nothing', async () => {
    for (const then of weeks) {
      await calls(then, 40, 32)
      await calls(then, 12, 12, hour, 'branch')
    }
    await calls(until, 40, 10)
    await calls(until, 12, 0, hour, 'branch')
    const found = await findFallingRecognition(past(), ['main', 'branch'], share, none, now)
    expect(found).toMatchObject([{ subjectKey: 'source:main', figures: { share: 25, usual: 80 } }])
    expect(found).toHaveLength(1)
  })

  it('[P123] a source that has fallen silent in hours in which it has calls is told', async () => {
    for (const then of weeks) await calls(then, 40, 40, 2 * hour)
    await calls(until - hour, 20, 20, hour)
    const [found] = await findSilentSources(past(), ['main'], silence, now)
    expect(found).toMatchObject({ subjectKey: 'source:main', severity: 'critical', figures: { minutes: 60 } })
    await calls(until + minute, 1, 1, minute)
    expect(await findSilentSources(past(), ['main'], silence, now)).toEqual([])
  })

  it('[P123] no alarm at night, at weekends, on holidays, nor of a house with few calls', async () => {
    for (const then of weeks) await calls(then, 40, 40, 2 * hour)
    await calls(until - hour, 20, 20, hour)
    const sunday = now + 4 * day
    const night = Date.UTC(2026, 11, 16, 22, 1)
    for (const at of [sunday, night]) {
      expect(await findSilentSources(past([], timeZone, at), ['main'], silence, at)).toEqual([])
    }
    expect(await findSilentSources(past(['2026-12-16']), ['main'], silence, now)).toEqual([])
    // Two of the weeks were holidays: two are too few to judge by.
    expect(await findSilentSources(past(['2026-12-09', '2026-12-02']), ['main'], silence, now)).toEqual([])
    // This program was not there to hear anything.
    const young = { ...silence, hearingSince: now - 10 * minute }
    expect(await findSilentSources(past(), ['main'], young, now)).toEqual([])
    expect(await findSilentSources(past(), ['never-used'], silence, now)).toEqual([])
  })

  it('[P123] a house with a call now and then is silent for longer before anybody is told', async () => {
    for (const then of weeks) await calls(then, 24, 24, 6 * hour)
    await calls(until - 6 * hour, 1, 1, hour)
    // In one hour it has four calls: that says nothing.
    expect(await findSilentSources(past(), ['main'], { ...silence, hearingSince: now - hour }, now)).toEqual(
      [],
    )
    const [found] = await findSilentSources(past(), ['main'], silence, now)
    expect(found?.figures?.minutes).toBe(405)
  })

  it('[P123] the same hour is the same by the clock, also across the night on which clocks change', async () => {
    // Berlin, a Wednesday 09:30 after the change of 25 October; two weeks before it was summer time.
    const at = Date.UTC(2026, 9, 28, 8, 30)
    const weeksAgo = past([], timeZone, at).weeksAgo(at, 1)
    expect(weeksAgo).toBe(Date.UTC(2026, 9, 21, 7, 30))
    expect(past([], 'Asia/Shanghai', at).weeksAgo(at, 1)).toBe(at - week)
    expect(past(['2026-10-21'], timeZone, at).weeksAgo(at, 1)).toBeNull()
  })

  it('[P123] a test call of the house’s own is no life sign of a phone system, and a caller who withholds the number is', async () => {
    for (const then of weeks) await calls(then, 20, 20)
    const silent = async () =>
      (await findSilentSources(past(), ['main'], silence, now)).map(({ rule }) => rule)
    expect(await silent()).toEqual(['source-silent'])
    await calls(until, 12, 12)
    await opened.sql('update call set test_at = arrived_at where arrived_at >= ?', until - hour)
    expect(await silent()).toEqual(['source-silent'])
    await calls(until, 1, 0, 10 * minute)
    await opened.sql(
      "update call set presentation = 'restricted' where arrived_at >= ? and test_at is null",
      until - hour,
    )
    expect(await silent()).toEqual([])
  })
})
