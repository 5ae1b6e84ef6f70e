import { describe, expect, it } from 'vitest'
import { calendarOf } from '../../src/screenpop/calendar.ts'
import { habitOf } from '../../src/screenpop/habit.ts'
import { likelyReasons, type ReasonContext, wasCutOff } from '../../src/screenpop/likely-reasons.ts'
import { noOutlook, outlookOf } from '../../src/screenpop/outlook.ts'
import { quietCase } from '../../src/store/customer-matters.ts'
import { chan, day, interaction, known, minute, now } from './chan.ts'

const context: ReasonContext = {
  now,
  direction: 'inbound',
  today: calendarOf('Europe/Berlin')(now),
  followUp: null,
  did: { number: '+85221234567', name: 'Claims hotline' },
  queue: { id: '601', name: 'Claims' },
  matters: { promises: [], signals: [] },
  outlook: noOutlook,
  topicName: (disposition) => (disposition === 'solved' ? null : `Topic ${disposition}`),
}
const kinds = (reasons: readonly { kind: string }[]) => reasons.map(({ kind }) => kind)

describe('why they may call', () => {
  it('somebody unknown calls for what the dialled number stands for', () => {
    expect(likelyReasons(null, context)).toEqual([
      {
        kind: 'did',
        key: 'did:+85221234567',
        text: 'Claims hotline',
        at: null,
        points: 5,
        because: [{ kind: 'did', points: 5, detail: null }],
      },
      {
        kind: 'queue',
        key: 'queue:601',
        text: 'Claims',
        at: null,
        points: 4,
        because: [{ kind: 'queue', points: 4, detail: null }],
      },
    ])
    const did = { number: '+85221234567', name: 'Claims' }
    expect(kinds(likelyReasons(null, { ...context, did }))).toEqual(['did'])
  })

  it('an open case stands before the last contact, in the words of the house', () => {
    const reasons = likelyReasons(known(chan), context)
    expect(reasons.slice(0, 2)).toMatchObject([
      { kind: 'open-case', text: 'Parcel damaged on arrival', at: now - 3 * day },
      { kind: 'recent-contact', text: 'Parcel SC-881 was promised for Friday', at: now - 2 * day },
    ])
  })

  it('a line that dropped is apologised for, also where a survey was answered since', () => {
    const dropped = interaction(now - 2 * minute, { disposition: null })
    const answer = interaction(now - minute / 2, { channel: 'survey', disposition: null, body: '4/5' })
    expect(wasCutOff({ ...chan, lastInteractions: [answer, dropped] }, now)).toBe(true)
    expect(wasCutOff({ ...chan, lastInteractions: [answer] }, now)).toBe(false)
  })

  it('whoever calls again within the hour, or whom we tried to reach, calls for that', () => {
    const triedAt = now - 30 * minute
    const again = known(
      { ...chan, lastInteractions: [interaction(now - 50 * minute)] },
      { evidence: [{ kind: 'missed-outbound', weight: 30, detail: triedAt }] },
    )
    const followUp = { dueAt: now + day, text: 'Call back about the claim form' }
    const reasons = likelyReasons(again, { ...context, followUp })
    expect(kinds(reasons)).toEqual(['called-back-soon', 'missed-call-from-us', 'follow-up', 'open-case'])
    expect(reasons[1]?.at).toBe(triedAt)
  })

  it('an attempt of ours that nobody answered is no contact', () => {
    const attempt = interaction(now - 10 * minute, { direction: 'outbound', outcome: 'missed' })
    const tried = { ...chan, openCases: [], lastInteractions: [attempt, interaction(now - 40 * day)] }
    expect(kinds(likelyReasons(known(tried, { lastContactAt: now - 40 * day }), context))).toEqual([
      'did',
      'queue',
    ])
  })

  it('for whom we call there is what is open, not why they would call', () => {
    const evidence = [{ kind: 'missed-outbound' as const, weight: 30, detail: now - day }]
    const reasons = likelyReasons(known(chan, { evidence }), { ...context, direction: 'outbound' })
    expect(kinds(reasons)).toEqual(['open-case', 'recent-contact'])
  })

  it('at most four, at most two of them cases, none of them a novel', () => {
    const openCases = [1, 2, 3].map((id) => ({
      ...quietCase,
      id,
      reference: null,
      subject: '诉'.repeat(300),
      openedAt: now,
    }))
    const reasons = likelyReasons(known({ ...chan, openCases }), context)
    expect(kinds(reasons)).toEqual(['open-case', 'open-case', 'recent-contact', 'did'])
    expect(reasons[0]?.text).toHaveLength(160)
  })
})

