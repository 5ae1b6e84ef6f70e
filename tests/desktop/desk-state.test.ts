import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type DeskNews,
  type DeskState,
  emptyDesk,
  fadingMs,
  learn,
  shownPops,
} from '../../src/desktop/desk/desk-state.ts'
import type { DesktopChange, DesktopSnapshot } from '../../src/wire/desktop-events.ts'
import type { Pop } from '../../src/wire/pop.ts'
import { somePop } from './some-pop.ts'

const now = 50_000

describe('the rules of the wire, on the desktop', () => {
  it('[P11] a snapshot replaces all that was shown', () => {
    const before = having(live(3, [somePop({ callId: 'gone' })]), change(4, somePop({ callId: 'also-gone' })))
    const desk = learn(before, snapshot(9, [somePop({ callId: 'here' })]))
    expect(idsOf(desk)).toEqual(['here'])
    expect(desk.version).toBe(9)
    expect(desk.link).toEqual({ kind: 'live' })
  })

  it('[P12] the next version is applied, the same and an older one are dropped', () => {
    const desk = having(live(3), change(4, somePop({ version: 1 })))
    const again = having(desk, change(4, somePop({ version: 9, state: 'connected' })))
    const older = having(again, change(2, somePop({ version: 9, state: 'connected' })))
    expect(desk.pops[0]?.state).toBe('ringing')
    expect(again).toBe(desk)
    expect(older).toBe(desk)
  })

  it('[P28] a gap shows nothing that lies behind it and asks for the snapshot', () => {
    const desk = having(live(3), change(5, somePop()))
    expect(desk.gap).toBe(true)
    expect(desk.pops).toEqual([])
    expect(desk.version).toBe(3)
    expect(learn(desk, snapshot(5, [somePop()])).gap).toBe(false)
  })

  it('[P28] a heartbeat with another version than ours is a gap, with ours it is none', () => {
    expect(learn(live(3), beat(3)).gap).toBe(false)
    expect(learn(live(3), beat(4)).gap).toBe(true)
    expect(learn(live(3), beat(2)).gap).toBe(true)
  })

  it('knows that service is degraded from whatever says so first, and that it is not from whatever says nothing of it', () => {
    const service = (degraded?: true) =>
      ({ kind: 'service', service: { now, ...(degraded && { degraded }) }, now }) as const
    const desk = learn(live(3), service(true))
    expect([desk.degraded, desk.gap, desk.version]).toEqual([true, false, 3])
    expect(learn(desk, service()).degraded).toBe(false)
    expect(learn(desk, beat(3)).degraded).toBe(false)
    expect(learn(desk, snapshot(3, [])).degraded).toBe(false)
    expect(learn(learn(desk, { kind: 'connected' }), service(true)).link).toEqual({ kind: 'connecting' })
  })

  it('[P12] what is provisional stands in the place of the same call, until a change of it comes or the connection goes', () => {
    const [told, other] = [somePop({ callId: 'told' }), somePop({ callId: 'other', arrivedAt: 5 })]
    const guess = somePop({ callId: 'told', state: 'connected', version: 9 })
    const fresh = somePop({ callId: 'fresh', arrivedAt: 9_000 })
    const desk = learn(live(3, [told, other]), { kind: 'provisional', pops: [guess, fresh] })
    expect(shownPops(desk)).toEqual([other, guess, fresh])
    expect(desk.pops).toContain(told)
    const gone = learn(desk, { kind: 'provisional', pops: [{ ...guess, state: 'closed' }] })
    expect(shownPops(gone)).toEqual([other])
    const newer = somePop({ callId: 'told', state: 'held', version: 2 })
    expect(shownPops(having(desk, change(4, newer)))).toEqual([other, newer, fresh])
    expect(shownPops(learn(desk, { kind: 'provisional', pops: [] }))).toEqual([other, told])
    expect(learn(desk, { kind: 'connected' }).provisional).toEqual([])
  })

  it('[P28] a gap stays one until a snapshot comes, whatever the next heartbeat says', () => {
    const desk = learn(having(live(3), change(5, somePop())), beat(3))
    expect(desk.gap).toBe(true)
  })

  it('[P11] nothing is put on what an earlier connection left', () => {
    const again = learn(live(3, [somePop()]), { kind: 'connected' })
    const desk = having(again, change(4, somePop({ version: 2, state: 'connected' })))
    expect(desk.pops[0]?.state).toBe('ringing')
    expect(desk.link).toEqual({ kind: 'connecting' })
  })

  it('[P28] a change that overtook the first snapshot leaves a gap, since that snapshot is older', () => {
    const connected = learn(emptyDesk, { kind: 'connected' })
    const desk = having(connected, change(5, somePop()), snapshot(4, []))
    expect(desk.pops).toEqual([])
    expect(desk.gap).toBe(true)
    expect(having(connected, change(5, somePop()), snapshot(5, [somePop()])).gap).toBe(false)
  })

  it('[P12] an older version of a pop never replaces a newer one, though the feed goes on', () => {
    const desk = having(live(3), change(4, somePop({ version: 5, state: 'connected' })))
    const late = having(desk, change(5, somePop({ version: 4 })))
    expect(late.pops[0]?.state).toBe('connected')
    expect(late.version).toBe(5)
  })

  it('[P28] a snapshot that was read before a change that came first does not take it back', () => {
    const desk = having(live(3, [somePop()]), change(4, somePop({ version: 2, state: 'connected' })))
    expect(learn(desk, snapshot(3, [somePop({ version: 1 })]))).toBe(desk)
  })

  it('[P28] a snapshot that was read before the change that showed the gap leaves a gap', () => {
    const desk = having(live(3), change(7, somePop({ version: 2, state: 'connected' })))
    const half = learn(desk, snapshot(5, [somePop()]))
    expect(half.version).toBe(5)
    expect(half.gap).toBe(true)
    expect(learn(half, snapshot(7, [somePop({ version: 2 })])).gap).toBe(false)
  })

  it('[P8] a closed pop says why for some seconds and is swept away then', () => {
    const desk = having(
      live(3, [somePop()]),
      change(4, somePop({ version: 2, state: 'closed', closing: 'lost' })),
    )
    expect(desk.pops[0]?.closing).toBe('lost')
    expect(idsOf(learn(desk, { kind: 'sweep', now: now + fadingMs - 1 }))).toEqual(['main:1'])
    expect(idsOf(learn(desk, { kind: 'sweep', now: now + fadingMs }))).toEqual([])
  })

  it('[P12] a pop that was never shown does not appear closed', () => {
    expect(having(live(3), change(4, somePop({ state: 'closed', closing: 'lost' }))).pops).toEqual([])
  })

  it('shows the calls in the order of their arrival, whichever was heard of first', () => {
    const desk = having(
      live(0),
      change(1, somePop({ callId: 'b', arrivedAt: 20 })),
      change(2, somePop({ callId: 'a', arrivedAt: 10 })),
      change(3, somePop({ callId: 'c', arrivedAt: 20 })),
    )
    expect(idsOf(desk)).toEqual(['a', 'b', 'c'])
  })

  it('[P84] keeps what was told of one’s own calls until one has seen it, also over a new connection', () => {
    const dial = { callId: 'main:d', number: '+4930', customerName: null, why: 'busy' } as const
    const told = { kind: 'change', change: { kind: 'dial', version: 4, dial }, now } as const
    const desk = learn(learn(live(3), told), told)
    expect([desk.dialNews, desk.version]).toEqual([[dial], 4])
    expect(learn(learn(desk, { kind: 'connected' }), snapshot(4, [])).dialNews).toEqual([dial])
    expect(learn(desk, { kind: 'dial-seen', callId: 'main:d' }).dialNews).toEqual([])
  })

  it('keeps how far the server’s clock is ahead', () => {
    expect(
      learn(live(3), { kind: 'heartbeat', heartbeat: { version: 3, now: now + 700 }, now }).clockAhead,
    ).toBe(700)
  })

  it('says since when it has been disconnected, also when another try fails', () => {
    const lost = learn(live(3), { kind: 'lost', why: 'network', now: 100 })
    expect(learn(lost, { kind: 'lost', why: 'restarting', now: 900 }).link).toEqual({
      kind: 'lost',
      since: 100,
      why: 'restarting',
    })
  })
})

