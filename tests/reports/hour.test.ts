import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { countHour } from '../../src/reports/count-hour.ts'
import { hourAt, hourSpan, weekBefore } from '../../src/reports/hour-span.ts'
import { houseDays } from '../../src/reports/house-days.ts'
import type { HourOfCalls } from '../../src/wire/hour-api.ts'
import { openHouse, type TestHouse, testConfig } from '../house.ts'

const hour = 3_600_000
/** Tuesday, 17 November 2026, 14:00 in Berlin, and a week before. */
const tuesday = Date.UTC(2026, 10, 17, 13)
const weekEarlier = tuesday - 7 * 24 * hour

let house: TestHouse

beforeAll(async () => {
  const [source] = testConfig.sources
  const queues = [
    { id: 'support', name: 'Support' },
    { id: 'sales', name: 'Sales' },
  ]
  house = await openHouse({
    sources: [{ ...source, queues }],
    teams: [
      { id: 'north', name: { en: 'North' }, queues: ['support'] },
      { id: 'south', name: { en: 'South' }, queues: ['sales'] },
    ],
  })
})
afterAll(() => house.close())

describe('an hour by the house’s clock', () => {
  const berlin = houseDays('Europe/Berlin')

  it('is what the clock shows: twice as long where it was put back, nothing where it was put forward', () => {
    expect(hourSpan(berlin, '2026-11-17T14')).toEqual({ from: tuesday, until: tuesday + hour })
    const back = hourSpan(berlin, '2026-10-25T02')
    expect([back.from, back.until - back.from]).toEqual([Date.UTC(2026, 9, 25, 0), 2 * hour])
    const forward = hourSpan(berlin, '2026-03-29T02')
    expect(forward.until - forward.from).toBe(0)
    const kathmandu = hourSpan(houseDays('Asia/Kathmandu'), '2026-11-17T14')
    expect(kathmandu).toEqual({ from: Date.UTC(2026, 10, 17, 8, 15), until: Date.UTC(2026, 10, 17, 9, 15) })
    expect(hourAt(berlin, tuesday + hour - 1)).toBe('2026-11-17T14')
    expect(weekBefore('2027-01-03T09')).toBe('2026-12-27T09')
  })
})

