import { describe, expect, it } from 'vitest'
import { lab, Recording, told } from './freeswitch-streams.ts'

describe('direct calls and ring groups', () => {
  it('[P56] rings one phone, which answers', () => {
    const stream = new Recording()
    const caller = stream.caller()
    const phone = stream.ring(caller, '1001')
    stream.wait(3000).take(caller, phone).wait(9000).end(caller, phone)
    expect(stream.story()).toEqual(['arrived', 'offered ?1001', 'answered ?1001', 'ended hung-up'])
    const [call] = stream.calls()
    expect(call).toMatchObject({
      call: caller.uuid,
      from: '+4915112345678',
      to: '+493023125100',
      displayName: 'Max Müller',
      presentation: 'allowed',
    })
    expect(call!.answeredAt! - call!.arrivedAt).toBeGreaterThanOrEqual(3000)
  })

  it.each([
    ['NO_ANSWER', 'missed: 1001 missed'],
    ['USER_BUSY', 'busy: 1001 busy'],
    ['CALL_REJECTED', 'missed: 1001 declined'],
  ])('%s ends as %s', (cause, ends) => {
    const stream = new Recording()
    const caller = stream.caller()
    stream.hangup(stream.ring(caller, '1001'), cause).hangup(caller, cause)
    expect(stream.calls().map(told)).toEqual([`inbound ${ends}`])
  })

  it('the caller gives up: nobody has missed it by not answering', () => {
    const stream = new Recording()
    const caller = stream.caller()
    const phone = stream.ring(caller, '1001')
    stream.hangup(caller, 'ORIGINATOR_CANCEL').hangup(phone, 'ORIGINATOR_CANCEL')
    expect(stream.calls().map(told)).toEqual(['inbound missed: 1001 withdrawn'])
  })

  it('a ring group: one answers, the others have lost', () => {
    const stream = new Recording()
    const caller = stream.caller()
    const phones = ['1001', '1002', '1003'].map((extension) => stream.ring(caller, extension))
    stream.answer(phones[1]!, caller)
    stream.hangup(phones[0]!, 'LOSE_RACE').hangup(phones[2]!, 'LOSE_RACE').bridge(caller, phones[1]!)
    stream.end(caller, phones[1]!)
    expect(stream.calls().map(told)).toEqual(['inbound answered: 1001 lost, 1002 won, 1003 lost'])
  })

  it('an enterprise originate names the caller in a variable only', () => {
    const stream = new Recording()
    const caller = stream.caller()
    const variables = { ent_originate_aleg_uuid: caller.uuid }
    const phones = ['1001', '1002'].map((extension) => stream.ring(null, extension, { variables }))
    stream.answer(phones[0]!, caller).hangup(phones[1]!, 'LOSE_RACE').bridge(caller, phones[0]!)
    stream.end(caller, phones[0]!)
    expect(stream.calls().map(told)).toEqual(['inbound answered: 1001 won, 1002 lost'])
  })

  it('a phone that mod_fifo rings names the caller in a variable too', () => {
    const stream = new Recording()
    const caller = stream.caller()
    const phone = stream.ring(null, '1001', { variables: { fifo_bridge_uuid: caller.uuid } })
    stream.take(caller, phone).end(caller, phone)
    expect(stream.calls().map(told)).toEqual(['inbound answered: 1001 won'])
  })

  it('one after the other', () => {
    const stream = new Recording()
    const caller = stream.caller()
    stream.wait(20_000).hangup(stream.ring(caller, '1001'), 'NO_ANSWER')
    const second = stream.ring(caller, '1002')
    stream.take(caller, second).end(caller, second)
    expect(stream.calls().map(told)).toEqual(['inbound answered: 1001 missed, 1002 won'])
  })

  it('a leg with early media is bridged, and taken when it is answered', () => {
    const stream = new Recording()
    const caller = stream.caller()
    const phone = stream.ring(caller, '1001')
    stream.bridge(caller, phone)
    expect(stream.story()).not.toContain('answered ?1001')
    stream.wait(4000).answer(phone)
    expect(stream.story()).toContain('answered ?1001')
  })

  it('a phone that must confirm has not taken the call by lifting the receiver', () => {
    const stream = new Recording()
    const caller = stream.caller()
    const phone = stream.ring(caller, '1001')
    stream.answer(phone).wait(8000).hangup(phone, 'NORMAL_CLEARING')
    expect(stream.story()).not.toContain('answered ?1001')
    expect(stream.calls()[0]!.offers).toMatchObject([{ agent: '?1001', result: 'missed' }])
  })

  it('the IVR answers: nobody of ours has', () => {
    const stream = new Recording()
    const caller = stream.caller()
    stream.answer(caller).wait(20_000).hangup(caller)
    expect(stream.calls().map(told)).toEqual(['inbound missed: nobody'])
  })

  it('a loopback in between, which bows out once both ends are there', () => {
    const stream = new Recording()
    const caller = stream.caller()
    const [a, b] = stream.loopback(caller, '1001')
    const phone = stream.ring(b, '1001')
    stream.answer(phone, b).bridge(b, phone).answer(a, caller).bridge(caller, a)
    stream.bridge(caller, phone).unbridge(caller, a).hangup(a, 'BOWOUT').hangup(b, 'BOWOUT')
    stream.end(caller, phone)
    expect(stream.story()).toEqual(['arrived', 'offered ?1001', 'answered ?1001', 'ended hung-up'])
  })

  it('the far half of a loopback may be heard first', () => {
    const stream = new Recording()
    const caller = stream.caller()
    const [, b] = stream.loopback(caller, '1001')
    stream.ring(b, '1001')
    const [arrived, near, far, ring] = stream.events.splice(0)
    stream.events.push(arrived!, far!, ring!, near!)
    expect(stream.story().slice(0, 2)).toEqual(['arrived', 'offered ?1001'])
  })

  it('a call that is sent on to a number outside is answered by nobody of ours', () => {
    const stream = new Recording()
    const caller = stream.caller()
    const mobile = stream.trunk(caller, '015199999999')
    stream.take(caller, mobile).end(caller, mobile)
    const [call, ...others] = stream.calls()
    expect(others).toEqual([])
    expect(call).toMatchObject({ direction: 'inbound', outcome: 'answered', answeredBy: [] })
  })

  it('a dialplan that calls itself is not told hundreds of times', () => {
    const stream = new Recording()
    const caller = stream.caller()
    for (let n = 0; n < 200; n++) stream.hangup(stream.ring(caller, '1001'), 'REDIRECTION_TO_NEW_DESTINATION')
    expect(stream.story().filter((line) => line.startsWith('offered')).length).toBeLessThan(6)
  })

  it('held and resumed by the agent; what the customer does is nobody’s business', () => {
    const stream = new Recording()
    const caller = stream.caller()
    const phone = stream.ring(caller, '1001')
    stream.take(caller, phone).hold(caller).unhold(caller).hold(phone).hold(phone).unhold(phone)
    expect(stream.story().slice(3, -1)).toEqual(['held ?1001', 'resumed ?1001'])
  })

  it('one agent calls another', () => {
    const stream = new Recording()
    const alice = stream.phone('1001', '1002')
    const bob = stream.ring(alice, '1002')
    stream.take(alice, bob).end(alice, bob)
    expect(stream.calls().map(told)).toEqual(['internal answered: 1002 won'])
    expect(stream.calls()[0]).toMatchObject({ from: '1001', to: '1002' })
  })

  it('a phone that dials a feature code calls nobody', () => {
    const stream = new Recording()
    const phone = stream.phone('1001', '*97')
    stream.answer(phone).hangup(phone)
    expect(stream.calls()).toEqual([])
  })
})