describe('[P28] whatever is lost, doubled or out of order on the wire, the desktop comes to show what the server has', () => {
  it('after the changes have stopped, a heartbeat and the snapshots it asks for', () => {
    fc.assert(
      fc.property(stories, ({ changes, wire }) => {
        const server = truth(changes)
        let desk = learn(emptyDesk, { kind: 'connected' })
        desk = learn(desk, snapshot(0, []))
        for (const step of wire) desk = learn(desk, arriving(step, changes))
        desk = learn(desk, beat(changes.length))
        for (let asked = 0; desk.gap && asked < 3; asked++) {
          desk = learn(desk, snapshot(changes.length, server))
        }
        desk = learn(desk, { kind: 'sweep', now: now + fadingMs })
        expect(desk.gap).toBe(false)
        expect(desk.version).toBe(changes.length)
        expect(desk.pops.map(shown)).toEqual(server.map(shown))
      }),
      { numRuns: 2_000 },
    )
  })

  it('and meanwhile it never shows an older version of a pop after a newer one', () => {
    fc.assert(
      fc.property(stories, ({ changes, wire }) => {
        let desk = learn(emptyDesk, snapshot(0, []))
        const highest = new Map<string, number>()
        for (const step of wire) {
          desk = learn(desk, arriving(step, changes))
          for (const { callId, version } of desk.pops) {
            expect(version).toBeGreaterThanOrEqual(highest.get(callId) ?? 0)
            highest.set(callId, version)
          }
        }
      }),
      { numRuns: 1_000 },
    )
  })
})

