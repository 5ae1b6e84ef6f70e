import { describe, expect, it } from 'vitest'
import { type EventHeaders, type Leg, Recording } from './freeswitch-streams.ts'

function callBy(more: Partial<Leg>) {
  const stream = new Recording()
  stream.hangup(stream.caller(more))
  return stream.calls()[0]!
}

function callWith(variables: EventHeaders, more: Partial<Leg> = {}) {
  return callBy({ ...more, variables })
}

describe('who is calling', () => {
  it('[P17] a number that must not be shown says so with every event, beside the number', () => {
    const call = callBy({ hidden: true })
    expect(call).toMatchObject({ from: '+4915112345678', presentation: 'restricted' })
  })

  it.each([
    [{ sip_Privacy: 'id' }],
    [{ sip_Privacy: 'user;header;id' }],
    [{ sip_h_Privacy: 'id' }],
    [{ 'sip_Remote-Party-ID': '<sip:+4915112345678@carrier.example>;party=calling;screen=yes;privacy=full' }],
  ])('%j shows that the number is withheld', (variables: EventHeaders) => {
    expect(callWith(variables).presentation).toBe('restricted')
  })

  it.each([[{ sip_Privacy: 'none' }], [{ 'sip_Remote-Party-ID': '<sip:+49@c>;privacy=off' }], [{}]])(
    '%j does not',
    (variables: EventHeaders) => {
      expect(callWith(variables).presentation).toBe('allowed')
    },
  )

  it('that a number is withheld is learnt whenever it is said, and stays', () => {
    const stream = new Recording()
    const caller = stream.caller()
    caller.hidden = true
    stream.queue(caller)
    caller.hidden = false
    stream.of(caller, 'CHANNEL_PARK').hangup(caller)
    expect(stream.calls()[0]!.presentation).toBe('restricted')
  })

  it.each([['anonymous'], ['Anonymous'], ['Restricted'], ['private']])(
    '%s withholds its number',
    (number) => {
      expect(callBy({ number })).toMatchObject({ from: number, presentation: 'restricted' })
    },
  )

  it.each([['0000000000'], [''], ['unknown'], ['FreeSWITCH']])('"%s" has no number to show', (number) => {
    expect(callBy({ number }).presentation).toBe('unavailable')
  })

  it.each([
    ['"Max" <sip:+4915112345678@carrier.example;user=phone>', '+4915112345678'],
    ['<tel:+4915112345678;verstat=TN-Validation-Passed>', '+4915112345678'],
    ['<sip:max@carrier.example>, <tel:+4915112345678>', '+4915112345678'],
    ['sip:%2B4915112345678@carrier.example', '+4915112345678'],
    ['015112345678', '015112345678'],
  ])('an anonymous caller whom the carrier asserts as %s is that number, withheld', (asserted, from) => {
    const call = callWith({ 'sip_P-Asserted-Identity': asserted }, { number: 'anonymous' })
    expect(call).toMatchObject({ from, presentation: 'restricted' })
  })

  it('two asserted identities come as a list', () => {
    const call = callWith(
      { 'sip_P-Asserted-Identity': ['<sip:max@carrier.example>', '<tel:+4915112345678>'] },
      { number: '0000000000' },
    )
    expect(call).toMatchObject({ from: '+4915112345678', presentation: 'allowed' })
  })

  it.each([
    ['TN-Validation-Passed-A', 'A'],
    ['TN-Validation-Passed-B', 'B'],
    ['TN-Validation-Passed-C', 'C'],
    ['TN-Validation-Failed', 'failed'],
    ['No-TN-Validation', 'none'],
  ])('%s, found by FreeSWITCH, is attestation %s', (found, attestation) => {
    expect(callWith({ sip_verstat_detailed: found }).attestation).toBe(attestation)
  })

  it('attested by the carrier: passed without a level is no level', () => {
    const asserted = '<sip:+4915112345678;verstat=TN-Validation-Passed@carrier.example>'
    expect(callWith({ 'sip_P-Asserted-Identity': asserted }).attestation).toBeNull()
    const level = { 'sip_P-Asserted-Identity': asserted, 'sip_h_P-Attestation-Indicator': 'B' }
    expect(callWith(level).attestation).toBe('B')
    expect(callWith({ 'sip_h_P-Attestation-Indicator': 'A' }).attestation).toBeNull()
    expect(callWith({ 'sip_P-Asserted-Identity': asserted.replace('Passed', 'Failed') }).attestation).toBe(
      'failed',
    )
  })

  it('an Identity header that nobody has checked attests nothing', () => {
    expect(
      callWith({ sip_h_Identity: 'eyJhbGciOiJFUzI1NiJ9.eyJhdHRlc3QiOiJBIn0.x;info=<https://x>' }).attestation,
    ).toBeNull()
  })

  it('what the dialplan finds later is told later', () => {
    const stream = new Recording()
    const caller = stream.caller()
    caller.variables.sip_verstat_detailed = 'TN-Validation-Passed-A'
    stream.queue(caller)
    expect(stream.calls()[0]!.attestation).toBe('A')
  })

  it('the newest diversion', () => {
    const header = '"Old" <sip:+493023125199@carrier.example>;reason=unconditional;counter=1'
    expect(callWith({ sip_h_Diversion: header }).diversion).toBe('+493023125199')
    expect(callWith({ sip_h_Diversion: [header, '<sip:+4930999@x>'] }).diversion).toBe('+493023125199')
  })

  it('the number called is in the To header where a gateway registers under a name', () => {
    const call = callBy({ destination: 'gw+carrier', variables: { sip_to_user: '+493023125100' } })
    expect(call.to).toBe('+493023125100')
  })

  it.each([
    ['Max "Maxi" Müller', 'Max "Maxi" Müller'],
    ['王小明', '王小明'],
    ['100% sure; x=y&z', '100% sure; x=y&z'],
    ['+4915112345678', null],
    ['anonymous', null],
  ])('the display name %s is %s', (callerName, shown) => {
    expect(callBy({ callerName }).displayName).toBe(shown)
  })
})

describe('what the caller has typed', () => {
  it('comes with variables of the caller’s leg, once', () => {
    const stream = new Recording()
    const caller = stream.caller()
    caller.variables.greetline_claim_customerNumber = 'K-10442'
    stream.custom('greetline::claims', {
      ...stream.events.at(-1),
      'Event-Name': 'CUSTOM',
      variable_greetline_claim_customerNumber: 'K-10442',
    })
    stream.queue(caller)
    expect(stream.story().filter((line) => line === 'claims')).toHaveLength(1)
    expect(stream.calls()[0]!.claims).toEqual({ customerNumber: 'K-10442' })
  })

  it('or as headers of the event that the dialplan fires', () => {
    const stream = new Recording()
    const caller = stream.caller()
    stream.of(caller, 'CUSTOM', { 'Event-Subclass': 'greetline::claims', greetline_claim_topic: 'invoice' })
    expect(stream.calls()[0]!.claims).toEqual({ topic: 'invoice' })
  })

  it('a later answer replaces the earlier one; what is no claim is none', () => {
    const stream = new Recording()
    const caller = stream.caller()
    caller.variables.greetline_claim_topic = 'invoice'
    caller.variables.digits = '4711'
    caller.variables.greetline_claim_long = 'x'.repeat(600)
    caller.variables.greetline_claim_1 = 'no name'
    stream.answer(caller)
    caller.variables.greetline_claim_topic = 'complaint'
    stream.queue(caller)
    expect(stream.calls()[0]!.claims).toEqual({ topic: 'complaint' })
  })
})
