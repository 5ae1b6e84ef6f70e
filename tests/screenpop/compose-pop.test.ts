import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CallerNumber } from '../../src/call/caller-number.ts'
import { composePop, type PopInput } from '../../src/screenpop/compose-pop.ts'
import { disclosurePolicy } from '../../src/screenpop/disclose.ts'
import { isSamePop } from '../../src/screenpop/same-pop.ts'
import { quietCase } from '../../src/store/customer-matters.ts'
import { closings, outcomes, pop as popSchema, trustLevels } from '../../src/wire/pop.ts'
import { arrived, chan, day, interaction, known, minute, now, popInput, ringing, tell } from './chan.ts'

describe('the pop of one agent', () => {
  it('says who is calling, why, and the sentence to greet them with', () => {
    const pop = composePop(popInput())
    expect(popSchema.parse(pop)).toEqual(pop)
    expect(pop).toMatchObject({
      callId: 'hk:c1',
      version: 1,
      state: 'ringing',
      queue: { id: '601', name: 'Claims' },
      did: { number: '+85221234567', name: 'Claims hotline' },
      caller: { number: '+852 9123 4567', e164: '+85291234567', displayName: 'CHAN TAI MAN', region: 'HK' },
      outcome: 'recognised',
      trust: { level: 'usual', reasons: ['attestation-b'] },
      person: {
        customerId: 4711,
        name: '陳大文',
        address: '陳先生',
        company: '大文貿易有限公司',
        localTime: '15:30',
        wishes: ['no e-mail'],
      },
      candidates: [{ customerId: 4711, score: 40 }],
      greeting: {
        language: 'zh-Hant-HK',
        text: '陳先生，午安！這裏是Star Courier，我是Alice Wong。請問有甚麼可以幫到您？',
      },
      cases: [{ reference: 'SC-881' }],
      history: [{ text: 'Parcel SC-881 was promised for Friday', at: now - 2 * day }],
    })
    expect(pop.reasons[0]).toMatchObject({ kind: 'open-case' })
  })

  it('a name that would turn the sentence or the card round is shown and said without what turns it', () => {
    const turned = (name: string) => `\u202e${name}\u2066\u200f\u061c`
    const ali = { ...chan, name: turned('علی\u200cرضا'), familyName: turned('Rezai'), saidAs: null }
    const company = {
      ...chan.belongsTo,
      kind: 'company',
      name: turned('大文貿易有限公司'),
    } as typeof chan.belongsTo
    const whole = known({ ...ali, title: turned('Mr'), language: 'en', belongsTo: company })
    const recognition = { ...popInput().recognition, person: whole, candidates: [whole] }
    const pop = composePop(popInput({ recognition }))
    const { person, candidates, greeting } = pop
    expect(JSON.stringify([person, candidates, greeting])).not.toMatch(/\p{Bidi_Control}/u)
    expect(person).toMatchObject({ name: 'علی\u200cرضا', address: 'Mr Rezai', company: '大文貿易有限公司' })
    expect(greeting.text).toContain('Mr Rezai')
  })

  it('greets by the customer’s clock, else the region’s, else the source’s', () => {
    const hello = (input: Partial<PopInput>) => composePop(popInput(input)).greeting.text.split('.')[0]
    const stranger = { outcome: 'unknown', person: null, group: null, candidates: [], evidence: [] } as const
    const dialled = { recognition: stranger, did: null }
    const from = (region: string | null) => ({ ...popInput().caller, region })
    expect(hello({ ...dialled, caller: from('HK') })).toBe('Good afternoon')
    expect(hello({ ...dialled, caller: from('DE') })).toBe('Good morning')
    const hidden = { ...from('DE'), presentation: 'restricted' } as const
    expect(hello({ ...dialled, caller: hidden })).toBe('Good afternoon')
    const source = { language: 'en', region: 'US', timeZone: 'America/New_York' }
    expect(hello({ ...dialled, caller: from('US'), source })).toBe('Hello')
    expect(hello({ ...dialled, caller: from(null), source: { ...source, timeZone: 'Not/AZone' } })).toBe(
      'Good morning',
    )
  })

  it('is greeted in the language of queue, number or house if the customer has none', () => {
    const mute = known({ ...chan, language: null })
    const recognition = { ...popInput().recognition, person: mute }
    const language = (more: Partial<PopInput>) =>
      composePop(popInput({ recognition, ...more })).greeting.language
    expect(language({ queue: { id: '1', name: 'Q', language: 'de' } })).toBe('de')
    expect(language({})).toBe('en')
    expect(language({ did: null, source: { language: 'fr', region: 'FR', timeZone: null } })).toBe('fr')
  })

  it('knows that the line dropped, or that they return our call', () => {
    const say = (customer: typeof chan, kind: 'number' | 'missed-outbound' = 'number') => {
      const person = known(customer, { evidence: [{ kind, weight: 1, detail: now - day }] })
      const recognition = { ...popInput().recognition, person, evidence: person.evidence }
      return composePop(popInput({ recognition })).greeting.text
    }
    expect(
      say({ ...chan, lastInteractions: [interaction(now - 2 * minute, { disposition: null })] }),
    ).toContain('斷線')
    expect(say(chan, 'missed-outbound')).toContain('多謝您回電')
  })

  describe('what else is known of the customer shapes the greeting', () => {
    const promise = { id: 1, text: 'CANARY', state: 'broken', dueAt: now - day, owner: null } as const
    const say = (customer: Partial<typeof chan>, more: Partial<PopInput> = {}) => {
      const person = known({ ...chan, ...customer })
      const recognition = { ...popInput().recognition, person }
      return composePop(popInput({ recognition, ...more })).greeting.text
    }
    const broken = { promises: [promise as never] }

    it('[P70] an apology for a broken promise, without a word of what it was', () => {
      const text = say(broken)
      expect(text).toContain('非常抱歉，我們未有做到答應您的事')
      expect(text).not.toContain('CANARY')
    })

    it('[P70] and none where promises are held back, or the number is doubtful', () => {
      const masked = disclosurePolicy([{ when: 'usual', masked: ['promises'] }])
      expect(say(broken, { disclosure: masked })).not.toContain('抱歉')
      const doubtful: Partial<PopInput> = { trust: { level: 'doubtful', reasons: [] } }
      expect(say(broken, doubtful)).toBe('午安！這裏是Star Courier，我是Alice Wong。請問點樣稱呼您？')
    })

    it('[P70] thanks for whom the house honours, by tier or by value', () => {
      const thanks = '多謝您一直以來的信任'
      expect(say({})).not.toContain(thanks)
      expect(say({}, { honouredTiers: ['gold'] })).toContain(thanks)
      const standing = (value: number | null, risk: 'none' | 'high') => ({
        bearings: {
          ...popInput().bearings,
          standing: { value, risk, why: [], tier: null, suggestion: null },
        },
      })
      expect(say({}, standing(80, 'none'))).toContain(thanks)
      expect(say({}, standing(79, 'none'))).not.toContain(thanks)
      expect(say({}, standing(null, 'none'))).not.toContain(thanks)
      expect(say({}, { ...standing(95, 'high'), honouredTiers: ['gold'] })).toContain('請您慢慢講')
    })

    it('[P70] the house’s opening question, where the reason is likely and the language fits', () => {
      const opening = (text: string, language: string) => ({
        bearings: { ...popInput().bearings, openingFor: () => ({ text, language }) },
      })
      const again = { lastInteractions: [interaction(now - 10 * minute)] }
      expect(say(again, opening('需要再上門取件嗎？', 'zh-TW'))).toContain('需要再上門取件嗎？')
      expect(say(again, opening('Shall we collect it?', 'en'))).not.toContain('collect')
      const unlikely = { lastInteractions: [], openCases: [] }
      expect(say(unlikely, opening('需要再上門取件嗎？', 'zh-TW'))).not.toContain('取件')
    })

    it('[P70] a dropped line is not spoken of where the history is held back', () => {
      const cut = { lastInteractions: [interaction(now - 2 * minute, { disposition: null })] }
      expect(say(cut)).toContain('斷線')
      const masked = disclosurePolicy([{ when: 'usual', masked: ['history'] }])
      expect(say(cut, { disclosure: masked })).not.toContain('斷線')
    })
  })

  it('[P148] of whoever works for a company it has the company\u2019s open matters too, their own first', () => {
    const { recognition } = popInput()
    const ofCompany = {
      ...quietCase,
      id: 5,
      reference: 'C-5',
      subject: 'Pallets lost',
      openedAt: now - minute,
    }
    const person = recognition.person && {
      ...recognition.person,
      customer: { ...recognition.person.customer, casesOfCompany: [ofCompany] },
    }
    const alone = composePop(popInput()).cases.map(({ id }) => id)
    const pop = composePop(popInput({ recognition: { ...recognition, person } }))
    expect(pop.cases.map(({ id }) => id)).toEqual([...alone, 5])
    expect(pop.reasons.map(({ text }) => text)).toContain('Pallets lost')
  })

  it('is told who had the call before', () => {
    const call = tell(
      arrived,
      { kind: 'answered', agents: ['bob'] },
      { kind: 'transferred', agents: ['bob'] },
      { kind: 'offered', agents: ['alice'] },
    )
    expect(composePop(popInput({ call })).before).toEqual(['Bob Lee'])
    const desired = { ...ringing, agent: 'bob', state: 'wrap-up' } as const
    expect(composePop(popInput({ call, desired })).before).toEqual([])
  })

  it('a household is shown, and asked who of it is speaking', () => {
    const house = known({ ...chan, id: 60, kind: 'household', name: '陳宅', title: null, belongsTo: null })
    const group = { id: 60, kind: 'household', name: '陳宅' }
    const recognition = {
      outcome: 'ambiguous',
      person: house,
      group,
      candidates: [house],
      evidence: [],
    } as const
    const pop = composePop(popInput({ recognition }))
    expect(pop.person).toMatchObject({ kind: 'household', name: '陳宅' })
    expect(pop.greeting.text).toBe('午安！這裏是Star Courier，我是Alice Wong。請問您是府上邊位？')
  })

  it('a long note is cut between characters', () => {
    const person = known({ ...chan, lastInteractions: [interaction(now - day, { body: '😀'.repeat(2000) })] })
    const pop = composePop(popInput({ recognition: { ...popInput().recognition, person } }))
    expect(pop.history[0]?.text).toBe('😀'.repeat(500))
  })
})

