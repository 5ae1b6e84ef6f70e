import { describe, expect, it } from 'vitest'
import { type Call, type FollowedCall, follow, recall } from '../../src/call/call.ts'
import type { CallEvent } from '../../src/call/call-event.ts'
import { demoAgents } from '../../src/demo/demo-agents.ts'
import { type DemoKind, demoKinds, demoStory } from '../../src/demo/demo-calls.ts'
import { demoConfig } from '../../src/demo/demo-config.ts'
import { demoCustomers, withoutSpaces } from '../../src/demo/demo-customers.ts'
import type { DemoStory } from '../../src/demo/demo-story.ts'
import { seededRandom } from '../../src/demo/seeded-random.ts'
import { type EventMessage, eventMessages } from '../../src/wire/event-contract.ts'

const began = Date.UTC(2026, 4, 4, 9)
const seeds = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]

describe('calls of the demo', () => {
  it.each(demoKinds)('%s: every telling fits the contract and comes to its end', (kind) => {
    for (const seed of seeds) {
      const told = demoStory(kind, seededRandom(seed))
      const messages = asMessages(told)
      expect(eventMessages.safeParse(messages).error).toBeUndefined()
      expect(callOf(told).phase).toBe('ended')
      expect(knownNamesOnly(told)).toBe(true)
    }
  })

  it.each(demoKinds)('%s: comes out the same told twice over and backwards', (kind) => {
    const told = demoStory(kind, seededRandom(7))
    const events = eventsOf(told)
    const shuffled = [...events.toReversed(), ...events].reduce<FollowedCall | undefined>(follow, undefined)
    expect(shuffled?.call).toEqual(callOf(told))
  })

  it.each(demoKinds)('%s: Alice, as whom a newcomer signs in, has a part in it', (kind) => {
    for (const seed of seeds) {
      const call = callOf(demoStory(kind, seededRandom(seed)))
      expect([call.placedBy, ...call.offers.map(({ agent }) => agent)]).toContain('alice')
    }
  })

  it('ring-all: one wins and everybody else loses', () => {
    for (const call of tellings('ring-all')) {
      expect(call.offers.map(({ result }) => result).sort()).toEqual(['lost', 'lost', 'won'])
      expect(call.outcome).toBe('answered')
    }
    expect(new Set(tellings('ring-all').flatMap((call) => call.answeredBy)).size).toBeGreaterThan(1)
  })

  it('transfer: Alice answers, then Bob; both are offered the call and both win it', () => {
    for (const call of tellings('transfer')) {
      expect(call.answeredBy).toEqual(['alice', 'bob'])
      expect(call.offers.map(({ agent, result }) => `${agent} ${result}`)).toEqual(['alice won', 'bob won'])
    }
  })

  it('queue: Bob declines, Carol misses it, Alice wins', () => {
    for (const call of tellings('queue')) {
      expect(call.offers.map(({ agent, result }) => `${agent} ${result}`)).toEqual([
        'bob declined',
        'carol missed',
        'alice won',
      ])
    }
  })

  it('missed and abandoned: nobody answers, and the reason tells them apart', () => {
    for (const call of tellings('missed')) {
      expect([call.outcome, call.offers[0]?.result]).toEqual(['missed', 'missed'])
    }
    for (const call of tellings('abandoned')) {
      expect([call.outcome, call.offers[0]?.result]).toEqual(['abandoned', 'withdrawn'])
    }
  })

  it('withheld: shows no number; outbound: Alice dials; claims: the caller typed a customer number', () => {
    for (const call of tellings('withheld')) {
      expect(call.presentation).toBe('restricted')
      expect(call.from).not.toMatch(/\d/)
    }
    for (const call of tellings('outbound')) {
      expect([call.direction, call.placedBy, call.offers]).toEqual(['outbound', 'alice', []])
      expect(ownersOf(call.to)).toHaveLength(1)
    }
    for (const call of tellings('claims')) {
      expect(ownersOf(call.from)).toEqual([])
      expect(demoCustomers.map((one) => one.externalId)).toContain(call.claims.customerNumber)
    }
  })

  it('calls-again: whoever called last, on the same line, as they called then', () => {
    for (const kind of ['unknown', 'shared-number', 'withheld', 'chinese'] as const) {
      const before = demoStory(kind, seededRandom(3))
      const again = callOf(demoStory('calls-again', seededRandom(4), before))
      const { from, to, presentation, queue } = callOf(before)
      expect(again).toMatchObject({ from, to, presentation, queue, answeredBy: ['alice'] })
    }
    const outbound = demoStory('outbound', seededRandom(3))
    expect(ownersOf(callOf(demoStory('calls-again', seededRandom(4), outbound)).from)).toHaveLength(1)
  })

  it('who calls is who the kind says: one customer, several at one number, a house with an extension, nobody', () => {
    for (const kind of [
      'known',
      'broken-promise',
      'called-back',
      'arabic',
      'chinese',
      'long-name',
      'queue',
    ] as const) {
      for (const call of tellings(kind)) expect(ownersOf(call.from)).toHaveLength(1)
    }
    for (const call of tellings('shared-number')) expect(ownersOf(call.from).length).toBeGreaterThan(1)
    for (const call of tellings('unknown')) expect(ownersOf(call.from)).toEqual([])
    for (const call of tellings('switchboard')) {
      expect(ownersOf(call.from)).toEqual([])
      expect(ownersOf(`${call.from?.slice(0, -2)}*`)[0]?.kind).toBe('company')
    }
    const [longName] = tellings('long-name').map((call) => ownersOf(call.from)[0]?.name ?? '')
    expect(longName).toHaveLength(60)
  })

  it('rings for 4 to 8 s and lets people talk for 12 to 25 s', () => {
    for (const call of tellings('known')) {
      const answeredAt = call.answeredAt ?? 0
      expect(answeredAt - (call.offers[0]?.offeredAt ?? 0)).toBeGreaterThanOrEqual(4000)
      expect(answeredAt - (call.offers[0]?.offeredAt ?? 0)).toBeLessThanOrEqual(8001)
      expect((call.endedAt ?? 0) - answeredAt).toBeGreaterThanOrEqual(11_999)
      expect((call.endedAt ?? 0) - answeredAt).toBeLessThanOrEqual(25_001)
    }
  })
})

