import { describe, expect, it } from 'vitest'
import { calendarOf } from '../../src/screenpop/calendar.ts'
import { habitOf, readHabit } from '../../src/screenpop/habit.ts'
import { type Outlook, outlookOf } from '../../src/screenpop/outlook.ts'
import { counted, weighTopics } from '../../src/screenpop/weigh-topics.ts'
import { day, now } from './chan.ts'

const calendar = calendarOf('Europe/Berlin')
const contact = (daysAgo: number, topic: string, queue: string | null = null) => ({
  at: now - daysAgo * day,
  topic,
  queue,
})
const january = (year: number) => year * 12

describe('the calendar', () => {
  it('is that of the zone, on the days of the change of the hour too', () => {
    expect(calendar(Date.UTC(2026, 0, 1, 0, 30))).toEqual({ month: january(2026), weekday: 4, hour: 1 })
    expect(calendar(Date.UTC(2025, 11, 31, 23, 30)).month).toBe(january(2026))
    expect(calendar(Date.UTC(2026, 2, 29, 0, 59)).hour).toBe(1)
    expect(calendar(Date.UTC(2026, 2, 29, 1, 1)).hour).toBe(3)
    expect(calendarOf('Asia/Kathmandu')(Date.UTC(2026, 5, 1, 18, 20)).hour).toBe(0)
    expect(calendarOf('Nowhere/Land')(Date.UTC(2026, 5, 1, 18)).hour).toBe(18)
  })
})

describe('a habit', () => {
  it('is counts of the newest contacts, short enough to stand beside the customer', () => {
    const habit = habitOf(
      [contact(1, 'refund'), contact(8, 'refund', 'billing'), contact(40, 'move')],
      calendar,
    )
    expect(habit?.all.count).toBe(3)
    expect(habit?.topics.map(({ topic, count }) => [topic, count])).toEqual([
      ['refund', 2],
      ['move', 1],
    ])
    expect(habit?.topics[0]?.queues).toEqual({ billing: 1 })
    const busy = Array.from({ length: 500 }, (_, n) => contact(n, `topic-${n % 30}`, `queue-${n % 30}`))
    expect(JSON.stringify(habitOf(busy, calendar)).length).toBeLessThan(3000)
  })

  it('knows even distances, and none where there are none', () => {
    const monthly = [0, 30, 61, 90].map((days) => contact(days, 'prescription'))
    const every = habitOf(monthly, calendar)?.topics[0]?.every ?? 0
    expect(Math.round(every / day)).toBe(30)
    const never = [0, 1, 61, 63].map((days) => contact(days, 'prescription'))
    expect(habitOf(never, calendar)?.topics[0]?.every).toBeNull()
  })

  it('is not believed where what is kept is none', () => {
    expect(readHabit('{"topics":3}')).toBeNull()
    expect(readHabit('nonsense')).toBeNull()
    expect(readHabit(null)).toBeNull()
  })
})

describe('what a habit says', () => {
  const nobody = outlookOf([], january(2026))
  const pointsOf = (contacts: ReturnType<typeof contact>[], at = now, outlook = nobody) => {
    const habit = habitOf(contacts, calendar)
    const said = weighTopics({ habit, outlook, queue: null, now: at, today: calendar(at) })
    const sum = (topic: string) =>
      said.filter((one) => one.topic === topic).reduce((points, one) => points + one.points, 0)
    return { sum, said }
  }

  it('counts on part of what was so far', () => {
    expect(counted(3, 3)).toBeCloseTo(0.526, 3)
    expect(counted(2, 2)).toBeCloseTo(0.425, 3)
    expect(counted(30, 40)).toBeCloseTo(0.625, 2)
    expect(counted(0, 40)).toBe(0)
  })

  it('is nothing after one contact, and nothing where everybody calls about it as often', () => {
    expect(pointsOf([contact(3, 'refund')]).said).toEqual([])
    const counts = [
      { month: january(2026) + 8, disposition: 'refund', queue: '', contacts: 80 },
      { month: january(2026) + 8, disposition: 'move', queue: '', contacts: 20 },
    ]
    const outlook = outlookOf(counts, january(2026) + 9)
    const mine = Array.from({ length: 10 }, (_, n) => contact(n + 1, n < 8 ? 'refund' : 'move'))
    expect(pointsOf(mine, now, outlook).said.filter(({ because }) => because === 'usual')).toEqual([])
  })

  it('speaks for what they call about in this month, and against what they call about in another', () => {
    const yearly = [2023, 2024, 2025].flatMap((year) => [
      { at: Date.UTC(year, 0, 10, 9), topic: 'tax', queue: null },
      { at: Date.UTC(year, 6, 10, 9), topic: 'holiday', queue: null },
    ])
    const inJanuary = pointsOf(yearly, Date.UTC(2026, 0, 12, 9))
    expect(inJanuary.sum('tax')).toBeGreaterThan(inJanuary.sum('holiday') + 5)
    const inJuly = pointsOf(yearly, Date.UTC(2026, 6, 12, 9))
    expect(inJuly.sum('holiday')).toBeGreaterThan(inJuly.sum('tax') + 5)
  })

  it('knows when it is time', () => {
    const monthly = [30, 60, 91, 121].map((days) => contact(days, 'prescription'))
    const reasons = (at: number) => pointsOf(monthly, at).said.map(({ because }) => because)
    expect(reasons(now)).toContain('usual-interval')
    expect(reasons(now - 25 * day)).toContain('too-soon')
  })
})

describe('what everybody calls about', () => {
  const counts = [2023, 2024, 2025].flatMap((year) =>
    Array.from({ length: 12 }, (_, month) => [
      { month: january(year) + month, disposition: 'heating', queue: 'tech', contacts: month < 2 ? 90 : 10 },
      { month: january(year) + month, disposition: 'invoice', queue: 'money', contacts: 50 },
    ]).flat(),
  )

  it('is what they called about at this time of earlier years, and lately', () => {
    const winter = outlookOf(counts, january(2026))
    const season = (outlook: Outlook) =>
      weighTopics({ habit: null, outlook, queue: null, now, today: calendar(now) }).find(
        ({ topic, because }) => topic === 'heating' && because === 'season',
      )?.points
    expect(season(winter)).toBeGreaterThan(4)
    const summer = outlookOf(counts, january(2025) + 6)
    expect(season(summer)).toBeLessThan(-4)
  })

  it('is only of what was before', () => {
    expect(outlookOf(counts, january(2023)).topics).toEqual([])
  })

  it('depends on the queue', () => {
    const outlook = outlookOf(counts, january(2026) + 5)
    const said = weighTopics({ habit: null, outlook, queue: 'money', now, today: calendar(now) })
    expect(said.find(({ because, points }) => because === 'queue-usual' && points > 0)?.topic).toBe('invoice')
  })
})
