import { describe, expect, it } from 'vitest'
import { composePop } from '../../src/screenpop/compose-pop.ts'
import { usualStandingRules } from '../../src/standing/standing-rules.ts'
import { weighRisk } from '../../src/standing/weigh-risk.ts'
import { showStanding, weighStanding } from '../../src/standing/weigh-standing.ts'
import type { CustomerCard } from '../../src/store/call-store.ts'
import { chan, day, interaction, known, now, popInput } from '../screenpop/chan.ts'

const rules = {
  ...usualStandingRules,
  tiers: [
    { tier: 'gold', from: 70, suggestion: 'Ring in person' },
    { tier: 'standard', from: 0, suggestion: 'Send the help page first' },
  ],
}
const plain: CustomerCard = { ...chan, openCases: [], lastInteractions: [] }
const rich = { revenue: 8000, potential: 3000, referrals: 6, since: now - 12 * 365 * day }
const poor = { revenue: 10, potential: 0, referrals: 0, costToServe: 900, since: now - 30 * day }
const standing = (card: Partial<CustomerCard>) => weighStanding({ ...plain, ...card }, rules, now)

describe('the value of a customer', () => {
  it('is what the known signals reach of what they could, each with its points', () => {
    const { value, tier, suggestion, why } = standing({ metrics: rich, digest: { habit: null, contacts: 6 } })
    expect(why.map(({ kind, points }) => [kind, points])).toEqual([
      ['revenue', 40],
      ['potential', 15],
      ['tenure', 15],
      ['referrals', 10],
      ['frequency', 5],
    ])
    expect(value).toBe(85)
    expect([tier, suggestion]).toEqual(['gold', 'Ring in person'])
    const cheap = standing({ metrics: poor, digest: { habit: null, contacts: 0 } })
    expect([cheap.value, cheap.suggestion]).toEqual([0, 'Send the help page first'])
  })

  it('is not there where too little is known, and then the house’s own tier advises', () => {
    const { value, suggestion } = standing({ metrics: null, tier: 'gold' })
    expect(value).toBeNull()
    expect(suggestion).toBe('Ring in person')
    expect(standing({ metrics: { referrals: 3 } }).value).toBeNull()
  })

  it('is of what a customer has to do with the house, never of who they are', () => {
    const other = {
      name: 'Somebody Else',
      givenName: 'Somebody',
      familyName: 'Else',
      title: 'Frau',
      saidAs: 'Ms Else',
      pronunciation: null,
      language: 'ar',
      timeZone: 'Africa/Cairo',
      role: null,
      about: 'old and frail',
      kind: 'company' as const,
      tier: 'standard',
    }
    const metrics = rich
    expect(standing({ ...other, metrics })).toEqual(standing({ metrics }))
  })
})

describe('the risk that somebody leaves', () => {
  it('rises with what was broken, what is not settled, and silence after it', () => {
    const promise = { id: 1, text: 'x', ownerId: null, owner: null, brokenAt: null, dueAt: now - day }
    const signs = (card: Partial<CustomerCard>) =>
      weighRisk({ ...plain, ...card }, now).map(({ kind, points }) => [kind, points])
    expect(signs({})).toEqual([])
    expect(signs({ promises: [{ ...promise, state: 'broken', brokenAt: now - day }] })).toEqual([
      ['broken-promise', 25],
    ])
    const calls = [1, 2, 3].map((ago) => interaction(now - ago * day, { disposition: 'refund' }))
    expect(signs({ promises: [{ ...promise, state: 'open' }], lastInteractions: calls })).toEqual([
      ['repeated-contact', 24],
      ['overdue-promise', 15],
    ])
    const quiet = { openCases: chan.openCases.map((one) => ({ ...one, openedAt: now - 60 * day })) }
    expect(signs({ ...quiet, lastInteractions: [interaction(now - 40 * day)] })).toEqual([
      ['silence-after-trouble', 20],
      ['long-open-case', 10],
    ])
  })

  it('an answered survey is no contact that they had to seek, and breaks no silence', () => {
    const answer = (ago: number) =>
      interaction(now - ago * day, { channel: 'survey', disposition: null, body: '5/5' })
    const quiet = { openCases: chan.openCases.map((one) => ({ ...one, openedAt: now - 60 * day })) }
    const before = weighRisk({ ...plain, ...quiet, lastInteractions: [interaction(now - 40 * day)] }, now)
    const since = [answer(1), answer(2), interaction(now - 40 * day)]
    expect(weighRisk({ ...plain, ...quiet, lastInteractions: since }, now)).toEqual(before)
  })

  it('contacts about different things with nothing open are no repetition', () => {
    const calls = ['refund', 'move', 'invoice'].map((disposition, n) =>
      interaction(now - n * day, { disposition }),
    )
    expect(weighRisk({ ...plain, lastInteractions: calls }, now)).toEqual([])
  })
})

describe('[P88] what value decides', () => {
  it('takes nothing away: whoever is worth little is greeted and shown as whoever’s worth nobody knows', () => {
    const popOf = (metrics: CustomerCard['metrics'], level: 'attested' | 'doubtful') => {
      const card = { ...chan, metrics, confidential: 'PIN 12' }
      const person = known(card)
      const input = popInput({ trust: { level, reasons: [] } })
      return composePop({
        ...input,
        recognition: { ...input.recognition, person, candidates: [person] },
        bearings: { ...input.bearings, standing: showStanding(weighStanding(card, rules, now)) },
      })
    }
    for (const level of ['attested', 'doubtful'] as const) {
      const [unknown, least] = [popOf(null, level), popOf(poor, level)]
      expect({ ...least, standing: null }).toEqual({ ...unknown, standing: null })
      expect(least.disclosure.masked).toEqual(popOf(rich, level).disclosure.masked)
      expect(least.greeting).toEqual(unknown.greeting)
      expect(least.disclosure.masked).toEqual(unknown.disclosure.masked)
    }
    expect(popOf(poor, 'attested').greeting.text).toContain('陳先生')
    expect(popOf(rich, 'attested').standing?.suggestion).toBe('Ring in person')
  })

  it('is held back with the history that it is told from', () => {
    const standing = showStanding(weighStanding({ ...chan, metrics: rich }, rules, now))
    const input = popInput({ trust: { level: 'doubtful', reasons: [] } })
    expect(composePop({ ...input, bearings: { ...input.bearings, standing } }).standing).toBeNull()
  })
})
