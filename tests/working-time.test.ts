import { describe, expect, it } from 'vitest'
import { afterHours, monthBounds, type WorkingHours } from '../src/working-time.ts'

const berlin: WorkingHours = {
  timeZone: 'Europe/Berlin',
  days: [1, 2, 3, 4, 5],
  from: '08:00',
  until: '18:00',
}
const at = (text: string) => Date.parse(text)
const dueAt = (start: string, hours: number, working: WorkingHours | null = berlin) =>
  new Date(afterHours(at(start), hours, working)).toISOString()

describe('working hours', () => {
  it('[P81] what begins on Friday evening goes on when the house works again, by its own clock', () => {
    expect(dueAt('2026-11-20T16:00:00Z', 4)).toBe('2026-11-23T10:00:00.000Z')
    expect(dueAt('2026-11-21T10:00:00Z', 4)).toBe('2026-11-23T11:00:00.000Z')
    expect(dueAt('2026-11-23T08:00:00Z', 4)).toBe('2026-11-23T12:00:00.000Z')
    expect(dueAt('2026-11-23T08:00:00Z', 25)).toBe('2026-11-25T13:00:00.000Z')
    expect(dueAt('2026-11-23T17:30:00Z', 48, null)).toBe('2026-11-25T17:30:00.000Z')
    expect(dueAt('2026-11-23T07:00:00Z', 10)).toBe('2026-11-23T17:00:00.000Z')
  })

  it('[P81] a night on which the clocks change has the hours that it has', () => {
    const always = { ...berlin, days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', until: '24:00' }
    expect(dueAt('2026-10-24T22:00:00Z', 25, always)).toBe('2026-10-25T23:00:00.000Z')
    expect(dueAt('2026-10-23T15:00:00Z', 2)).toBe('2026-10-26T08:00:00.000Z')
    expect(dueAt('2026-03-28T23:00:00Z', 23, always)).toBe('2026-03-29T22:00:00.000Z')
    const kathmandu = { ...berlin, timeZone: 'Asia/Kathmandu' }
    expect(dueAt('2026-11-23T11:15:00Z', 2, kathmandu)).toBe('2026-11-24T03:15:00.000Z')
  })

  it('a month is of a clock', () => {
    const month = monthBounds('2026-12', 'Asia/Hong_Kong')
    expect(new Date(month.from).toISOString()).toBe('2026-11-30T16:00:00.000Z')
    expect(new Date(month.until).toISOString()).toBe('2026-12-31T16:00:00.000Z')
  })
})
