import { describe, expect, it } from 'vitest'
import { contactAllowed } from '../../src/wire/contact-allowed.ts'
import { allWishes, asWished, mergedWishes, toKeep } from '../../src/wire/stated-wishes.ts'
import { newWish, type Wish } from '../../src/wire/wishes.ts'

const source = { saidBy: 'customer', channel: 'call', at: 1, text: null } as const
const hours = (from: string, until: string, more: object = {}): Wish =>
  ({ kind: 'hours', sense: 'only', days: [], from, until, ...source, ...more }) as Wish
const may = (
  wishes: readonly Wish[],
  channel: Parameters<typeof contactAllowed>[1],
  at: string,
  zone = 'UTC',
) => contactAllowed(wishes, channel, Date.parse(at), zone).allowed

describe('whether somebody may be contacted', () => {
  it('[P77] who asked to be written to is not rung, and may be written to', () => {
    const wishes: Wish[] = [{ kind: 'write', ...source }]
    const rung = contactAllowed(wishes, 'call', 0, 'UTC')
    expect(rung).toEqual({ allowed: false, against: wishes[0] })
    expect(may(wishes, 'visit', '2026-11-23T12:00Z')).toBe(false)
    for (const channel of ['e-mail', 'letter', 'chat', 'sms'] as const) {
      expect(may(wishes, channel, '2026-11-23T12:00Z'), channel).toBe(true)
    }
  })

  it('[P77] a channel that is to be avoided is; one that is preferred forbids no other', () => {
    const wishes: Wish[] = [{ kind: 'channel', prefer: ['chat'], avoid: ['sms'], ...source }]
    expect(may(wishes, 'sms', '2026-11-23T12:00Z')).toBe(false)
    expect(may(wishes, 'call', '2026-11-23T12:00Z')).toBe(true)
  })

  it('[P77] hours are of the customer’s own clock, also where the clocks are changed', () => {
    const wishes = [hours('09:00', '12:00')]
    expect(may(wishes, 'call', '2026-11-23T08:30Z', 'Europe/Berlin')).toBe(true)
    expect(may(wishes, 'call', '2026-11-23T11:00Z', 'Europe/Berlin')).toBe(false)
    expect(may(wishes, 'call', '2026-11-23T10:59Z', 'Europe/Berlin')).toBe(true)
    expect(may(wishes, 'call', '2026-07-23T07:00Z', 'Europe/Berlin')).toBe(true)
    expect(may(wishes, 'call', '2026-11-23T01:30Z', 'Asia/Shanghai')).toBe(true)
    expect(may(wishes, 'call', '2026-11-23T09:30Z', 'Asia/Shanghai')).toBe(false)
    expect(may(wishes, 'call', '2026-11-23T04:00Z', 'Asia/Kolkata')).toBe(true)
    expect(may(wishes, 'call', '2026-11-23T09:30Z', 'no/zone')).toBe(true)
    expect(may(wishes, 'e-mail', '2026-11-23T20:00Z')).toBe(true)
  })

  it('[P77] days are those on which the hours begin, over midnight as well; of several hours one is enough', () => {
    const friday = hours('22:00', '02:00', { days: [5] })
    expect(may([friday], 'call', '2026-11-27T23:00Z')).toBe(true)
    expect(may([friday], 'call', '2026-11-28T01:59Z')).toBe(true)
    expect(may([friday], 'call', '2026-11-28T23:00Z')).toBe(false)
    expect(may([friday], 'call', '2026-11-27T01:00Z')).toBe(false)
    const sunday = hours('22:00', '06:00', { days: [7] })
    expect(may([sunday], 'call', '2026-11-23T05:00Z')).toBe(true)
    const two = [hours('09:00', '12:00', { days: [1] }), hours('18:00', '24:00', { days: [2] })]
    expect(may(two, 'call', '2026-11-23T10:00Z')).toBe(true)
    expect(may(two, 'call', '2026-11-24T23:59Z')).toBe(true)
    expect(may(two, 'call', '2026-11-24T10:00Z')).toBe(false)
    expect(may([hours('00:00', '24:00', { days: [3] })], 'call', '2026-11-25T13:00Z')).toBe(true)
  })

  it('[P77] hours in which nobody is to disturb win over all others', () => {
    const wishes = [
      hours('08:00', '20:00'),
      hours('12:00', '14:00', { sense: 'never', days: [1, 2, 3, 4, 5] }),
    ]
    expect(may(wishes, 'call', '2026-11-23T11:59Z')).toBe(true)
    expect(contactAllowed(wishes, 'sms', Date.parse('2026-11-23T12:00Z'), 'UTC')).toMatchObject({
      against: { sense: 'never' },
    })
    expect(may(wishes, 'call', '2026-11-28T12:00Z')).toBe(true)
  })

  it('nothing that was not stated speaks against anything', () => {
    expect(contactAllowed([], 'call', 0, 'UTC')).toEqual({ allowed: true })
    const others: Wish[] = [
      { kind: 'short', ...source },
      { kind: 'role', role: 'manager', ...source },
      { kind: 'note', ...source, text: 'never ring' },
    ]
    expect(may(others, 'call', '2026-11-23T03:00Z')).toBe(true)
  })
})