describe('what the caller’s side claims to be called', () => {
  const shown = (displayName: string | null) =>
    composePop(popInput({ caller: { ...popInput().caller, displayName } })).caller.displayName

  it.each([
    ['\u202eknaB ruoY\u202c', 'knaB ruoY'],
    ['Zero\u200bWidth\u2066\ufeff', 'ZeroWidth'],
    ['tab\there\u0000\u001b[31m', 'tabhere[31m'],
    ['  Müller   &  Söhne ', 'Müller & Söhne'],
    ['\u3164\u200d', null],
    ['', null],
    [null, null],
  ])('%j is shown as %j', (raw, clean) => {
    expect(shown(raw)).toBe(clean)
  })

  it('at most 64 code points', () => {
    expect(Array.from(shown('𠮷'.repeat(300)) ?? '')).toHaveLength(64)
  })
})

describe('numbers of every kind', () => {
  const shown = (number: CallerNumber) =>
    composePop(popInput({ caller: { ...popInput().caller, number } })).caller

  it('are shown as they can be read', () => {
    expect(shown({ kind: 'e164', raw: '', e164: '+85291234567', extension: '42' }).number).toBe(
      '+852 9123 4567 ext. 42',
    )
    expect(shown({ kind: 'extension', raw: '412', extension: '412' })).toMatchObject({
      number: '412',
      e164: null,
    })
    expect(shown({ kind: 'short', raw: '95588', digits: '95588' })).toMatchObject({
      number: '95588',
      e164: null,
    })
    expect(shown({ kind: 'unreadable', raw: '+49\u200e30 ?', why: '' })).toMatchObject({ number: '+4930 ?' })
  })

  it('what names nobody says so, also where the phone system called it allowed', () => {
    const nothing = { number: null, e164: null, displayName: null, region: null }
    expect(shown({ kind: 'withheld', raw: 'anonymous' })).toEqual({ presentation: 'restricted', ...nothing })
    expect(shown({ kind: 'unavailable', raw: '' })).toMatchObject({
      presentation: 'unavailable',
      number: null,
    })
  })
})

