import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { retell } from '../../src/call/call.ts'
import {
  type CallEvent,
  callEventKinds,
  directions,
  inStoryOrder,
  offerEnds,
} from '../../src/call/call-event.ts'
import { type PopRules, whoIsPopped } from '../../src/screenpop/who-is-popped.ts'
import { arrived, now, tell } from './chan.ts'

const rules: PopRules = {
  isKnownAgent: (agent) => !agent.startsWith('?'),
  hasWrappedUp: () => false,
  ringGroupStage: 'first-name',
}

function states(...events: Partial<CallEvent>[]) {
  const popped = whoIsPopped(tell(arrived, ...events), rules)
  return Object.fromEntries(
    popped.map(({ agent, state, closing, stage }) => [
      agent,
      [state, ...(closing ? [closing] : []), ...(stage === 'full' ? [] : [stage])].join(' '),
    ]),
  )
}

const offered = (...agents: string[]) => ({ kind: 'offered', agents }) as const
const answered = (...agents: string[]) => ({ kind: 'answered', agents }) as const
const offerEnded = (agent: string, result: (typeof offerEnds)[number]) =>
  ({ kind: 'offer-ended', agents: [agent], result }) as const
const ended = { kind: 'ended', reason: 'hung-up' } as const

describe('who is popped', () => {
  it('nobody before somebody is offered the call', () => {
    expect(states({ kind: 'queued', queue: '601' })).toEqual({})
  })

  it('the one it rings at sees everything', () => {
    expect(states(offered('alice'))).toEqual({ alice: 'ringing' })
  })

  it('several see a first name while it rings, then the winner everything and the others nothing', () => {
    expect(states(offered('alice'), offered('bob'))).toEqual({
      alice: 'ringing first-name',
      bob: 'ringing first-name',
    })
    expect(states(offered('alice', 'bob'), answered('bob'))).toEqual({
      alice: 'closed lost',
      bob: 'connected',
    })
  })

  it('phones of people we do not know pop nobody, and are several all the same', () => {
    expect(states(offered('?412', 'alice', '?413'))).toEqual({ alice: 'ringing first-name' })
    expect(states(offered('?412'))).toEqual({})
  })

  it('where more are about to be rung, the first sees no more than they will', () => {
    const call = tell(arrived, offered('alice'))
    expect(whoIsPopped(call, { ...rules, ringsSeveral: true })).toMatchObject([{ stage: 'first-name' }])
  })

  it('a house may show everything to all', () => {
    const call = tell(arrived, offered('alice', 'bob'))
    expect(whoIsPopped(call, { ...rules, ringGroupStage: 'full' })).toMatchObject([
      { stage: 'full' },
      { stage: 'full' },
    ])
  })

  it('what became of an offer is said', () => {
    const ends = states(
      offered('alice', 'bob', 'carol'),
      offerEnded('alice', 'missed'),
      offerEnded('bob', 'declined'),
      offerEnded('carol', 'busy'),
    )
    expect(ends).toEqual({ alice: 'closed missed', bob: 'closed declined', carol: 'closed busy' })
    expect(states(offered('alice'), { kind: 'ended', reason: 'abandoned' })).toEqual({
      alice: 'closed withdrawn',
    })
  })

  it('who was offered it before rings again', () => {
    expect(states(offered('alice'), offerEnded('alice', 'missed'), offered('alice'))).toEqual({
      alice: 'ringing',
    })
  })

  it('hold and return, then the end, then wrapped up', () => {
    const talk = [offered('alice'), answered('alice')]
    expect(states(...talk, { kind: 'held' })).toEqual({ alice: 'held' })
    expect(states(...talk, { kind: 'held' }, { kind: 'resumed' })).toEqual({ alice: 'connected' })
    expect(states(...talk, ended)).toEqual({ alice: 'wrap-up' })
    const over = tell(arrived, ...talk, ended)
    expect(whoIsPopped(over, { ...rules, hasWrappedUp: () => true })).toMatchObject([
      { state: 'closed', closing: 'wrapped-up' },
    ])
  })

  it('who transfers wraps up while the next one rings, and rings again when it comes back', () => {
    const transferred = [
      offered('alice'),
      answered('alice'),
      { kind: 'transferred', agents: ['alice'] } as const,
      offered('bob'),
    ]
    expect(states(...transferred)).toEqual({ alice: 'wrap-up', bob: 'ringing' })
    expect(states(...transferred, answered('bob'))).toEqual({ alice: 'wrap-up', bob: 'connected' })
    const back = [...transferred, offerEnded('bob', 'declined'), offered('alice')]
    expect(states(...back)).toEqual({ alice: 'ringing', bob: 'closed declined' })
    expect(states(...back, offerEnded('alice', 'missed'))).toMatchObject({ alice: 'wrap-up' })
  })

  it('who has spoken with the caller sees everything, also among several', () => {
    const back = [
      answered('alice'),
      { kind: 'transferred', agents: ['alice'] } as const,
      offered('alice', 'bob'),
    ]
    expect(states(...back)).toEqual({ alice: 'ringing', bob: 'ringing first-name' })
  })

  it('who is asked for advice rings alone and sees everything', () => {
    expect(states(offered('alice'), answered('alice'), { kind: 'held' }, offered('bob'))).toEqual({
      alice: 'held',
      bob: 'ringing',
    })
  })

  it('each agent has the own times', () => {
    const call = tell(
      arrived,
      offered('alice'),
      answered('alice'),
      { kind: 'transferred', agents: ['alice'] },
      offered('bob'),
      answered('bob'),
    )
    expect(whoIsPopped(call, rules)).toMatchObject([
      { agent: 'alice', offeredAt: now - 5000, answeredAt: now - 4000 },
      { agent: 'bob', offeredAt: now - 2000, answeredAt: now - 1000 },
    ])
  })

  it('calls among ourselves pop nobody', () => {
    expect(states({ kind: 'offered', direction: 'internal', agents: ['alice'] }, answered('alice'))).toEqual(
      {},
    )
  })
})

