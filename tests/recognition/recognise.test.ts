import { describe, expect, it } from 'vitest'
import type { CallerNumber } from '../../src/call/caller-number.ts'
import { rankCandidates } from '../../src/recognition/rank-candidates.ts'
import { recognise, recogniseByAgent } from '../../src/recognition/recognise.ts'
import { claimWasChecked, usualPolicy } from '../../src/recognition/recognition-policy.ts'
import type { Caller } from '../../src/recognition/wanted-caller.ts'
import type { CustomerCard, FoundCustomer } from '../../src/store/call-store.ts'
import { quietCase } from '../../src/store/customer-matters.ts'
import { caller, card, context, day, e164, found, interaction, now } from './candidates.ts'

const mobile = e164('+85291234567')
const withheld: CallerNumber = { kind: 'withheld', raw: 'anonymous' }
const unreadable: CallerNumber = { kind: 'unreadable', raw: '00-12-3456789', why: 'invalid' }

const acme = { id: 50, kind: 'company', name: 'ACME GmbH' }
const family = { id: 60, kind: 'household', name: '田中家' }

function decide(who: Caller, candidates: readonly FoundCustomer[], policy = usualPolicy) {
  return recognise(who, rankCandidates(candidates, { ...context, claims: who.claims }), policy)
}

const both = (a: CustomerCard, b: CustomerCard, more: Partial<FoundCustomer> = {}) => [
  found(a, { sharedBy: 2, ...more }),
  found(b, { sharedBy: 2 }),
]

