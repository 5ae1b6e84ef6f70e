import { describe, expect, it } from 'vitest'
import { likelyReasons, type ReasonContext, wasCutOff } from '../../src/screenpop/likely-reasons.ts'
import { quietCase } from '../../src/store/customer-matters.ts'
import { chan, day, interaction, known, minute, now } from './chan.ts'

const context: ReasonContext = {
  now,
  direction: 'inbound',
  followUp: null,
  didName: 'Claims hotline',
  queueName: 'Claims',
}
const kinds = (reasons: readonly { kind: string }[]) => reasons.map(({ kind }) => kind)

describe('why they may call', () => {
  it('somebody unknown calls for what the dialled number stands for', () => {
    expect(likelyReasons(null, context)).toEqual([
      { kind: 'did', text: 'Claims hotline', at: null },
      { kind: 'queue', text: 'Claims', at: null },
    ])
    expect(kinds(likelyReasons(null, { ...context, didName: 'Claims' }))).toEqual(['did'])
  })

  it('an open case stands before the last contact, in the words of the house', () => {
    const reasons = likelyReasons(known(chan), context)
    expect(reasons.slice(0, 2)).toEqual([
      { kind: 'open-case', text: 'Parcel damaged on arrival', at: now - 3 * day },
      { kind: 'recent-contact', text: 'Parcel SC-881 was promised for Friday', at: now - 2 * day },
    ])
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