describe('outbound', () => {
  const dialled = { kind: 'arrived', direction: 'outbound', agents: ['alice'] } as const
  const placed = (...events: Partial<CallEvent>[]) => {
    const popped = whoIsPopped(tell(dialled, ...events), rules)
    return popped.map(({ agent, state, closing }) => [agent, state, closing])
  }

  it('who dials sees whom, from the first ring to the wrap-up', () => {
    expect(placed()).toEqual([['alice', 'ringing', null]])
    expect(placed({ kind: 'answered' })).toEqual([['alice', 'connected', null]])
    expect(placed(answered('alice'), { kind: 'held' })).toEqual([['alice', 'held', null]])
    expect(placed({ kind: 'answered' }, ended)).toEqual([['alice', 'wrap-up', null]])
  })

  it('a call that reached nobody needs no wrap-up', () => {
    expect(placed({ kind: 'ended', reason: 'no-answer' })).toEqual([['alice', 'closed', 'ended']])
    expect(placed({ kind: 'ended', reason: 'busy' })).toEqual([['alice', 'closed', 'busy']])
  })

  it('who is given the call takes it over', () => {
    const given = [answered('alice'), { kind: 'transferred', agents: ['alice'] } as const, offered('bob')]
    expect(placed(...given)).toEqual([
      ['alice', 'wrap-up', null],
      ['bob', 'ringing', null],
    ])
    expect(placed(...given, answered('bob'))).toEqual([
      ['alice', 'wrap-up', null],
      ['bob', 'connected', null],
    ])
    expect(placed(...given, answered('bob'), ended).map(([, state]) => state)).toEqual(['wrap-up', 'wrap-up'])
  })

  it('who gave it on again does not ring beside the next one', () => {
    const givenOn = tell(
      dialled,
      answered('alice'),
      { kind: 'transferred', agents: ['alice'] },
      offered('bob'),
      answered('bob'),
      { kind: 'transferred', agents: ['bob'] },
      offered('carol'),
    )
    expect(whoIsPopped(givenOn, rules)).toMatchObject([
      { agent: 'alice', state: 'wrap-up' },
      { agent: 'bob', state: 'wrap-up' },
      { agent: 'carol', state: 'ringing', stage: 'full' },
    ])
  })

  it('who dialled but is no account of ours gets none', () => {
    expect(whoIsPopped(tell({ ...dialled, agents: ['?412'] }), rules)).toEqual([])
  })
})

it('whatever is told: one pop per agent, nobody rings after the end, and only closed pops have a reason', () => {
  const anyEvent = fc.record({
    kind: fc.constantFrom(...callEventKinds),
    at: fc.integer({ min: 0, max: 20 }),
    agents: fc.subarray(['alice', 'bob', '?1', 'carol']),
    direction: fc.constantFrom(...directions),
    result: fc.constantFrom(...offerEnds),
  })
  fc.assert(
    fc.property(
      fc.array(anyEvent, { minLength: 1, maxLength: 12 }),
      fc.boolean(),
      (events, sameDirection) => {
        const story = events
          .map(
            (event, i): CallEvent => ({
              source: 's',
              call: 'c',
              id: String(i),
              ...event,
              ...(sameDirection ? { direction: 'inbound' } : {}),
            }),
          )
          .sort(inStoryOrder)
        const call = retell(story)
        const popped = whoIsPopped(call, rules)
        expect(new Set(popped.map(({ agent }) => agent)).size).toBe(popped.length)
        const ringing = popped.filter(({ state }) => state === 'ringing')
        for (const one of popped) {
          expect(one.agent.startsWith('?')).toBe(false)
          expect(one.closing !== null).toBe(one.state === 'closed')
          if (call.endedAt !== null) expect(['closed', 'wrap-up']).toContain(one.state)
          if (one.stage === 'first-name') expect(one.state).toBe('ringing')
          if (ringing.length > 1 && call.direction === 'inbound' && one.state === 'ringing') {
            expect(one.stage === 'first-name' || call.answeredBy.includes(one.agent)).toBe(true)
          }
        }
      },
    ),
    { numRuns: 1000 },
  )
})
