import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  begin,
  type DeskView,
  emptyView,
  type Step,
  takeChange,
  takeHeartbeat,
  takeSnapshot,
} from '../../src/client/desk-view.ts'
import type { DesktopChange, DesktopSnapshot } from '../../src/wire/desktop-events.ts'
import type { Pop } from '../../src/wire/pop.ts'

/** A desk of three calls whose pops change one after the other; change `n` makes version `n`. */
function changeNumber(version: number): DesktopChange {
  const callId = 'abc'[version % 3] ?? 'a'
  const state = version % 7 === 0 ? 'closed' : 'ringing'
  return { kind: 'pop', version, pop: { callId, version, state, arrivedAt: 1 } as Pop }
}

function snapshotAt(version: number): DesktopSnapshot {
  const pops = new Map<string, Pop>()
  for (let n = 1; n <= version; n++) {
    const change = changeNumber(n)
    if (change.kind === 'pop') pops.set(change.pop.callId, change.pop)
  }
  const open = [...pops.values()].filter((pop) => pop.state !== 'closed')
  return { version, availability: 'available', pops: open, now: 0 }
}

const content = (view: DeskView) => [...view.pops.values()].map((pop) => `${pop.callId}${pop.version}`).sort()

describe('the version rule', () => {
  const start = takeSnapshot(emptyView, snapshotAt(4)).view

  it('applies the next, drops what is older, sees a gap', () => {
    expect(takeChange(start, changeNumber(5))).toMatchObject({ outcome: 'applied', view: { version: 5 } })
    expect(takeChange(start, changeNumber(4))).toMatchObject({ outcome: 'dropped', view: { version: 4 } })
    const gap = takeChange(start, changeNumber(6))
    expect(gap).toMatchObject({ outcome: 'gap', view: { version: 4 } })
    expect(content(gap.view)).toEqual(content(start))
  })

  it('takes a heartbeat ahead of what it holds for a gap, and the right one for nothing', () => {
    expect(takeHeartbeat(start, 4).outcome).toBe('dropped')
    expect(takeHeartbeat(start, 5).outcome).toBe('gap')
  })

  it('puts nothing on a snapshot of an earlier connection, and asks again for one that was overtaken', () => {
    const fresh = begin(start)
    const early = takeChange(fresh, changeNumber(6))
    expect(early.outcome).toBe('dropped')
    expect(takeSnapshot(early.view, snapshotAt(5)).outcome).toBe('gap')
    expect(takeSnapshot(early.view, snapshotAt(6)).outcome).toBe('applied')
  })

  it('[P28] whatever is lost, doubled or late on the wire, a heartbeat and a snapshot make it whole', () => {
    const messages = fc.array(
      fc.record({ version: fc.integer({ min: 1, max: 30 }), isSnapshot: fc.boolean() }),
    )
    fc.assert(
      fc.property(messages, (heard) => {
        let view = begin(emptyView)
        const take = (step: Step): void => {
          view = step.view
          if (view.version !== null && step.outcome === 'applied') {
            expect(content(view)).toEqual(content(takeSnapshot(emptyView, snapshotAt(view.version)).view))
          }
        }
        for (const { version, isSnapshot } of heard) {
          take(isSnapshot ? takeSnapshot(view, snapshotAt(version)) : takeChange(view, changeNumber(version)))
        }
        const beat = takeHeartbeat(view, 30)
        const end =
          beat.outcome === 'gap' || view.version === null ? takeSnapshot(beat.view, snapshotAt(30)) : beat
        expect(content(end.view)).toEqual(content(takeSnapshot(emptyView, snapshotAt(30)).view))
        expect(end.outcome).not.toBe('gap')
      }),
    )
  })
})