/** What the server tells of up to three calls, and in which order how much of it arrives. */
const stories = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 14 }).chain((calls) => {
  const changes = tell(calls)
  const arrival = fc.record({
    kind: fc.constantFrom('change' as const, 'change' as const, 'change' as const, 'snapshot' as const),
    at: fc.integer({ min: 0, max: changes.length - 1 }),
  })
  return fc.record({ changes: fc.constant(changes), wire: fc.array(arrival, { maxLength: 40 }) })
})

interface Arrival {
  readonly kind: 'change' | 'snapshot'
  readonly at: number
}

const states: readonly Pop['state'][] = ['ringing', 'connected', 'held', 'connected', 'wrap-up', 'closed']

/** One change after another, each the next thing that happens to one of the calls. */
function tell(calls: readonly number[]): DesktopChange[] {
  const happened = new Map<number, number>()
  return calls.map((call, index) => {
    const step = happened.get(call) ?? 0
    happened.set(call, step + 1)
    const state = states[Math.min(step, states.length - 1)] ?? 'closed'
    const closing = state === 'closed' ? 'wrapped-up' : null
    const pop = somePop({ callId: `main:${call}`, arrivedAt: call, version: step + 1, state, closing })
    return { kind: 'pop', version: index + 1, pop }
  })
}

function truth(changes: readonly DesktopChange[]): Pop[] {
  const pops = new Map<string, Pop>()
  for (const one of changes) if (one.kind === 'pop') pops.set(one.pop.callId, one.pop)
  return [...pops.values()].filter((pop) => pop.state !== 'closed').sort((a, b) => a.arrivedAt - b.arrivedAt)
}

/** A snapshot is of a moment that may lie before changes that have arrived already. */
function arriving({ kind, at }: Arrival, changes: readonly DesktopChange[]): DeskNews {
  const told = changes[at]
  if (kind === 'change' && told) return { kind: 'change', change: told, now }
  return snapshot(at, truth(changes.slice(0, at)))
}

function shown({ callId, version, state }: Pop): unknown {
  return { callId, version, state }
}

function snapshot(version: number, pops: readonly Pop[]): DeskNews {
  const told: DesktopSnapshot = { version, availability: 'available', pops: [...pops], now }
  return { kind: 'snapshot', snapshot: told, now }
}

function change(version: number, pop: Pop): DeskNews {
  return { kind: 'change', change: { kind: 'pop', version, pop }, now }
}

function beat(version: number): DeskNews {
  return { kind: 'heartbeat', heartbeat: { version, now }, now }
}

function live(version: number, pops: readonly Pop[] = []): DeskState {
  return learn(learn(emptyDesk, { kind: 'connected' }), snapshot(version, pops))
}

function having(desk: DeskState, ...news: readonly DeskNews[]): DeskState {
  return news.reduce(learn, desk)
}

function idsOf(desk: DeskState): string[] {
  return desk.pops.map((pop) => pop.callId)
}