describe('what leads outside', () => {
  const incoming = (trunks: readonly string[], more: Parameters<Recording['caller']>[0] = {}) => {
    const stream = new Recording()
    stream.hangup(stream.caller(more))
    return stream.calls({ ...lab, trunks }).length
  }

  it.each([
    ['gateway/carrier'],
    ['gateway/car*'],
    ['profile/external'],
    ['context/public'],
    ['sofia/external'],
  ])('%s is where a call comes in', (trunk) => {
    expect(incoming([trunk])).toBe(1)
  })

  it.each([['gateway/other'], ['profile/internal'], ['context/default'], ['sofia/internal']])(
    '%s is not',
    (trunk) => {
      expect(incoming([trunk])).toBe(0)
    },
  )

  it('a user of the directory is a phone, also where phones and trunks share a profile', () => {
    const stream = new Recording()
    const alice = stream.phone('1001', '1002', { variables: { sofia_profile_name: 'external' } })
    stream.ring(alice, '1002', { variables: { sofia_profile_name: 'external' } })
    expect(stream.calls({ ...lab, trunks: ['profile/external'] })[0]!.direction).toBe('internal')
  })

  it('a gateway that was not named is a trunk all the same where a call goes out', () => {
    const stream = new Recording()
    stream.trunk(stream.phone('1001', '015112345678'), '015112345678')
    expect(stream.calls({ ...lab, trunks: ['context/public'] })[0]!.direction).toBe('outbound')
  })

  it('a phone is known by its user, by its number, or by its name', () => {
    const agentOf = (more: Partial<Parameters<Recording['ring']>[2] & object>) => {
      const stream = new Recording()
      stream.ring(stream.caller(), '1001', more)
      return stream.calls()[0]!.offers[0]!.agent
    }
    expect(agentOf({ variables: { dialed_user: 'alice' } })).toBe('?1001')
    expect(agentOf({ variables: { dialed_user: 'alice' }, destination: 'alice' })).toBe('?alice')
    expect(agentOf({ name: 'verto.rtc/1002@pbx.example', variables: { dialed_user: '1002' } })).toBe('?1002')
  })
})
