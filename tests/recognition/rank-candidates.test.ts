import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rankCandidates } from '../../src/recognition/rank-candidates.ts'
import type { FoundCustomer } from '../../src/store/call-store.ts'
import { quietCase } from '../../src/store/customer-matters.ts'
import { card, context, day, found, interaction, minute, now } from './candidates.ts'

const kinds = (one: { evidence: readonly { kind: string }[] } | undefined) =>
  one?.evidence.map(({ kind }) => kind)

describe('who may be calling, best first', () => {
  it('the one of a shared number whom we tried to reach yesterday stands before the one who called last week', () => {
    const called = card(1, '田中太郎', { lastInteractions: [interaction(now - 6 * day)] })
    const tried = card(2, '田中花子', {
      lastInteractions: [interaction(now - day, { direction: 'outbound', outcome: 'missed' })],
    })
    const ranked = rankCandidates([found(called, { sharedBy: 2 }), found(tried, { sharedBy: 2 })], context)
    expect(ranked.map(({ customer }) => customer.name)).toEqual(['田中花子', '田中太郎'])
    expect(ranked[0]?.evidence).toContainEqual({ kind: 'missed-outbound', weight: 30, detail: now - day })
    expect(ranked[0]?.lastContactAt).toBeNull()
  })

  it('who has answered a survey was last in touch when they rang, not when they answered', () => {
    const asked = interaction(now - minute, { channel: 'survey', disposition: null })
    const anna = card(1, 'Anna', { lastInteractions: [asked, interaction(now - 6 * day)] })
    expect(rankCandidates([found(anna)], context)[0]?.lastContactAt).toBe(now - 6 * day)
  })

  it('a missed call of ours counts no more once we have spoken, or after three days', () => {
    const attempt = interaction(now - day, { direction: 'outbound', outcome: 'no-answer' })
    const spoken = card(1, 'Anna', { lastInteractions: [interaction(now - 2 * minute), attempt] })
    const triedAgain = card(2, 'Ben', {
      lastInteractions: [interaction(now - 2 * minute, { outcome: 'abandoned' }), attempt],
    })
    const wrote = card(4, 'Dea', {
      lastInteractions: [interaction(now - minute, { channel: 'e-mail', outcome: null }), attempt],
    })
    const longAgo = card(3, 'Cem', { lastInteractions: [{ ...attempt, startedAt: now - 4 * day }] })
    const [a, b, c, d] = [spoken, triedAgain, longAgo, wrote].map(
      (one) => rankCandidates([found(one)], context)[0],
    )
    expect(kinds(a)).not.toContain('missed-outbound')
    expect(kinds(b)).toContain('missed-outbound')
    expect(kinds(c)).not.toContain('missed-outbound')
    expect(kinds(d)).toContain('missed-outbound')
  })

  it('an agent’s word outweighs all the others, for and against', () => {
    const strong = found(card(1, 'María García'), {
      verifiedAt: now - day,
      judgement: { verdict: 'is-not', at: now - day },
    })
    const weak = found(card(2, 'Pedro García'), { judgement: { verdict: 'is', at: now - day } })
    const plain = found(card(3, 'Lola García', { openCases: [openCase] }), { verifiedAt: now })
    const ranked = rankCandidates([strong, weak, plain], context)
    expect(ranked.map(({ customer }) => customer.id)).toEqual([2, 3, 1])
  })

  it('of two words of agents the newer counts, of two at once the careful one', () => {
    const customer = card(1, 'María García')
    const said = (verdict: 'is' | 'is-not', at: number) => found(customer, { judgement: { verdict, at } })
    const word = (...all: FoundCustomer[]) => rankCandidates(all, context)[0]?.judgement?.verdict
    expect(word(said('is', now), said('is-not', now - day))).toBe('is')
    expect(word(said('is', now - day), said('is-not', now))).toBe('is-not')
    expect(word(said('is', now), said('is-not', now))).toBe('is-not')
  })

  it('whoever is found by number and by claim is one candidate with both reasons', () => {
    const customer = card(7, '陈伟', { externalId: 'K-1007' })
    const claims = { language: 'zh', customerNumber: 'K-1007' }
    const ranked = rankCandidates([found(customer), found(customer, { foundBy: 'claim' })], {
      ...context,
      claims,
    })
    expect(ranked).toHaveLength(1)
    expect(ranked[0]?.evidence).toEqual([
      { kind: 'claim', weight: 300, detail: 'customerNumber' },
      { kind: 'number', weight: 40 },
    ])
  })

  it('[P63] what was typed outranks everything that the number says, and more where the voice menu has checked it', () => {
    const owner = found(
      card(1, 'Eva Roth', { lastInteractions: [interaction(now - minute)], openCases: [openCase] }),
      {
        verifiedAt: now - day,
        judgement: { verdict: 'is', at: now - day },
      },
    )
    const typed = found(card(2, 'Max Roth', { externalId: 'K-2' }), { foundBy: 'claim' })
    const claims = { customerNumber: 'K-2' }
    const [first] = rankCandidates([owner, typed], { ...context, claims })
    expect(first?.customer.id).toBe(2)
    const [checked] = rankCandidates([owner, typed], { ...context, claims, claimWasChecked: true })
    expect(kinds(checked)).toEqual(['claim', 'claim-checked'])
  })

  it('of a household the one for whom something is to be done now stands first', () => {
    const home = { id: 60, kind: 'household', name: '田中家' }
    const due = card(1, '田中花子', { belongsTo: home, followUp: { dueAt: now - day, text: 'ring back' } })
    const later = card(2, '田中太郎', { belongsTo: home, followUp: { dueAt: now + 9 * day, text: 'ring' } })
    const ranked = rankCandidates(
      [later, due].map((one) => found(one, { foundBy: 'household' })),
      context,
    )
    expect(ranked.map(({ customer }) => customer.id)).toEqual([1, 2])
    expect(kinds(ranked[0])).toEqual(['household', 'follow-up'])
    expect(kinds(ranked[1])).toEqual(['household'])
  })

  it('a number is worth less the more people have it, and recency fades', () => {
    const score = (one: FoundCustomer) => rankCandidates([one], context)[0]?.score ?? 0
    const shared = [1, 2, 4, 40].map((sharedBy) => score(found(card(1, 'A'), { sharedBy })))
    expect(shared).toEqual([40, 35, 25, 15])
    const ages = [minute, day, 7 * day, 30 * day, 180 * day, 400 * day]
    const aged = ages.map((age) => score(found(card(1, 'A', { lastInteractions: [interaction(now - age)] }))))
    expect(aged).toEqual([65, 60, 52, 46, 42, 40])
  })

  it('the only one who ever had to do with us, and whose language was dialled, is a little ahead', () => {
    const here = card(1, 'Jean Dupont', {
      language: 'fr-CA',
      lastInteractions: [interaction(now - 300 * day)],
    })
    const ranked = rankCandidates([found(card(2, 'John Dupont', { language: 'en' })), found(here)], {
      ...context,
      didLanguage: 'fr',
    })
    expect(kinds(ranked[0])).toEqual(['number', 'did', 'only-contact'])
    expect(kinds(ranked[1])).toEqual(['number'])
  })

  it('equal candidates stand in the order of their last contact, then of their ids', () => {
    const at = (id: number, age: number) =>
      found(card(id, 'Kim', { lastInteractions: [interaction(now - age)] }))
    const ranked = rankCandidates([at(9, 3 * day), at(4, 2 * day), at(2, 3 * day)], context)
    expect(ranked.map(({ customer }) => customer.id)).toEqual([4, 2, 9])
  })

  it('the order in which the store found them changes nothing', () => {
    const shuffled = fc
      .uniqueArray(anyFound, {
        maxLength: 8,
        selector: ({ customer, foundBy }) => `${customer.id}${foundBy}`,
      })
      .chain((all) =>
        fc.tuple(
          fc.constant(all),
          fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }),
        ),
      )
    fc.assert(
      fc.property(shuffled, ([all, other]) => {
        expect(rankCandidates(other, context)).toEqual(rankCandidates(all, context))
      }),
      { numRuns: 300 },
    )
  })
})

const openCase = { ...quietCase, id: 1, reference: null, subject: 'Retour', openedAt: now - day }

/** Few ids, so that the same customer is found in several ways and ties are common. */
const anyFound = fc
  .record({
    id: fc.integer({ min: 1, max: 5 }),
    foundBy: fc.constantFrom('number', 'switchboard', 'household', 'claim', 'ending'),
    verifiedAt: fc.constantFrom(null, now - day, now - 2 * day),
    sharedBy: fc.integer({ min: 1, max: 4 }),
    judgement: fc.option(
      fc.record({ verdict: fc.constantFrom('is', 'is-not'), at: fc.constantFrom(now - day, now - 2 * day) }),
    ),
  })
  .map(({ id, ...way }): FoundCustomer => {
    const lastInteractions = id % 2 === 0 ? [interaction(now - day)] : []
    return { customer: card(id, `Customer ${id}`, { lastInteractions }), ...way }
  })
