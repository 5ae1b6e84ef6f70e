import { describe, expect, it } from 'vitest'
import type { Call } from '../../src/call/call.ts'
import { type CountingPolicy, countsOf } from '../../src/count-call.ts'

const policy: CountingPolicy = {
  answerWithin: () => 20_000,
  shortAbandonMs: 5000,
  dayOf: () => '2026-11-23',
}
const came = { source: 'main', queue: 'support', direction: 'inbound', arrivedAt: 1000, endReason: null }
const callOf = (more: Partial<Call>) => ({ ...came, answeredAt: null, endedAt: null, ...more }) as Call
const sums = (before: Partial<Call> | null, after: Partial<Call>) =>
  countsOf(policy, before && callOf(before), callOf(after)).map(
    ({ answered, inTime, abandoned, abandonedSoon }) => [answered, inTime, abandoned, abandonedSoon],
  )

describe('what one call adds to the day’s figures', () => {
  it.each([
    ['one that still waits', {}, []],
    ['one that is answered in time', { answeredAt: 21_000 }, [[1, 1, 0, 0]]],
    ['one that is answered too late', { answeredAt: 21_001 }, [[1, 0, 0, 0]]],
    ['one that gives up at once', { endedAt: 6000 }, [[0, 0, 1, 1]]],
    ['one that gives up later', { endedAt: 6001 }, [[0, 0, 1, 0]]],
    ['a call that the house makes', { direction: 'outbound', answeredAt: 2000 }, []],
    ['one among ourselves', { direction: 'internal', answeredAt: 2000 }, []],
    ['a leg that was joined to another call', { answeredAt: 2000, endReason: 'joined' }, []],
  ] as const)('[P119] is right for %s', (_what, after, counts) => {
    expect(sums(null, after)).toEqual(counts)
  })

  it('[P119] is taken back when a late event tells the call anew, and nothing where it tells nothing new', () => {
    const gaveUp = { endedAt: 3000 }
    const answered = { answeredAt: 2000, endedAt: 3000 }
    expect(sums(gaveUp, answered)).toEqual([
      [-0, -0, -1, -1],
      [1, 1, 0, 0],
    ])
    expect(sums(answered, { ...answered, endReason: 'joined' })).toEqual([[-1, -1, -0, -0]])
    expect(sums(answered, answered)).toEqual([])
  })
})