function tellings(kind: DemoKind): Call[] {
  return seeds.map((seed) => callOf(demoStory(kind, seededRandom(seed))))
}

function asMessages({ steps }: DemoStory): object[] {
  return steps.map(({ at, says }, n) => ({
    id: `e${n}`,
    call: 'c',
    time: new Date(began + at).toISOString(),
    sequence: n,
    ...says,
  }))
}

function eventsOf(told: DemoStory): CallEvent[] {
  const messages = eventMessages.parse(asMessages(told)) as EventMessage[]
  return messages.map(({ agents, time, ...rest }) => {
    const event = { ...rest, source: told.source, at: time } as unknown as CallEvent
    return agents ? { ...event, agents: agents.map(loginOf) } : event
  })
}

function callOf(told: DemoStory): Call {
  return recall(eventsOf(told)).call
}

function loginOf(reference: object): string {
  const extension = Object.values(reference)[0]
  return demoAgents.find((one) => one.extension === extension)?.login ?? `?${extension}`
}

function ownersOf(number: string | null) {
  return demoCustomers.filter((one) => one.numbers.some(({ raw }) => withoutSpaces(raw) === number))
}

/** Dials and queues only what the demo's configuration has. */
function knownNamesOnly({ source, steps }: DemoStory): boolean {
  const found = demoConfig.sources.find((one) => one.name === source)
  const queues: readonly string[] = found?.queues.map(({ id }) => id) ?? []
  const dids: readonly string[] = found?.dids.map(({ number }) => number) ?? []
  return steps.every(({ says }) => {
    const ours = says.direction === 'outbound' ? says.from : says.to
    return (says.queue === undefined || queues.includes(says.queue)) && (!ours || dids.includes(ours))
  })
}