describe('the hour in which many gave up', () => {
  it('[P117] says which queues, who took calls, who let them ring, and how it was a week before', async () => {
    await callsOf('now', tuesday, [
      { agent: '1001', queue: 'support' },
      { agent: null, queue: 'support', waited: 300_000 },
      { agent: null, queue: 'support', waited: 60_000, offeredTo: '1002' },
      { agent: '1003', queue: 'sales' },
    ])
    await callsOf('before', weekEarlier, [
      { agent: '1001', queue: 'support' },
      { agent: '1002', queue: 'support' },
      { agent: '1002', queue: 'support' },
    ])
    const told = await ask('sam', '?at=2026-11-17T14')
    expect(told.beforeAt).toBe('2026-11-10T14')
    expect([told.from, told.until]).toEqual([tuesday, tuesday + hour])
    expect(told.queues.map(({ key, now, before }) => [key, now, before])).toEqual([
      [
        'support',
        { calls: 3, answered: 1, abandoned: 2, longestWaitMs: 300_000 },
        { calls: 3, answered: 3, abandoned: 0, longestWaitMs: 10_000 },
      ],
      [
        'sales',
        { calls: 1, answered: 1, abandoned: 0, longestWaitMs: 10_000 },
        { calls: 0, answered: 0, abandoned: 0, longestWaitMs: null },
      ],
    ])
    expect(told.agents.map(({ name, now, before }) => [name, now.taken, now.missed, before.taken])).toEqual([
      ['Alice Adams', 1, 0, 1],
      ['Carol Müller', 1, 0, 0],
      ['Bob Brown', 0, 1, 2],
    ])
    expect(told.agents[0]?.now.talkedMs).toBe(120_000)
  })

  it('[P117] counts nobody who still waits, as the report of waiting does not', async () => {
    const call = { queue: 'support', arrivedAt: tuesday, answeredAt: null, endedAt: null, outcome: null }
    const waiting = { ...call, id: 'a', answeredBy: '[]', isHistory: 0, team: null }
    const gone = { ...waiting, id: 'b', endedAt: tuesday + 5000, outcome: 'abandoned' }
    const { queues } = countHour({ calls: [waiting, gone], offers: [] }, { calls: [waiting], offers: [] })
    expect(queues.map(({ now, before }) => [now, before])).toEqual([
      [
        { calls: 1, answered: 0, abandoned: 1, longestWaitMs: 5000 },
        { calls: 0, answered: 0, abandoned: 0, longestWaitMs: null },
      ],
    ])
  })

  it('[P117] is that of one queue or team where it was asked so, and never more than somebody may see', async () => {
    expect((await ask('sam', '?at=2026-11-17T14&queue=sales')).queues.map(({ key }) => key)).toEqual([
      'sales',
    ])
    expect((await ask('sam', '?at=2026-11-17T14&team=north')).queues.map(({ key }) => key)).toEqual([
      'support',
    ])
    expect((await ask('sam', '?at=2026-11-17T14&team=')).queues).toEqual([])
    const ada = await house.signIn('ada')
    await ada.ask('PATCH', `/v1/accounts/${house.ids.sam}`, { leads: ['south'] })
    expect((await ask('sam', '?at=2026-11-17T14')).queues.map(({ key }) => key)).toEqual(['sales'])
    const sam = await house.signIn('sam')
    expect((await sam.ask('GET', '/v1/reports/waiting/hour?at=2026-11-17T14&team=north')).status).toBe(422)
    expect((await ask('sam', '?at=2026-11-17T14')).agents.map(({ name }) => name)).toEqual(['Carol Müller'])
  })

  it('agents read none of it, and what is no hour is refused', async () => {
    const alice = await house.signIn('alice')
    expect((await alice.ask('GET', '/v1/reports/waiting/hour?at=2026-11-17T14')).status).toBe(403)
    const sam = await house.signIn('sam')
    expect((await sam.ask('GET', '/v1/reports/waiting/hour?at=2026-11-17T24')).status).toBe(422)
  })
})

interface Made {
  readonly agent: string | null
  readonly queue: string
  readonly waited?: number
  /** Somebody at whom it rang in vain. */
  readonly offeredTo?: string
}

/** Answered calls wait ten seconds and take two minutes. */
async function callsOf(name: string, begin: number, made: readonly Made[]): Promise<void> {
  for (const [n, { agent, queue, waited = 10_000, offeredTo = agent }] of made.entries()) {
    const at = begin + (n + 1) * 60_000
    const event = (kind: string, later: number, more: object = {}) => ({
      id: `${name}-${n}-${kind}`,
      call: `${name}-${n}`,
      kind,
      time: new Date(at + later).toISOString(),
      from: '+4915112345678',
      to: '+493023125100',
      direction: 'inbound',
      ...more,
    })
    const agents = (extension: string) => ({ agents: [{ extension }] })
    const posted = await house.post([
      event('arrived', 0, { queue }),
      ...(offeredTo === null ? [] : [event('offered', 1000, agents(offeredTo))]),
      ...(agent === null ? [] : [event('answered', waited, agents(agent))]),
      ...(agent === null && offeredTo !== null
        ? [event('offer-ended', 20_000, { ...agents(offeredTo), result: 'missed' })]
        : []),
      event('ended', agent === null ? waited : waited + 120_000, {
        reason: agent === null ? 'abandoned' : 'hung-up',
      }),
    ])
    expect(posted.status).toBeLessThan(300)
  }
}

async function ask(login: string, query: string): Promise<HourOfCalls> {
  const person = await house.signIn(login)
  const { status, body } = await person.ask('GET', `/v1/reports/waiting/hour${query}`)
  expect(status).toBe(200)
  return body
}
