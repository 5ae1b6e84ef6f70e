import { describe, expect, it } from 'vitest'
import type { Line, LiveState } from '../../src/live/live-state.ts'
import { wallFigures } from '../../src/live/wall-figures.ts'
import type { WallLink } from '../../src/store/live-store.ts'
import type { LiveEntry } from '../../src/wire/live-api.ts'

const now = Date.UTC(2026, 10, 23, 10)
const link: WallLink = { id: 'w', name: 'Hall', teams: null, createdAt: 0, createdBy: 'ada', seenAt: null }
const settings = {
  names: 'first-name',
  houseName: 'Star Courier',
  language: 'en',
  queues: [
    { source: 'main', id: 'support', name: 'SUPPORT' },
    { source: 'main', id: 'sales', name: 'SALES' },
  ],
  now,
} as const

const entry: LiveEntry = {
  callId: 'main:1',
  source: 'main',
  queue: 'support',
  direction: 'inbound',
  state: 'waiting',
  since: now - 30_000,
  arrivedAt: now - 30_000,
  number: '+4915112345678',
  presentation: 'allowed',
  customerId: 7,
  name: 'Erika Mustermann',
  outcome: 'recognised',
  tier: null,
  honoured: false,
  reason: null,
  agents: [],
  offers: [],
  unrouted: false,
  degraded: null,
  answerWithinMs: 20_000,
}
const figure = {
  source: 'main',
  queue: 'support',
  answered: 6,
  inTime: 3,
  abandoned: 4,
  abandonedSoon: 2,
  waitedMs: 0,
  longestMs: 90_000,
}

function stateOf(
  calls: readonly (readonly [team: string | null, more: Partial<LiveEntry>])[],
  figures: readonly (readonly [team: string | null, more: Partial<typeof figure>])[] = [],
): LiveState {
  const lines = <T>(all: readonly (readonly [string | null, T])[]): ReadonlyMap<string, Line<T>> =>
    new Map(all.map(([team, shown], n) => [String(n), { key: String(n), team, shown, text: '' }]))
  return {
    calls: lines(calls.map(([team, more]) => [team, { ...entry, ...more }] as const)),
    agents: new Map(),
    figures: lines(figures.map(([team, more]) => [team, { ...figure, ...more }] as const)),
  }
}

const namesOf = (...calls: Partial<LiveEntry>[]) =>
  wallFigures(stateOf(calls.map((more) => [null, more] as const)), link, settings).next.map(
    ({ firstName }) => firstName,
  )

describe('a screen on the wall', () => {
  it('[P121] shows a first name only of whom the house is sure to know and who has not hidden, and none unless it was set', () => {
    expect(namesOf({})).toEqual(['Erika'])
    expect(namesOf({ presentation: 'restricted' })).toEqual([null])
    expect(namesOf({ customerId: null })).toEqual([null])
    for (const outcome of ['ambiguous', 'organisation', 'possible', 'unknown', 'withheld'] as const) {
      expect([outcome, namesOf({ outcome })]).toEqual([outcome, [null]])
    }
    const unset = wallFigures(stateOf([[null, {}]]), link, { ...settings, names: 'none' })
    expect(unset.next).toMatchObject([{ firstName: null, queue: 'SUPPORT' }])
    expect(JSON.stringify(unset)).not.toMatch(/Erika|4915112345678/)
  })

  it('[P121] counts only callers who wait: none who are spoken with, and no call that the house makes', () => {
    const board = wallFigures(
      stateOf([
        [null, { since: now - 10_000 }],
        [null, { state: 'ringing', since: now - 40_000, honoured: true }],
        [null, { state: 'connected', since: now - 900_000 }],
        [null, { direction: 'outbound', since: now - 900_000 }],
      ]),
      link,
      settings,
    )
    expect(board).toMatchObject({ waiting: 2, longestWaitingMs: 40_000 })
    expect(board.next.map(({ honoured }) => honoured)).toEqual([true, false])
  })

  it('[P119] leaves who gave up at once out of the service level, and no one out of those who gave up', () => {
    const { serviceLevel, abandonedShare, answered } = wallFigures(stateOf([], [[null, {}]]), link, settings)
    expect({ serviceLevel, abandonedShare, answered }).toEqual({
      serviceLevel: (100 * 3) / 8,
      abandonedShare: 40,
      answered: 6,
    })
    const nothing = wallFigures(stateOf([]), link, settings)
    expect([nothing.serviceLevel, nothing.abandonedShare]).toEqual([null, null])
  })

  it('[P121] tells of no team but those of its link', () => {
    const state = stateOf(
      [
        ['north', { queue: 'support' }],
        ['south', { queue: 'sales' }],
        [null, { queue: 'stray' }],
      ],
      [
        ['north', { queue: 'support' }],
        ['south', { queue: 'sales', answered: 100 }],
      ],
    )
    const north = wallFigures(state, { ...link, teams: ['north'] }, settings)
    expect(north).toMatchObject({ waiting: 1, answered: 6 })
    expect(north.queues.map(({ name }) => name)).toEqual(['SUPPORT'])
    expect(wallFigures(state, link, settings).queues.map(({ name }) => name)).toEqual([
      'SUPPORT',
      'SALES',
      'stray',
    ])
  })

  it('[P121] tells the screen of every queue, in the house’s order, whatever goes on in them', () => {
    const queues = Array.from({ length: 14 }, (_, n) => ({ source: 'main', id: `q${n}`, name: `Queue ${n}` }))
    const figures = queues.toReversed().map(({ id }, n) => [null, { queue: id, answered: n }] as const)
    const { queues: shown } = wallFigures(stateOf([[null, { queue: 'q9' }]], figures), link, {
      ...settings,
      queues,
    })
    expect(shown.map(({ name }) => name)).toEqual(queues.map(({ name }) => name))
    expect(shown[9]).toMatchObject({ waiting: 1 })
  })
})
