import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type FollowedCall, follow, retell } from '../../src/call/call.ts'
import type { CallEvent } from '../../src/call/call-event.ts'
import { disorderly, story } from './stories.ts'

const runs = 20_000

function told(events: readonly CallEvent[]): FollowedCall {
  const followed = events.reduce<FollowedCall | undefined>(follow, undefined)
  if (!followed) throw new Error('a story without events')
  return followed
}

function event(kind: CallEvent['kind'], at: number, more: Partial<CallEvent> = {}): CallEvent {
  return { id: `${kind}-${at}`, source: 'main', call: 'c1', kind, at, ...more }
}

describe('a call is the fold of its events', () => {
  it('[P5] any order and any repetition leads to the state of the orderly story', () => {
    fc.assert(
      fc.property(
        story.chain((events) => fc.tuple(fc.constant(events), disorderly(events))),
        ([events, asHeard]) => {
          expect(told(asHeard).call).toEqual(retell(events))
        },
      ),
      { numRuns: runs },
    )
  })

  it('[P5] with events lost, the order of the rest still does not matter', () => {
    const thinned = story.chain((events) => fc.subarray(events, { minLength: 1 }))
    fc.assert(
      fc.property(
        thinned.chain((events) => fc.tuple(fc.constant(events), disorderly(events))),
        ([events, asHeard]) => {
          expect(told(asHeard).call).toEqual(retell(events))
        },
      ),
      { numRuns: runs },
    )
  })

  it('[P5] what is lost between arrival and end leaves no offer open and no agent speaking', () => {
    fc.assert(
      fc.property(
        story.chain((events) =>
          fc.subarray(events.slice(0, -1)).map((kept) => [...kept, events[events.length - 1] as CallEvent]),
        ),
        (events) => {
          const { call } = told(events)
          expect(call.phase).toBe('ended')
          expect(call.speaking).toEqual([])
          expect(call.offers.filter((offer) => offer.result === 'offered')).toEqual([])
          expect(call.offers.map((offer) => offer.agent)).toEqual([
            ...new Set(call.offers.map((offer) => offer.agent)),
          ])
        },
      ),
      { numRuns: runs },
    )
  })

  it('[P5] a lost ring, a lost end of a ring and a lost queue are made up for by the answer', () => {
    const whole = [
      event('arrived', 1000, { from: '+4915112345678' }),
      event('queued', 1100, { queue: 'support' }),
      event('offered', 1200, { queue: 'support', agents: ['alice', 'bob'] }),
      event('answered', 4000, { queue: 'support', agents: ['alice'] }),
      event('offer-ended', 4001, { agents: ['bob'], result: 'withdrawn' }),
      event('ended', 9000),
    ]
    const { offers, ...wanted } = retell(whole)
    const gaps = [['queued'], ['offer-ended'], ['queued', 'offer-ended']]
    for (const gap of gaps) {
      const heard = told(whole.filter((one) => !gap.includes(one.kind))).call
      expect({ ...heard, offers }).toEqual({ ...wanted, offers: heard.offers })
      expect(heard.offers.map(({ agent, result }) => [agent, result])).toEqual([
        ['alice', 'won'],
        ['bob', 'lost'],
      ])
    }
  })

  it('[P6] the end is absorbing: what is said to have happened after it changes nothing', () => {
    const ended = told([event('arrived', 1000), event('ended', 2000)])
    const later = [
      event('offered', 3000, { agents: ['alice'] }),
      event('answered', 4000, { agents: ['alice'] }),
      event('ended', 5000, { reason: 'busy' }),
    ]
    expect(later.reduce(follow, ended).call).toEqual(ended.call)
  })

  it('the same event again gives the same object', () => {
    const once = told([event('arrived', 1000)])
    expect(follow(once, event('arrived', 1000))).toBe(once)
  })

  it('a phone that was cleared just before the answer was reported has lost, not been given up', () => {
    const call = retell([
      event('offered', 1000, { agents: ['alice', 'bob'] }),
      event('offer-ended', 3000, { agents: ['bob'], result: 'withdrawn' }),
      event('answered', 3010, { agents: ['alice'] }),
    ])
    expect(call.offers.map((offer) => offer.result)).toEqual(['won', 'lost'])
  })

  it('a withheld number is withheld whoever says so, and whenever', () => {
    const said = [
      event('arrived', 1000, { from: '+4915112345678', presentation: 'allowed' }),
      event('offered', 1100, { agents: ['alice'], presentation: 'restricted' }),
      event('answered', 1200, { agents: ['alice'], presentation: 'allowed' }),
    ]
    expect(told([...said].reverse()).call.presentation).toBe('restricted')
  })

  it('one offer per agent, however often the phone system rings; who answered has won', () => {
    const call = retell([
      event('offered', 1000, { agents: ['alice'] }),
      event('offer-ended', 5000, { agents: ['alice'], result: 'missed' }),
      event('offered', 6000, { agents: ['alice'] }),
      event('answered', 7000, { agents: ['alice'] }),
      event('transferred', 9000, { agents: ['alice'] }),
      event('offered', 9001, { agents: ['bob', 'alice'] }),
      event('offer-ended', 12_000, { agents: ['alice'], result: 'missed' }),
      event('answered', 12_001, { agents: ['bob'] }),
      event('ended', 20_000),
    ])
    expect(call.offers.map(({ agent, result, rounds }) => [agent, result, rounds])).toEqual([
      ['alice', 'won', 3],
      ['bob', 'won', 1],
    ])
    expect(call.answeredBy).toEqual(['alice', 'bob'])
  })
})