describe('who is calling', () => {
  it('the only owner of a number is recognised', () => {
    const decided = decide(caller(mobile), [found(card(1, '陳大文'))])
    expect(decided).toMatchObject({ outcome: 'recognised', person: { customer: { id: 1 } }, sure: 0.9 })
    expect(decided.evidence).toEqual([{ kind: 'number', weight: 40 }])
  })

  it('nobody known is unknown, and a failed look-up by claim changes nothing of that', () => {
    expect(decide(caller(mobile, { claims: { customer: 'X' } }), [])).toMatchObject({
      outcome: 'unknown',
      person: null,
      candidates: [],
      sure: 0,
    })
  })

  it('an extension or a short code of ours finds its owner like any number', () => {
    const extension: CallerNumber = { kind: 'extension', raw: '412', extension: '412' }
    expect(decide(caller(extension), [found(card(1, 'Pförtner'))]).outcome).toBe('recognised')
  })

  it('[P22] two who share a number are both shown, and neither is named', () => {
    const decided = decide(caller(mobile), both(card(1, 'Anna Weber'), card(2, 'Ben Schulz')))
    expect(decided).toMatchObject({ outcome: 'ambiguous', person: null, group: null, sure: 0.25 })
    expect(decided.candidates.map(({ customer }) => customer.id)).toEqual([1, 2])
  })

  it('a couple on one line stays ambiguous and shows the household', () => {
    const couple = both(
      card(1, '田中太郎', { belongsTo: family }),
      card(2, '田中花子', { belongsTo: family }),
    )
    expect(decide(caller(mobile), couple)).toMatchObject({
      outcome: 'ambiguous',
      group: family,
      person: null,
    })
  })

  it('a household that has the number itself is known, but not who of it speaks', () => {
    const house = card(60, '田中家', { kind: 'household' })
    const alone = decide(caller(mobile), [found(house)])
    expect(alone).toMatchObject({ outcome: 'ambiguous', group: family, person: { customer: { id: 60 } } })
    const withMember = both(house, card(2, '田中花子', { belongsTo: family }))
    expect(decide(caller(mobile), withMember)).toMatchObject({
      outcome: 'ambiguous',
      person: { customer: { id: 60 } },
    })
  })

  it('where the household has the number its members are shown, and none is named', () => {
    const house = card(60, '田中家', { kind: 'household' })
    const tried = card(2, '田中花子', {
      belongsTo: family,
      lastInteractions: [interaction(now - day, { direction: 'outbound', outcome: 'missed' })],
    })
    const decided = decide(caller(mobile), [
      found(house),
      found(tried, { foundBy: 'household' }),
      found(card(3, '田中太郎', { belongsTo: family }), { foundBy: 'household' }),
    ])
    expect(decided).toMatchObject({ outcome: 'ambiguous', group: family })
    expect(decided.candidates.map(({ customer }) => customer.id)).toEqual([2, 60, 3])
  })

  it('colleagues on one line are greeted as their company', () => {
    const colleagues = both(card(1, 'Li Wei', { belongsTo: acme }), card(2, 'Eva Roth', { belongsTo: acme }))
    expect(decide(caller(mobile), colleagues)).toMatchObject({
      outcome: 'organisation',
      group: acme,
      person: null,
    })
  })

  it('a company that has the number itself is greeted as such, also before its one contact', () => {
    const company = card(50, 'ACME GmbH', { kind: 'company' })
    expect(decide(caller(mobile), [found(company)])).toMatchObject({
      outcome: 'organisation',
      group: acme,
      person: { customer: { id: 50 } },
    })
    const withContact = both(card(1, 'Li Wei', { belongsTo: acme }), company)
    expect(decide(caller(mobile), withContact)).toMatchObject({
      outcome: 'organisation',
      person: { customer: { id: 50 } },
    })
  })

  it('[P22] of several, the one of whom this call or the last hour speaks is recognised, and the others stay in sight', () => {
    const [one, other] = [card(1, 'Anna Weber'), card(2, 'Ben Weber')]
    const tried = interaction(now - day, { direction: 'outbound', outcome: 'missed' })
    for (const last of [interaction(now - 3600_000), tried]) {
      const decided = decide(caller(mobile), both({ ...one, lastInteractions: [last] }, other))
      expect(decided).toMatchObject({ outcome: 'recognised', rule: 'ahead', person: { customer: { id: 1 } } })
      expect(decided.candidates).toHaveLength(2)
    }
  })

  it('[P22] of several, whoever calls more often, or has the number verified, stands first and is not named', () => {
    const likely = card(1, 'Anna Weber', {
      lastInteractions: [interaction(now - day), interaction(now - 3 * day)],
      openCases: [{ ...quietCase, id: 1, reference: null, subject: 'Retour', openedAt: now - day }],
    })
    const decided = decide(caller(mobile), both(likely, card(2, 'Ben Weber'), { verifiedAt: now - day }))
    expect(decided).toMatchObject({ outcome: 'ambiguous', rule: 'not-ahead', person: null })
    expect(decided.candidates.map(({ customer }) => customer.id)).toEqual([1, 2])
  })

  it('once an agent said who it is, the next call from the shared number knows; a day later it may be the other', () => {
    const said = (at: number) => ({ judgement: { verdict: 'is', at } as const })
    const people = [card(1, 'Anna Weber'), card(2, 'Ben Weber')] as const
    const next = decide(caller(mobile), both(...people, said(now - 3600_000)))
    expect(next).toMatchObject({ outcome: 'recognised', person: { customer: { id: 1 } } })
    expect(next.evidence[0]).toEqual({ kind: 'agent-said-so', weight: 100, detail: now - 3600_000 })
    const tomorrow = decide(caller(mobile), both(...people, said(now - day)))
    expect(tomorrow).toMatchObject({ outcome: 'ambiguous', person: null })
    expect(tomorrow.candidates[0]?.customer.id).toBe(1)
  })

  it('whom an agent named on a number that nobody has on file is named again, whenever they call', () => {
    const judgement = { verdict: 'is', at: now - 300 * day } as const
    const anna = found(card(1, 'Anna Weber'), { foundBy: 'agent', judgement })
    expect(decide(caller(mobile), [anna])).toMatchObject({
      outcome: 'recognised',
      person: { customer: { id: 1 } },
    })
    const company = found(card(50, 'ACME GmbH', { kind: 'company' }), { foundBy: 'switchboard' })
    const eva = found(card(2, 'Eva Roth', { belongsTo: acme }), { foundBy: 'agent', judgement })
    expect(decide(caller(mobile), [eva, company])).toMatchObject({ outcome: 'organisation', group: acme })
  })

  it('once an agent said it is not the only owner, the number names nobody, and it can be taken back', () => {
    const judgement = { verdict: 'is-not', at: now - day } as const
    const decided = decide(caller(mobile), [found(card(1, 'Anna Weber'), { judgement, verifiedAt: now })])
    expect(decided).toMatchObject({ outcome: 'unknown', person: null, evidence: [], sure: 0 })
    expect(decided.candidates).toHaveLength(1)
  })

  it('of two, the one it is not leaves the other, and a day later it may be either', () => {
    const without = (at: number) =>
      decide(
        caller(mobile),
        both(card(1, 'Anna Weber'), card(2, 'Ben Weber'), { judgement: { verdict: 'is-not', at } }),
      )
    const next = without(now - 3600_000)
    expect(next).toMatchObject({ outcome: 'recognised', person: { customer: { id: 2 } } })
    expect(next.candidates.map(({ customer }) => customer.id)).toEqual([2, 1])
    expect(without(now - day)).toMatchObject({ person: null })
  })

  it('[P22] whom an agent named on somebody else’s number is not greeted there the next day, when it may be its owner', () => {
    const said = (verdict: 'is' | 'is-not', at: number) => ({ judgement: { verdict, at } as const })
    const decidedAfter = (age: number) =>
      decide(caller(mobile), [
        found(card(1, 'Anna Weber'), said('is-not', now - age)),
        found(card(2, 'Carl Weber'), { foundBy: 'agent', ...said('is', now - age) }),
      ])
    expect(decidedAfter(3600_000)).toMatchObject({ outcome: 'recognised', person: { customer: { id: 2 } } })
    expect(decidedAfter(day).person).toBeNull()
  })

  it('a number that forty share names nobody of the twelve that were found', () => {
    const recent = card(1, 'Gast', { lastInteractions: [interaction(now - 1000)] })
    const decided = decide(caller(mobile), [found(recent, { sharedBy: 40 })])
    expect(decided).toMatchObject({ outcome: 'possible', person: null })
    const two = [found(recent, { sharedBy: 40 }), found(card(2, 'Gast'), { sharedBy: 40 })]
    expect(decide(caller(mobile), two)).toMatchObject({ outcome: 'ambiguous', person: null })
  })

  it('a switchboard tells the company and no more', () => {
    const company = found(card(50, 'ACME GmbH', { kind: 'company' }), { foundBy: 'switchboard' })
    expect(decide(caller(e164('+493012345617')), [company])).toMatchObject({
      outcome: 'organisation',
      group: acme,
    })
    const contact = found(card(1, 'Eva Roth', { belongsTo: acme }), { foundBy: 'switchboard' })
    expect(decide(caller(e164('+493012345617')), [contact])).toMatchObject({
      outcome: 'organisation',
      person: null,
    })
    const nobodys = found(card(1, 'Eva Roth'), { foundBy: 'switchboard' })
    expect(decide(caller(e164('+493012345617')), [nobodys]).outcome).toBe('possible')
  })

  it('a number that came with an extension is the switchboard’s, not its owner’s', () => {
    const eva = card(1, 'Eva Roth', { belongsTo: acme })
    expect(decide(caller(e164('+4930123456', '42')), [found(eva)])).toMatchObject({
      outcome: 'organisation',
      group: acme,
      person: null,
    })
  })

  it('[P21] the same last seven digits are at most possible', () => {
    const decided = decide(caller(unreadable), [found(card(1, 'Eva Roth'), { foundBy: 'ending' })])
    expect(decided).toMatchObject({ outcome: 'possible', person: null, sure: 0.3 })
    expect(decided.evidence).toEqual([{ kind: 'same-ending', weight: 10 }])
  })
})