describe('what was stated', () => {
  it('[P77] keeps its source; free text of before has none and stays free text', () => {
    const stated = newWish.parse({ kind: 'short', channel: 'e-mail', at: 7 })
    const note = newWish.parse({ kind: 'note', text: 'slowly, please' })
    const kept = toKeep([stated, note], 9)
    expect(kept).toEqual({
      wishes: ['slowly, please'],
      contactWishes: [
        { kind: 'short', saidBy: 'customer', channel: 'e-mail', at: 7, text: null },
        { kind: 'note', saidBy: 'customer', channel: 'call', at: 9, text: 'slowly, please' },
      ],
    })
    expect(allWishes(kept)).toEqual(kept.contactWishes)
    expect(allWishes({ wishes: ['old'], contactWishes: kept.contactWishes })).toEqual([
      kept.contactWishes[0],
      { kind: 'note', text: 'old', saidBy: null, channel: null, at: null },
    ])
    const again = toKeep(allWishes({ wishes: ['old'], contactWishes: [] }), 9)
    expect(again).toEqual({ wishes: ['old'], contactWishes: [] })
    expect(newWish.safeParse({ kind: 'sex', text: 'x' }).success).toBe(false)
    expect(newWish.safeParse({ kind: 'note', text: ' ' }).success).toBe(false)
  })

  it('of two records of one customer the later holds where there can be one, and all hours', () => {
    const of = (language: string, at: number): Wish => ({ kind: 'language', language, ...source, at })
    const one = { wishes: ['slow'], contactWishes: [of('de', 5), hours('09:00', '10:00')] }
    const other = { wishes: ['slow', 'loud'], contactWishes: [of('zh', 3), hours('11:00', '12:00')] }
    const merged = mergedWishes(one, other)
    expect(merged.wishes).toEqual(['slow', 'loud'])
    expect(
      merged.contactWishes.map((wish) => (wish.kind === 'language' ? wish.language : wish.kind)),
    ).toEqual(['de', 'hours', 'hours'])
  })

  it('stands before what the record says of language, address and pronunciation', () => {
    const record = { language: 'de', saidAs: null, pronunciation: 'x', contactWishes: [] as Wish[] }
    expect(asWished(record)).toBe(record)
    const wished = asWished({
      ...record,
      contactWishes: [
        { kind: 'language', language: 'zh-CN', ...source },
        { kind: 'address', address: 'Chris', ...source },
      ],
    })
    expect(wished).toMatchObject({ language: 'zh-CN', saidAs: 'Chris', pronunciation: 'x' })
  })
})
