import { describe, expect, it } from 'vitest'
import type { Attestation } from '../../src/call/call-event.ts'
import { statedAttestation } from '../../src/pbx/dialplan-values.ts'
import { eventsOf, type Leg, lab, localPair, Recording } from './asterisk-streams.ts'

type Header = readonly [string, string]

/** `UserEvent(Greetline,…)` in the dialplan of this channel. */
function states(stream: Recording, leg: Leg, ...headers: Header[]): void {
  stream.event('UserEvent', ...stream.block(leg), ['UserEvent', 'Greetline'], ...headers)
}

function claimsOf(stream: Recording, settings = lab): unknown[] {
  return eventsOf([stream.bytes()], settings).flatMap(({ kind, call, claims }) =>
    kind === 'claims' ? [{ call, claims }] : [],
  )
}

describe.each([22, 16] as const)('what the dialplan of an Asterisk %i states', (version) => {
  it('[P54] what the caller has typed is claimed, under its own name', () => {
    const stream = new Recording(version)
    const caller = stream.caller('4930555400')
    states(stream, caller, ['claim_account', '12345'], ['verified', 'yes'], ['Claim-Topic', 'invoice: 7'])
    expect(claimsOf(stream)).toEqual([
      { call: caller.id, claims: { account: '12345', verified: 'yes', Topic: 'invoice: 7' } },
    ])
    expect(stream.calls()[0]!.claims).toEqual({ account: '12345', verified: 'yes', Topic: 'invoice: 7' })
  })

  it('names that only begin like a claim, empty values and names that are none', () => {
    const stream = new Recording(version)
    const caller = stream.caller()
    states(
      stream,
      caller,
      ['claim_', 'x'],
      ['ClaimNumber', 'S-77'],
      ['claim_1st', 'x'],
      ['Empty', ''],
      ['Unknown', '<unknown>'],
      ['Bad Name', 'x'],
      ['Long', 'x'.repeat(513)],
    )
    expect(stream.calls()[0]!.claims).toEqual({ claim_: 'x', ClaimNumber: 'S-77' })
  })

  it('a claim of the second caller with the same number goes to the second call', () => {
    const stream = new Recording(version)
    const first = stream.caller('4930555400')
    const second = stream.caller('4930555400')
    states(stream, second, ['claim_account', '2'])
    states(stream, first, ['claim_account', '1'])
    expect(claimsOf(stream)).toEqual([
      { call: second.id, claims: { account: '2' } },
      { call: first.id, claims: { account: '1' } },
    ])
  })

  it('an IVR behind a Local channel states it of the conversation', () => {
    const stream = new Recording(version)
    const caller = stream.caller('4930555400')
    const [, inside] = localPair(stream, 's@ivr-00000001', caller.linked)
    states(stream, inside, ['claim_account', '12345'])
    expect(claimsOf(stream)).toEqual([{ call: caller.id, claims: { account: '12345' } }])
  })

  it.each(['Linkedid', 'CallId'])(
    'a script that speaks through the manager names the conversation by %s',
    (header) => {
      const stream = new Recording(version, 'pbx1')
      const caller = stream.caller('4930555400')
      const said: Header[] = [
        ['UserEvent', 'Greetline'],
        ['ActionID', '7'],
      ]
      stream.event('UserEvent', ...said, [header, caller.id], ['claim_account', '12345'])
      stream.event('UserEvent', ...said, [header, '1.1'], ['claim_account', '666'])
      stream.event('UserEvent', ...said, ['claim_account', '666'])
      expect(claimsOf(stream)).toEqual([{ call: caller.id, claims: { account: '12345' } }])
    },
  )

  it('headers that the dialplan repeats cannot move the statement to another call', () => {
    const stream = new Recording(version)
    const victim = stream.caller()
    const caller = stream.caller()
    states(stream, caller, ['Uniqueid', victim.id], ['Linkedid', victim.id], ['claim_account', '12345'])
    expect(claimsOf(stream)).toEqual([{ call: caller.id, claims: { account: '12345' } }])
  })

  it('attestation, presentation, diversion and the number dialled are of the call and claimed by nobody', () => {
    const stream = new Recording(version)
    const caller = stream.caller('s')
    states(
      stream,
      caller,
      ['Did', '4930555400'],
      ['Pres', 'prohib_not_screened'],
      ['Attestation', 'TN-Validation-Passed-B'],
      ['Diversion', '"Zentrale" <sip:+493023125100@sip.example>;reason=unconditional;counter=1'],
    )
    stream.ring(caller, '1001')
    const [call] = stream.calls()
    expect(call).toMatchObject({
      to: '4930555400',
      presentation: 'restricted',
      attestation: 'B',
      diversion: '+493023125100',
      claims: {},
    })
    const events = eventsOf([stream.bytes()])
    expect(events.filter((event) => 'attestation' in event || 'diversion' in event)).toHaveLength(1)
  })

  it.each([
    ['03023125100', '03023125100'],
    ['<tel:+493023125100;ext=1>', '+493023125100'],
    ['', null],
    ['anonymous', null],
    ['<sip:anonymous@anonymous.invalid>', null],
    ['<unknown>', null],
  ])('a diversion written %j is %j', (written, number) => {
    const stream = new Recording(version)
    states(stream, stream.caller(), ['Diversion', written], ['claim_a', 'b'])
    expect(stream.calls()[0]!.diversion).toBe(number)
  })

  it('of a call that we placed the number is ours: nothing is learnt of the customer by it', () => {
    const stream = new Recording(version)
    const agent = stream.leg('PJSIP/1001', { exten: '9015112345678' })
    const trunk = stream.leg('PJSIP/trunk', { linked: agent.linked })
    stream.dial(agent, trunk, '015112345678@trunk')
    states(stream, agent, ['Pres', 'prohib'], ['Attestation', 'A'], ['claim_account', '12345'])
    expect(stream.calls()[0]).toMatchObject({
      presentation: 'allowed',
      attestation: null,
      claims: { account: '12345' },
    })
  })

  it('a statement after the call has ended changes nothing', () => {
    const stream = new Recording(version)
    const caller = stream.caller()
    stream.hangup(caller, 16)
    states(stream, caller, ['claim_account', '12345'])
    expect(claimsOf(stream)).toEqual([])
  })
})

describe('attestation as a dialplan states it', () => {
  it.each<[string, Attestation | undefined]>([
    ['A', 'A'],
    [' b ', 'B'],
    ['TN-Validation-Passed-C', 'C'],
    ['TN-Validation-Passed', undefined],
    ['sip:+4915112345678;verstat=TN-Validation-Passed-A@sip.example>', 'A'],
    ['sip:+4915112345678@sip.example>', undefined],
    ['TN-Validation-Failed', 'failed'],
    ['No-TN-Validation', 'none'],
    ['', undefined],
    ['D', undefined],
    ['Verification passed', undefined],
  ])('%j is %j', (written, attestation) => expect(statedAttestation(written)).toBe(attestation))
})
