import { describe, expect, it } from 'vitest'
import { eventsOf, localPair, Recording, told } from './asterisk-streams.ts'

describe.each([22, 16] as const)('direct calls of Asterisk %i', (version) => {
  it.each([
    ['603 Decline', 21, 'inbound missed: 1001 declined'],
    ['480 Temporarily Unavailable', 19, 'inbound missed: 1001 missed'],
    ['503 Service Unavailable', 42, 'inbound missed: 1001 missed'],
  ])('%s from the phone', (_, cause, expected) => {
    const stream = new Recording(version)
    const caller = stream.caller()
    const phone = stream.ring(caller, '1001')
    stream.wait(300).event('HangupRequest', ...stream.block(phone), ['Cause', String(cause)])
    stream
      .dialEnd(caller, phone, cause === 42 ? 'CONGESTION' : 'NOANSWER')
      .hangup(phone, cause)
      .hangup(caller, cause)
    expect(stream.calls().map(told)).toEqual([expected])
  })

  it('a ring group: one answers, the other has lost', () => {
    const stream = new Recording(version)
    const caller = stream.caller('4930555112')
    const alice = stream.ring(caller, '1001')
    const bob = stream.ring(caller, '1002')
    stream.wait(900).dialEnd(caller, bob, 'ANSWER').dialEnd(caller, alice, 'CANCEL').hangup(alice, 26)
    stream.bridge('b', bob, caller).wait(2000).hangup(caller, 16).hangup(bob, 16)
    const [call] = stream.calls()
    expect(told(call!)).toBe('inbound answered: 1001 lost, 1002 won')
    expect(call).toMatchObject({ queue: null, to: '4930555112' })
  })

  it('a ring group of which one is busy and one does not answer is missed, all busy is busy', () => {
    const mixed = new Recording(version)
    const caller = mixed.caller('4930555112')
    const alice = mixed.ring(caller, '1001')
    const bob = mixed.ring(caller, '1002')
    mixed.dialEnd(caller, alice, 'BUSY').hangup(alice, 17).wait(12000).dialEnd(caller, bob, 'NOANSWER')
    mixed.hangup(bob, 0).hangup(caller, 16)
    expect(told(mixed.calls()[0]!)).toBe('inbound missed: 1001 busy, 1002 missed')
    const busy = new Recording(version)
    const again = busy.caller('4930555112')
    for (const phone of [busy.ring(again, '1001'), busy.ring(again, '1002')]) {
      busy.dialEnd(again, phone, 'BUSY').hangup(phone, 17)
    }
    busy.hangup(again, 17)
    expect(told(busy.calls()[0]!)).toBe('inbound busy: 1001 busy, 1002 busy')
  })

  it('a loser is told so at once, also where its hang-up gives no reason', () => {
    const stream = new Recording(version)
    const caller = stream.caller('4930555112')
    const alice = stream.ring(caller, '1001')
    const bob = stream.ring(caller, '1002')
    stream.dialEnd(caller, bob, 'ANSWER').dialEnd(caller, alice, 'CANCEL')
    const before = eventsOf([stream.bytes()]).findLast(({ kind }) => kind === 'offer-ended')
    expect(before).toMatchObject({ agents: ['?1001'], result: 'lost' })
    stream.hangup(alice, 0)
    expect(eventsOf([stream.bytes()]).filter(({ kind }) => kind === 'offer-ended')).toEqual([before])
  })

  it('an agent with two phones is offered the call until both are silent', () => {
    const stream = new Recording(version)
    const caller = stream.caller()
    const desk = stream.ring(caller, '1001')
    const soft = stream.leg('PJSIP/alice-soft', { linked: caller.linked, number: '1001' })
    stream.dial(caller, soft).dialEnd(caller, desk, 'BUSY').hangup(desk, 17)
    expect(eventsOf([stream.bytes()]).some(({ kind }) => kind === 'offer-ended')).toBe(false)
    stream.wait(9000).dialEnd(caller, soft, 'NOANSWER').hangup(soft, 0).hangup(caller, 16)
    expect(stream.calls().map(told)).toEqual(['inbound missed: 1001 missed'])
  })

  it('an agent who joins with a second phone has not answered twice; a hold is one hold', () => {
    const stream = new Recording(version)
    const caller = stream.caller()
    const desk = stream.ring(caller, '1001')
    const soft = stream.leg('PJSIP/alice-soft', { number: '1001' })
    stream.dialEnd(caller, desk, 'ANSWER').bridge('b', desk, caller, soft)
    stream
      .event('Hold', ...stream.block(desk))
      .event('Hold', ...stream.block(desk))
      .hangup(caller, 16)
    const kinds = eventsOf([stream.bytes()]).map(({ kind }) => kind)
    expect(kinds).toEqual(['arrived', 'offered', 'answered', 'held', 'ended'])
  })

  it('a phone that sends the call on (302) is out of it, and the target has it', () => {
    const stream = new Recording(version)
    const caller = stream.caller()
    const phone = stream.ring(caller, '1001')
    const [one, two] = localPair(stream, '1003@from-internal-00000002', caller.linked)
    stream.dialEnd(caller, phone, 'CANCEL', '1003')
    stream.dial(caller, one, '1003@from-internal')
    const target = stream.ring(two, '1003')
    stream.hangup(phone, 23).wait(600).dialEnd(two, target, 'ANSWER').dialEnd(caller, one, 'ANSWER')
    stream.bridge('b', one, caller).bridge('c', target, two).wait(2000).hangup(caller, 16).hangup(target, 16)
    expect(stream.calls().map(told)).toEqual(['inbound answered: 1001 withdrawn, 1003 won'])
    const kinds = eventsOf([stream.bytes()]).map(({ kind }) => kind)
    // Asterisk 16 does not say that it was forwarded; only the phone's hang-up ends its ring.
    const first = version === 22 ? ['offer-ended', 'offered'] : ['offered', 'offer-ended']
    expect(kinds).toEqual(['arrived', 'offered', ...first, 'answered', 'ended'])
  })

  it('the word for a withheld number is no number, and says that it is withheld', () => {
    const stream = new Recording(version)
    const caller = stream.caller('4930555100', { number: 'anonymous', caller: 'Anonymous' })
    stream.hangup(caller, 16)
    expect(stream.calls()[0]).toMatchObject({
      from: 'anonymous',
      presentation: 'restricted',
      outcome: 'missed',
    })
  })

  it('a dialplan that masks a withheld number is heard: the number that came first stays, as restricted', () => {
    const stream = new Recording(version)
    const caller = stream.caller('4930555800')
    const masked = { ...caller, number: 'anonymous', caller: 'anonymous' }
    stream.event('NewCallerid', ...stream.block(masked), [
      'CID-CallingPres',
      '32 (Presentation Prohibited, Not Screened)',
    ])
    stream.event(
      'UserEvent',
      ...stream.block(masked),
      ['UserEvent', 'ScreenPop'],
      ['CallId', caller.id],
      ['From', 'anonymous'],
      ['Pres', 'prohib_not_screened'],
      ['Did', '4930555800'],
      ['SipCallId', 'abc@127.0.0.2'],
    )
    const phone = stream.ring(masked, '1001')
    stream.dialEnd(masked, phone, 'ANSWER').bridge('b', phone, masked).hangup(phone, 16).hangup(masked, 16)
    const [call] = stream.calls()
    expect(told(call!)).toBe('inbound answered: 1001 won')
    expect(call).toMatchObject({ from: '+4915112345678', presentation: 'restricted', claims: {} })
    const offered = eventsOf([stream.bytes()]).findIndex(({ kind }) => kind === 'offered')
    expect(eventsOf([stream.bytes()]).slice(0, offered).at(-1)).toMatchObject({ presentation: 'restricted' })
  })

  it.each([
    ['Newexten', ['Application', 'Set'], ['AppData', 'CALLERID(num-pres)=prohib']],
    ['Newexten', ['Application', 'NoOp'], ['AppData', 'pres prohib_not_screened']],
    ['VarSet', ['Variable', 'CALLERPRES'], ['Value', 'prohib_passed_screen']],
    ['Newexten', ['ChanVariable', 'CALLERID(num-pres)=prohib_not_screened'], ['Application', 'Answer']],
    ['NewCallerid', ['CID-CallingPres', '35 (Presentation Prohibited, Network Number)'], ['X', 'y']],
  ] as const)('%s %j %j shows that the number is withheld', (event, first, second) => {
    const stream = new Recording(version)
    const caller = stream.caller()
    stream.event(event, ...stream.block(caller), first, second)
    stream.ring(caller, '1001')
    expect(stream.calls()[0]).toMatchObject({ from: '+4915112345678', presentation: 'restricted' })
  })

  it("an agent's own withheld number says nothing of the caller's", () => {
    const stream = new Recording(version)
    const caller = stream.caller()
    const phone = stream.ring(caller, '1001')
    stream.event('NewCallerid', ...stream.block(phone), ['CID-CallingPres', '32 (Presentation Prohibited)'])
    stream.dialEnd(caller, phone, 'ANSWER')
    expect(stream.calls()[0]!.presentation).toBe('allowed')
  })

  it('the number dialled is the first that the dialplan goes on to, where the trunk comes in at s', () => {
    const stream = new Recording(version)
    const caller = stream.caller('s')
    const there = stream.block({ ...caller, exten: '4930555111' })
    stream.event('Newexten', ...stream.block(caller), ['Application', 'Goto'], ['AppData', '4930555111,1'])
    stream.event('Newexten', ...there, ['Application', 'Dial'])
    stream.ring(caller, '1001')
    expect(stream.calls()[0]!.to).toBe('4930555111')
  })

  it('ids with a system name stay what they are', () => {
    const stream = new Recording(version, 'pbx1')
    for (let n = 0; n < 10; n++) stream.hangup(stream.leg('PJSIP/1009'), 16)
    const caller = stream.caller()
    const phone = stream.ring(caller, '1001')
    stream.dialEnd(caller, phone, 'ANSWER').bridge('b', phone, caller).hangup(caller, 16).hangup(phone, 16)
    expect(caller.id).toBe('pbx1-1795400000.10')
    expect(stream.calls().map(({ call }) => call)).toEqual(['pbx1-1795400000.10'])
  })
})
