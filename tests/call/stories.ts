import fc from 'fast-check'
import type { CallEvent, EndReason, OfferEnd } from '../../src/call/call-event.ts'

type Step = Omit<CallEvent, 'id' | 'source' | 'call' | 'at'> & { after: number }

const agents = ['alice', 'bob', 'carol', 'dave'] as const
const group = fc.uniqueArray(fc.constantFrom(...agents), { minLength: 1, maxLength: 4 })
/** Often nothing at all: phone systems report several things within one millisecond. */
const pause = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 9000 }))

/** One round of ringing: offered, each phone ends its own way, somebody may answer, hold, and hand the caller on. */
const round: fc.Arbitrary<Step[]> = fc
  .record({
    group,
    pauses: fc.array(pause, { minLength: 8, maxLength: 8 }),
    answers: fc.boolean(),
    ends: fc.array(fc.constantFrom<OfferEnd>('missed', 'declined', 'busy', 'withdrawn'), {
      minLength: 4,
      maxLength: 4,
    }),
    holds: fc.boolean(),
    transfers: fc.boolean(),
    reportsLosers: fc.boolean(),
  })
  .map(({ group, pauses, answers, ends, holds, transfers, reportsLosers }) => {
    const [winner, ...losers] = group
    const steps: Step[] = [{ kind: 'offered', agents: group, after: pauses[0] ?? 0 }]
    if (!answers || winner === undefined) {
      group.forEach((agent, n) => {
        steps.push({
          kind: 'offer-ended',
          agents: [agent],
          result: ends[n] ?? 'missed',
          after: pauses[1] ?? 0,
        })
      })
      return steps
    }
    steps.push({ kind: 'answered', agents: [winner], after: pauses[2] ?? 0 })
    if (reportsLosers && losers.length > 0) {
      steps.push({ kind: 'offer-ended', agents: losers, result: 'withdrawn', after: 0 })
    }
    if (holds) {
      steps.push({ kind: 'held', after: pauses[3] ?? 0 }, { kind: 'resumed', after: pauses[4] ?? 0 })
    }
    if (transfers) steps.push({ kind: 'transferred', agents: [winner], after: pauses[5] ?? 0 })
    return steps
  })

/** Whole calls as a well-behaved phone system tells them, in order. */
export const story: fc.Arbitrary<CallEvent[]> = fc
  .record({
    from: fc.constantFrom('+4915112345678', '+85221234567', undefined),
    restricted: fc.boolean(),
    queued: fc.boolean(),
    claims: fc.boolean(),
    rounds: fc.array(round, { minLength: 0, maxLength: 3 }),
    reason: fc.constantFrom<EndReason | undefined>('hung-up', 'abandoned', 'no-answer', 'busy', undefined),
    begins: fc.integer({ min: 1_700_000_000_000, max: 1_800_000_000_000 }),
    tail: pause,
  })
  .map(({ from, restricted, queued, claims, rounds, reason, begins, tail }) => {
    const steps: Step[] = [
      {
        kind: 'arrived',
        after: 0,
        direction: 'inbound',
        to: '+493055510',
        ...(from === undefined ? {} : { from }),
        ...(restricted ? { presentation: 'restricted' } : {}),
      },
      ...(claims ? [{ kind: 'claims', claims: { customer: '4711' }, after: 10 } as const] : []),
      ...(queued ? [{ kind: 'queued', queue: 'support', after: 5 } as const] : []),
      ...rounds.flat(),
      { kind: 'ended', after: tail, ...(reason === undefined ? {} : { reason }) },
    ]
    let at = begins
    return steps.map(({ after, ...step }, n) => {
      at += after
      return { ...step, id: `e${String(n).padStart(3, '0')}`, source: 'main', call: 'c1', at, sequence: n }
    })
  })

/** The same events as a bad network brings them: some again, in any order. */
export function disorderly(events: readonly CallEvent[]): fc.Arbitrary<CallEvent[]> {
  return fc.array(fc.nat({ max: Math.max(0, events.length - 1) }), { maxLength: 12 }).chain((again) => {
    const more = again.flatMap((n) => events[n] ?? [])
    const all = [...events, ...more]
    return fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })
  })
}