/** A customer of whom every word is to be found again, and nothing else in the pop looks like it. */
const secrets = {
  familyName: 'CANARYFAMILY',
  number: '+85255501234',
  note: 'CANARYNOTE',
  subject: 'CANARYCASE',
  about: 'CANARYABOUT',
  company: 'CANARYCOMPANY',
  claim: 'CANARYCLAIM',
  displayName: 'CANARYDISPLAY',
}
const secretPerson = known(
  {
    ...chan,
    name: `Anna ${secrets.familyName}`,
    givenName: 'Anna',
    familyName: secrets.familyName,
    title: 'Ms',
    pronunciation: secrets.familyName,
    about: secrets.about,
    role: secrets.about,
    wishes: [secrets.about],
    tier: secrets.about,
    language: 'de',
    belongsTo: { id: 1, kind: 'company', name: secrets.company },
    lastInteractions: [interaction(now - minute, { body: secrets.note, disposition: secrets.note })],
    openCases: [
      { ...quietCase, id: 77, reference: secrets.subject, subject: secrets.subject, openedAt: now },
    ],
    casesOfCompany: [
      { ...quietCase, id: 78, reference: secrets.subject, subject: secrets.subject, openedAt: now },
    ],
  },
  { evidence: [{ kind: 'claim', weight: 80, detail: secrets.claim }] },
)