describe('what the caller typed', () => {
  const claims = { customerNumber: 'K-1' }
  const claimed = found(card(1, 'Eva Roth', { externalId: 'K-1' }), { foundBy: 'claim' })

  it('from a strange number it is only possible, unless the IVR has checked it', () => {
    expect(decide(caller(mobile, { claims }), [claimed])).toMatchObject({ outcome: 'possible', person: null })
    const checked = { ...claims, pinOk: 'true' }
    const policy = { ...usualPolicy, checkedClaim: 'pinOk' }
    expect(decide(caller(mobile, { claims: checked }), [claimed], policy)).toMatchObject({
      outcome: 'recognised',
      person: { customer: { id: 1 } },
    })
  })

  it('it decides between those who share the number', () => {
    const people = [...both(card(1, 'Eva Roth', { externalId: 'K-1' }), card(2, 'Max Roth')), claimed]
    expect(decide(caller(mobile, { claims }), people)).toMatchObject({
      outcome: 'recognised',
      person: { customer: { id: 1 } },
    })
  })

  it('it names the colleague behind a company’s number', () => {
    const eva = found(card(1, 'Eva Roth', { externalId: 'K-1', belongsTo: acme }), { foundBy: 'claim' })
    const company = found(card(50, 'ACME GmbH', { kind: 'company' }), { foundBy: 'switchboard' })
    expect(decide(caller(mobile, { claims }), [company, eva])).toMatchObject({
      outcome: 'recognised',
      person: { customer: { id: 1 } },
    })
  })

  it('[P63] against the number’s owner it makes nobody certain, however much speaks for the owner', () => {
    const plain = found(card(2, 'Ben Schulz'))
    const sure = found(card(2, 'Ben Schulz', { lastInteractions: [interaction(now - 1000)] }), {
      verifiedAt: now - day,
      judgement: { verdict: 'is', at: now - day },
    })
    for (const owner of [plain, sure]) {
      const decided = decide(caller(mobile, { claims }), [claimed, owner])
      expect(decided).toMatchObject({ outcome: 'ambiguous', person: null })
      expect(decided.candidates.map(({ customer }) => customer.id)).toEqual([1, 2])
    }
  })

  it('one that the IVR has checked names the caller, whoever has the number', () => {
    const checked = { ...claims, pinOk: 'true' }
    const policy = { ...usualPolicy, checkedClaim: 'pinOk' }
    const owner = found(card(2, 'Ben Schulz'), { verifiedAt: now - day })
    const decided = decide(caller(mobile, { claims: checked }), [claimed, owner], policy)
    expect(decided).toMatchObject({ outcome: 'recognised', person: { customer: { id: 1 } } })
  })

  it('two customer numbers of two customers name neither', () => {
    const other = found(card(2, 'Ben Schulz', { externalId: 'K-2' }), { foundBy: 'claim' })
    const numbers = { customerNumber: 'K-1', account: 'K-2' }
    const line = found(card(1, 'Eva Roth', { externalId: 'K-1' }))
    const decided = decide(caller(mobile, { claims: numbers }), [claimed, line, other])
    expect(decided).toMatchObject({ outcome: 'ambiguous', person: null })
  })

  it('what counts as checked is one claim, named by the house', () => {
    const policy = { checkedClaim: 'pinOk' }
    expect(claimWasChecked({ pinOk: 'Yes ' }, policy)).toBe(true)
    expect(claimWasChecked({ pinOk: 'false' }, policy)).toBe(false)
    expect(claimWasChecked({ verified: 'true' }, policy)).toBe(false)
    expect(claimWasChecked({ null: 'true' }, usualPolicy)).toBe(false)
  })
})