describe('[P86] what made a reason is said with it', () => {
  const habit = (count: number) =>
    JSON.stringify(
      habitOf(
        Array.from({ length: count }, (_, n) => ({
          at: now - (n + 40) * day,
          topic: 'refund',
          queue: '601',
        })),
        calendarOf('Europe/Berlin'),
      ),
    )
  const usual = { ...chan, openCases: [], digest: { habit: habit(8), contacts: 8 } }

  it('two promises that are held back cannot be told apart, so they are one reason', () => {
    const promise = { text: 'Send the form', state: 'open' as const, dueAt: now + day, brokenAt: null }
    const promises = [1, 2].map((id) => ({ ...promise, id, ownerId: null, owner: null }))
    const matters = { promises, signals: [] }
    const hidden = likelyReasons(null, { ...context, matters }, (field) => field !== 'promises')
    expect(hidden.filter(({ kind }) => kind === 'promise')).toMatchObject([{ text: '', at: null }])
    expect(likelyReasons(null, { ...context, matters }).slice(0, 2)).toMatchObject([
      { kind: 'promise', text: 'Send the form' },
      { kind: 'promise', text: 'Send the form' },
    ])
  })

  it('a promise that is due, then what another system says, then a case', () => {
    const promise = { id: 1, text: 'Send the form', state: 'open' as const, dueAt: now + day, brokenAt: null }
    const signal = {
      id: 2,
      kind: 'parcel-late',
      text: 'Parcel is late',
      severity: 'notice' as const,
      at: now,
    }
    const matters = {
      promises: [{ ...promise, ownerId: null, owner: null }],
      signals: [{ ...signal, answer: null, validFrom: now - day, validUntil: now + day }],
    }
    const reasons = likelyReasons(known(chan), { ...context, matters })
    expect(reasons.map(({ kind, key, points }) => [kind, key, points])).toEqual([
      ['promise', 'promise', 50],
      ['open-case', 'open-case', 35],
      ['signal', 'parcel-late', 30],
      ['recent-contact', 'recent-contact', 12],
    ])
    const later = likelyReasons(known(chan), { ...context, matters, now: now + 2 * day })
    expect(later[0]?.because[0]?.kind).toBe('promise-overdue')
    expect(kinds(later)).not.toContain('signal')
    const unknown = likelyReasons(null, { ...context, matters }, (field) => field !== 'promises')
    expect(unknown[0]).toMatchObject({ kind: 'promise', text: '', at: null, points: 50 })
  })

  it('the usual stands in the house’s own words, and adds up with a contact about the same', () => {
    const alone = likelyReasons(known({ ...usual, lastInteractions: [] }), context)
    expect(alone[0]).toMatchObject({ kind: 'usual', key: 'refund', text: 'Topic refund' })
    expect(alone[0]?.because[0]).toMatchObject({ kind: 'usual', detail: '8/8' })
    const last = interaction(now - 2 * day, { disposition: 'refund', body: 'Asked for the money' })
    const both = likelyReasons(known({ ...usual, lastInteractions: [last] }), context)
    expect(both[0]?.points).toBe((alone[0]?.points ?? 0) + 12)
    expect(both[0]?.because.map(({ kind }) => kind)).toContain('within-week')
  })

  it('of what is held back it says that there is something, and of a habit nothing', () => {
    const hidden = likelyReasons(known({ ...usual, openCases: chan.openCases }), context, () => false)
    expect(JSON.stringify(hidden)).not.toMatch(/refund|damaged|promised/i)
    expect(hidden[0]).toMatchObject({ kind: 'open-case', key: 'open-case', text: '', points: 35 })
    expect(kinds(hidden)).not.toContain('usual')
  })

  it('whom we call has no habit of calling', () => {
    const reasons = likelyReasons(known({ ...usual, lastInteractions: [] }), {
      ...context,
      direction: 'outbound',
    })
    expect(reasons).toEqual([])
  })

  it('what everybody calls about is said only in its season or by its queue', () => {
    const month = context.today.month
    const counts = (contacts: number) => [
      { month: month - 12, disposition: 'storm', queue: 'other', contacts },
      { month: month - 6, disposition: 'invoice', queue: 'other', contacts: 100 },
      { month: month - 12, disposition: 'invoice', queue: 'other', contacts: 100 },
    ]
    const reasons = (contacts: number) =>
      likelyReasons(null, { ...context, outlook: outlookOf(counts(contacts), month) })
    expect(reasons(100)[0]).toMatchObject({ kind: 'season', key: 'storm' })
    expect(kinds(reasons(5))).not.toContain('season')
  })
})

it('a call that was answered, ended a moment ago and was not wrapped up must have been cut off', () => {
  const last = (more: object) =>
    wasCutOff(
      {
        ...chan,
        lastInteractions: [
          interaction(now - 9 * minute, { endedAt: now - minute, disposition: null, ...more }),
        ],
      },
      now,
    )
  expect(last({})).toBe(true)
  expect(last({ outcome: 'missed' })).toBe(false)
  expect(last({ channel: 'e-mail' })).toBe(false)
  expect(last({ disposition: 'solved' })).toBe(false)
  expect(last({ endedAt: now - 3 * minute })).toBe(false)
  expect(last({ endedAt: null })).toBe(false)
})