const anyInput = fc
  .record({
    outcome: fc.constantFrom(...outcomes),
    level: fc.constantFrom(...trustLevels),
    state: fc.constantFrom('ringing' as const, 'connected' as const, 'held' as const, 'wrap-up' as const),
    givenName: fc.constantFrom(null, 'Anna', `Anna ${secrets.familyName}`, secrets.familyName),
    saidAs: fc.constantFrom(null, secrets.familyName),
    direction: fc.constantFrom('inbound' as const, 'outbound' as const),
    withPerson: fc.boolean(),
  })
  .map(({ outcome, level, state, givenName, saidAs, direction, withPerson }): PopInput => {
    const person = { ...secretPerson, customer: { ...secretPerson.customer, givenName, saidAs } }
    const { number, displayName } = secrets
    return popInput({
      call: tell(
        { ...arrived, from: number, direction, displayName },
        { kind: 'claims', claims: { customer: secrets.claim } },
      ),
      desired: { ...ringing, state },
      caller: {
        number: { kind: 'e164', raw: number, e164: number },
        presentation: 'allowed',
        displayName,
        region: 'HK',
      },
      recognition: {
        outcome,
        person: withPerson ? person : null,
        group: person.customer.belongsTo,
        candidates: [person],
        evidence: person.evidence,
      },
      trust: { level, reasons: [] },
      followUp: { dueAt: now, text: secrets.note },
    })
  })

function leaks(pop: object): string[] {
  const text = JSON.stringify(pop)
  const ending = secrets.number.slice(-7)
  return [...Object.values(secrets), ending].filter((secret) => text.includes(secret))
}