describe('a number that is not to be shown', () => {
  const owner = found(card(1, 'Eva Roth', { externalId: 'K-1' }), { verifiedAt: now })
  const restricted = caller(mobile, { presentation: 'restricted' })

  it('names nobody, even where it is known', () => {
    for (const who of [restricted, caller(withheld)]) {
      expect(decide(who, [owner])).toMatchObject({ outcome: 'withheld', person: null, candidates: [] })
    }
  })

  it('names its owner only in a house that may use it', () => {
    const policy = { ...usualPolicy, useRestrictedNumbers: true }
    expect(decide(restricted, [owner], policy).outcome).toBe('recognised')
    expect(decide(caller(withheld), [], policy).outcome).toBe('withheld')
  })

  it('leaves what the caller typed: possible, and without a word of the number', () => {
    const claims = { customerNumber: 'K-1' }
    const decided = decide({ ...restricted, claims }, [owner, { ...owner, foundBy: 'claim' }])
    expect(decided).toMatchObject({ outcome: 'possible', person: null })
    expect(decided.candidates[0]?.evidence.map(({ kind }) => kind)).toEqual(['claim'])
    expect(decided.candidates[0]?.score).toBe(300)
  })
})

it('whom an agent names is the caller, whoever else it might have been', () => {
  const [anna, ben] = rankCandidates(both(card(1, 'Anna Weber'), card(2, 'Ben Weber')), context)
  const decided = recogniseByAgent(ben!, [anna!, ben!])
  expect(decided).toMatchObject({ outcome: 'recognised', person: { customer: { id: 2 } } })
  expect(decided.candidates.map(({ customer }) => customer.id)).toEqual([2, 1])
})
