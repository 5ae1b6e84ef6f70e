import { describe, expect, it } from 'vitest'
import type { PopInput } from '../../src/screenpop/compose-pop.ts'
import { composePop } from '../../src/screenpop/compose-pop.ts'
import type { KnownPerson } from '../../src/screenpop/known-caller.ts'
import { inOrderOfRank, leadRanks } from '../../src/screenpop/lead-ranks.ts'
import type { CardPromise, CardSignal } from '../../src/store/customer-matters.ts'
import { severities } from '../../src/wire/pop-matters.ts'
import { chan, day, known, minute, now, popInput } from './chan.ts'

const hour = 60 * minute
const promise = (id: number, more: Partial<CardPromise> = {}): CardPromise => ({
  id,
  text: `promise ${id}`,
  state: 'open',
  dueAt: now + hour,
  brokenAt: null,
  ownerId: 'bob',
  owner: 'Bob Lee',
  ...more,
})
const signal = (id: number, more: Partial<CardSignal> = {}): CardSignal => ({
  id,
  kind: 'delivery',
  text: `signal ${id}`,
  answer: `answer ${id}`,
  severity: 'warning',
  at: now - hour,
  validFrom: now - hour,
  validUntil: now + hour,
  ...more,
})

function popOf(recognition: Partial<PopInput['recognition']>, more: Partial<PopInput> = {}): PopInput {
  const usual = popInput()
  return popInput({ ...more, recognition: { ...usual.recognition, ...recognition } })
}

describe('what leads a pop', () => {
  const leadsOf = (more: Partial<typeof chan>, input: Partial<PopInput> = {}) =>
    composePop(popOf({ person: known({ ...chan, ...more }) }, input)).leads

  it('[P78][P79] the most pressing first: a broken word, an overdue one, what is critical, what is due, the rest', () => {
    const promises = [
      promise(1, { dueAt: now + 23 * hour }),
      promise(2, { dueAt: now - minute }),
      promise(3, { state: 'broken', dueAt: now - day, brokenAt: now - day }),
      promise(4, { dueAt: now + 3 * day }),
    ]
    const signals = [
      signal(5),
      signal(6, { severity: 'info' }),
      signal(7, { severity: 'critical', answer: null }),
    ]
    expect(leadsOf({ promises, signals }).map(({ kind, id, say }) => [kind, id, say])).toEqual([
      ['promise-broken', 3, null],
      ['promise-overdue', 2, null],
      ['signal', 7, null],
      ['promise-due', 1, null],
      ['signal', 5, 'answer 5'],
      ['signal', 6, 'answer 6'],
    ])
  })

  it('[P78] a signal leads while it matters: not before its time, nor from its end on', () => {
    const signals = [
      signal(1, { validFrom: now + 1 }),
      signal(2, { validUntil: now }),
      signal(3, { validFrom: now, validUntil: now + 1 }),
    ]
    expect(leadsOf({ signals }).map(({ id }) => id)).toEqual([3])
  })

  it('[P78] a caller who may not be believed is told nothing: that there is something is all that is seen', () => {
    const more = { promises: [promise(1, { state: 'broken' })], signals: [signal(2)] }
    const nothing = { id: null, text: '', say: null, at: null, owner: null }
    expect(leadsOf(more, { trust: { level: 'doubtful', reasons: [] } })).toEqual([
      { kind: 'promise-broken', severity: 'critical', ...nothing },
      { kind: 'signal', severity: 'warning', ...nothing },
    ])
    const ringing = { stage: 'first-name' } as const
    const input = popOf({ person: known({ ...chan, ...more }) })
    expect(composePop({ ...input, desired: { ...input.desired, ...ringing } }).leads).toEqual([])
  })

  it('[P78] what is said of a number leads where nobody has it, and where several may be calling from it', () => {
    const ofNumber = { promises: [], signals: [signal(1)] }
    const nobody = { outcome: 'unknown', person: null, candidates: [] } as const
    expect(composePop({ ...popOf(nobody), ofNumber }).leads).toMatchObject([{ id: 1 }])
    const spoofed = { ...popOf(nobody, { trust: { level: 'none', reasons: [] } }), ofNumber }
    expect(composePop(spoofed).leads).toMatchObject([{ id: null, text: '' }])

    const shared = (id: number, own: number): KnownPerson =>
      known({ ...chan, id, signals: [signal(1), signal(own)], promises: [promise(own)] })
    const either = { outcome: 'ambiguous', person: null, candidates: [shared(1, 8), shared(2, 9)] } as const
    expect(composePop(popOf(either)).leads.map(({ id }) => id)).toEqual([1])
    expect(composePop(popOf({ ...either, candidates: [shared(1, 8)] })).leads).toEqual([])
  })

  it('every severity of a signal, and every other kind, has its rank', () => {
    const lead = { id: 1, text: '', say: null, at: null, owner: null }
    const signals = severities.map((severity) => ({ kind: 'signal' as const, severity, ...lead }))
    const wish = { kind: 'wish' as const, severity: 'info' as const, ...lead }
    const ordered = inOrderOfRank([...signals, wish]).map((one) =>
      one.kind === 'wish' ? 'wish' : one.severity,
    )
    expect(ordered).toEqual(['critical', 'warning', 'wish', 'notice', 'info'])
    expect(new Set(leadRanks).size).toBe(leadRanks.length)
  })
})