describe('nothing gets out that may not', () => {
  it('what is looked for is there to be found', () => {
    const person = { ...secretPerson }
    const full = popInput({ recognition: { ...popInput().recognition, person }, call: tell({ ...arrived }) })
    expect(leaks(composePop(full))).toContain(secrets.familyName)
  })

  it('while it rings at several, at most a first name', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const pop = composePop({ ...input, desired: { ...input.desired, stage: 'first-name' } })
        expect(leaks(pop)).toEqual([])
        expect(popSchema.safeParse(pop).success).toBe(true)
        expect(pop).toMatchObject({
          candidates: [],
          evidence: [],
          history: [],
          cases: [],
          claims: {},
          reasons: [],
        })
        if (pop.person) expect(pop.person).toMatchObject({ customerId: 0, name: 'Anna', address: 'Anna' })
        if (input.recognition.outcome !== 'recognised') expect(pop.person).toBeNull()
      }),
    )
    const group = { ...popInput().desired, stage: 'first-name' as const }
    expect(composePop(popInput({ desired: group })).person).toMatchObject({ name: '大文', tier: 'standard' })
  })

  it('a closed pop tells nothing any more', () => {
    fc.assert(
      fc.property(anyInput, fc.constantFrom(...closings), (input, closing) => {
        const pop = composePop({ ...input, desired: { ...input.desired, state: 'closed', closing } })
        expect(leaks(pop)).toEqual([])
        expect(JSON.stringify(pop)).not.toContain('Anna')
        expect(popSchema.safeParse(pop).success).toBe(true)
        expect(pop).toMatchObject({ person: null, outcome: 'unknown', greeting: { text: '' }, closing })
      }),
    )
  })

  it('that a number is withheld is said at every stage', () => {
    const number: CallerNumber = { kind: 'withheld', raw: 'anonymous' }
    const caller = { ...popInput().caller, number }
    for (const more of [{ stage: 'first-name' }, { state: 'closed' }, {}] as const) {
      const pop = composePop(popInput({ caller, desired: { ...ringing, ...more } }))
      expect(pop.caller.presentation).toBe('restricted')
    }
  })

  it('a withheld number and what came with it never appear', () => {
    fc.assert(
      fc.property(anyInput, fc.boolean(), (input, word) => {
        const raw = secrets.number
        const number: CallerNumber = word ? { kind: 'withheld', raw } : { kind: 'e164', raw, e164: raw }
        const presentation = word ? 'allowed' : 'restricted'
        const call = tell(
          { ...arrived, from: raw },
          { kind: 'claims', claims: { ani: '0085 2555 01234', menu: '2' } },
        )
        const pop = composePop({ ...input, call, caller: { ...input.caller, number, presentation } })
        const text = JSON.stringify(pop)
        expect(text).not.toContain('5501234')
        expect(text).not.toContain('555 01234')
        expect(pop.claims).toEqual({ menu: '2' })
        expect(pop.caller).toEqual({
          presentation: 'restricted',
          number: null,
          e164: null,
          displayName: null,
          region: null,
        })
      }),
    )
  })

  it('only one who is recognised by a number to be believed is greeted by name', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const { greeting } = composePop(input)
        const { outcome, person } = input.recognition
        const believed = input.trust.level === 'attested' || input.trust.level === 'usual'
        const named = outcome === 'recognised' && believed && person !== null
        expect(greeting.text.includes(secrets.familyName)).toBe(named)
      }),
    )
  })
})

describe('whether a pop has changed', () => {
  it('neither its version nor a minute on the customer’s clock is a change', () => {
    const pop = composePop(popInput())
    expect(isSamePop(pop, composePop(popInput({ previousVersion: 6, now: now + minute })))).toBe(true)
    expect(isSamePop(pop, JSON.parse(JSON.stringify(pop)))).toBe(true)
  })

  it.each([
    ['its state', popInput({ desired: { ...ringing, state: 'connected' } })],
    ['trust', popInput({ trust: { level: 'usual', reasons: [] } })],
    [
      'the customer',
      popInput({ recognition: { ...popInput().recognition, person: known({ ...chan, about: null }) } }),
    ],
    ['a candidate', popInput({ recognition: { ...popInput().recognition, candidates: [] } })],
  ])('%s is', (_, input) => {
    expect(isSamePop(composePop(popInput()), composePop(input))).toBe(false)
  })

  it('a claim is, whatever the IVR calls it', () => {
    const claiming = (version: string) =>
      composePop(popInput({ call: tell(arrived, { kind: 'claims', claims: { version } }) }))
    expect(isSamePop(claiming('1'), claiming('1'))).toBe(true)
    expect(isSamePop(claiming('1'), claiming('2'))).toBe(false)
    expect(isSamePop(composePop(popInput({ call: tell(arrived, { kind: 'queued' }) })), claiming('1'))).toBe(
      false,
    )
  })

  it('its version is one more than before', () => {
    expect(composePop(popInput({ previousVersion: 6 })).version).toBe(7)
  })
})
