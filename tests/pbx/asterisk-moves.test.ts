import { describe, expect, it } from 'vitest'
import { eventsOf, type Leg, localPair, Recording, told } from './asterisk-streams.ts'

/** What a stream tells of one call, one event a line. */
function storyOf(stream: Recording, call: Leg): string[] {
  const events = eventsOf([stream.bytes()]).filter((event) => event.call === call.id)
  return events.map(({ kind, agents, queue, result }) =>
    [kind, agents?.join('+'), queue, result].filter(Boolean).join(' '),
  )
}

function answered(stream: Recording, by = '1001'): { caller: Leg; agent: Leg } {
  const caller = stream.caller()
  const agent = stream.ring(caller, by)
  stream.wait(800).dialEnd(caller, agent, 'ANSWER').bridge('first', agent, caller).wait(1000)
  return { caller, agent }
}

describe.each([22, 16] as const)('calls that are moved at an Asterisk %i', (version) => {
  /** The agent's phone calls the colleague by itself, beside the customer who is on hold. */
  function consultByPhone(stream: Recording, agent: Leg): { second: Leg; bob: Leg } {
    stream.event('Hold', ...stream.block(agent))
    const second = stream.leg('PJSIP/1001', { exten: '1002' })
    return { second, bob: stream.ring(second, '1002') }
  }

  /** The phone sends REFER with Replaces while the colleague's phone still rings. */
  function transferToRinging(
    stream: Recording,
    agent: Leg,
    second: Leg,
    transferee: readonly (readonly [string, string])[],
  ): void {
    stream.event('Unhold', ...stream.block(agent))
    stream.event(
      'AttendedTransfer',
      ['Result', 'Success'],
      ...stream.block(agent, 'OrigTransferer'),
      ...stream.block(second, 'SecondTransferer'),
      ...transferee,
      ['IsExternal', 'Yes'],
      ['DestType', 'App'],
      ['DestApp', 'Dial'],
    )
  }

  it.each(['named', 'not named'])(
    '[P55] a transfer to a colleague who still rings: from then on the phone rings for the customer, who is %s',
    (transferee) => {
      const stream = new Recording(version)
      const { caller, agent } = answered(stream)
      const { second, bob } = consultByPhone(stream, agent)
      stream.wait(500)
      transferToRinging(
        stream,
        agent,
        second,
        transferee === 'named' ? [...stream.block(caller, 'Transferee')] : [],
      )
      stream.unbridge('first', caller, agent).hangup(second, 16).hangup(agent, 16).wait(2000)
      expect(storyOf(stream, caller).slice(2)).toEqual([
        'answered ?1001',
        'held ?1001',
        'resumed ?1001',
        'transferred ?1001',
        'offered ?1002',
        'ended',
      ])
      const moved = { ...bob, linked: caller.id }
      stream.dialEnd(caller, moved, 'ANSWER').bridge('second', moved, caller).wait(900)
      stream.hangup(caller, 16).hangup(moved, 16)
      expect(storyOf(stream, caller).slice(-3)).toEqual(['offered ?1002', 'answered ?1002', 'ended'])
      expect(stream.calls().map(told)).toEqual([
        'inbound answered: 1001 won, 1002 won',
        'internal missed: 1002 withdrawn',
      ])
    },
  )

  it('a colleague whose phone rings behind a Local channel is offered the customer as well', () => {
    const stream = new Recording(version)
    const { caller, agent } = answered(stream)
    const second = stream.leg('PJSIP/1001', { exten: '1002' })
    const [one, two] = localPair(stream, '1002@from-internal-00000003', second.linked)
    stream.dial(second, one, 'Local/1002@from-internal')
    const bob = stream.ring(two, '1002')
    transferToRinging(stream, agent, second, [...stream.block(caller, 'Transferee')])
    stream.unbridge('first', caller, agent).hangup(second, 16).hangup(agent, 16).wait(4000)
    stream.dialEnd(two, bob, 'NOANSWER').dialEnd(caller, one, 'NOANSWER').hangup(bob, 0)
    stream.hangup(one, 0).hangup(two, 0).hangup(caller, 16)
    expect(storyOf(stream, caller).slice(-4)).toEqual([
      'transferred ?1001',
      'offered ?1002',
      'offer-ended ?1002 missed',
      'ended',
    ])
  })

  it('two customers whom an agent joins stay two calls, and the agent has left both', () => {
    const stream = new Recording(version)
    const one = answered(stream)
    const other = stream.caller('4930555111', { number: '+4915100000002' })
    const again = stream.ring(other, '1001')
    stream.dialEnd(other, again, 'ANSWER').bridge('other', again, other).wait(900)
    stream.event(
      'AttendedTransfer',
      ['Result', 'Success'],
      ...stream.block(one.agent, 'OrigTransferer'),
      ...stream.block(again, 'SecondTransferer'),
      ['DestType', 'Bridge'],
    )
    stream.unbridge('first', one.caller).bridge('other', one.caller)
    stream
      .unbridge('other', again)
      .unbridge('first', one.agent)
      .hangup(again, 16)
      .hangup(one.agent, 16)
      .wait(5000)
    const merged = { ...other, linked: one.caller.id }
    stream.hangup(merged, 16).wait(100).hangup(one.caller, 16)
    expect(stream.calls().map(told)).toEqual(['inbound answered: 1001 won', 'inbound answered: 1001 won'])
    expect(storyOf(stream, other).slice(-2)).toEqual(['transferred ?1001', 'ended'])
  })

  it.each(['blind transfer', 'feature code'])(
    '[P55] a call parked by %s comes back when nobody fetches it',
    (how) => {
      const stream = new Recording(version)
      const { caller, agent } = answered(stream)
      const lot = [
        ...stream.block(caller, 'Parkee'),
        ['ParkingSpace', '701'],
        ['ParkingTimeout', '45'],
      ] as const
      if (how === 'blind transfer') {
        const parties = [...stream.block(agent, 'Transferer'), ...stream.block(caller, 'Transferee')]
        stream.event('BlindTransfer', ['Result', 'Success'], ...parties, ['Extension', '700'])
      }
      stream.event('ParkedCall', ...lot).unbridge('first', caller)
      stream.event(
        'BridgeEnter',
        ['BridgeUniqueid', 'lot'],
        ['BridgeTechnology', 'holding_bridge'],
        ...stream.block(caller),
      )
      stream.unbridge('first', agent).hangup(agent, 16).wait(45_000)
      stream.event('ParkedCallTimeOut', ...lot).unbridge('lot', caller)
      const back = stream.ring(caller, '1001')
      expect(storyOf(stream, caller).slice(2)).toEqual([
        'answered ?1001',
        'transferred ?1001',
        'offered ?1001',
        'ended',
      ])
      stream.wait(500).dialEnd(caller, back, 'ANSWER').bridge('again', back, caller).wait(500)
      stream.hangup(caller, 16).hangup(back, 16)
      expect(storyOf(stream, caller).slice(-2)).toEqual(['answered ?1001', 'ended'])
      expect(stream.calls().map(told)).toEqual(['inbound answered: 1001 won'])
    },
  )

  it('lists of channels that show a parking lot let nobody meet in it', () => {
    const stream = new Recording(version)
    const caller = stream.caller()
    const agent = stream.leg('PJSIP/1001')
    for (const leg of [caller, agent]) {
      stream.event(
        'BridgeEnter',
        ['BridgeUniqueid', 'lot'],
        ['BridgeTechnology', 'holding_bridge'],
        ...stream.block(leg),
      )
    }
    const other = stream.caller()
    for (let list = 0; list < 2; list++) {
      stream.response(['ActionID', 'greetline-channels-again'], ['Message', 'Channels will follow'])
      for (const leg of [caller, agent])
        stream.event('CoreShowChannel', ...stream.block(leg), ['BridgeId', 'lot'])
      for (const leg of [other, stream.leg('PJSIP/1002', { linked: other.id })]) {
        stream.event(
          'CoreShowChannel',
          ...stream.block(leg),
          ['BridgeId', 'another'],
          ['Application', 'Park'],
        )
      }
      stream.event('CoreShowChannelsComplete', ['ActionID', 'greetline-channels-again'])
    }
    expect(eventsOf([stream.bytes()]).map(({ kind }) => kind)).toEqual([
      'arrived',
      'arrived',
      'ended',
      'ended',
    ])
  })

  it('a parked caller who gives up ends the call', () => {
    const stream = new Recording(version)
    const { caller, agent } = answered(stream)
    stream.event('ParkedCall', ...stream.block(caller, 'Parkee')).unbridge('first', caller, agent)
    stream.hangup(agent, 16).event('HangupRequest', ...stream.block(caller))
    stream.event('ParkedCallGiveUp', ...stream.block(caller, 'Parkee')).hangup(caller, 16)
    expect(storyOf(stream, caller).slice(2)).toEqual(['answered ?1001', 'transferred ?1001', 'ended'])
  })

  it.each(['told before', 'told after'])(
    '[P55] one of a ring group’s calls is picked up by a third: all who rang have lost (their hang-up is %s the answer)',
    (order) => {
      const stream = new Recording(version)
      const caller = stream.caller('4930555100')
      stream.queue('QueueCallerJoin', caller, 'support')
      const alice = stream.offer(caller, '1001')
      const bob = stream.offer(caller, '1002')
      const picker = stream.wait(1500).leg('PJSIP/1003', { exten: '*8' })
      stream.event('Pickup', ...stream.block(picker), ...stream.block(alice, 'Target'))
      if (order === 'told before') stream.hangup(alice, 26)
      stream.dialEnd(caller, picker, 'ANSWER').dialEnd(caller, bob, 'CANCEL').dialEnd(caller, bob, 'CANCEL')
      if (order === 'told after') stream.hangup(alice, 26)
      stream.hangup(bob, 26).queue('QueueCallerLeave', caller, 'support')
      stream.event('AgentConnect', ...stream.block(caller), ...stream.block(picker, 'Dest'), [
        'Interface',
        'PJSIP/1001',
      ])
      stream
        .bridge('b', picker, caller)
        .wait(2000)
        .hangup(caller, 16)
        .hangup({ ...picker, linked: caller.id }, 16)
      expect(stream.calls().map(told)).toEqual(['inbound answered: 1001 lost, 1002 lost, 1003 won'])
      const story = storyOf(stream, caller)
      expect(story.indexOf('offer-ended ?1001 lost')).toBe(story.indexOf('answered ?1003') - 1)
    },
  )

  it('an agent who picks up at another phone of the same extension has won', () => {
    const stream = new Recording(version)
    const caller = stream.caller()
    const desk = stream.ring(caller, '1001')
    const soft = stream.leg('PJSIP/alice-soft', { number: '1001', exten: '*8' })
    stream
      .event('Pickup', ...stream.block(soft), ...stream.block(desk, 'Target'))
      .dialEnd(caller, soft, 'ANSWER')
    stream.hangup(desk, 26).bridge('b', soft, caller).wait(900).hangup(caller, 16).hangup(soft, 16)
    expect(stream.calls().map(told)).toEqual(['inbound answered: 1001 won'])
  })

  it('an outbound call that is passed on goes through a channel of Asterisk’s own making and stays one call', () => {
    const stream = new Recording(version)
    const agent = stream.leg('PJSIP/1001', { exten: '9015112345678' })
    const trunk = stream.leg('PJSIP/trunk', { linked: agent.linked })
    stream
      .dial(agent, trunk, '015112345678@trunk')
      .dialEnd(agent, trunk, 'ANSWER')
      .bridge('first', trunk, agent)
    const parties = [...stream.block(agent, 'Transferer'), ...stream.block(trunk, 'Transferee')]
    stream.event('BlindTransfer', ['Result', 'Success'], ...parties, ['Extension', '1002'])
    const zombie = stream.leg('AsyncGoto/PJSIP/trunk-00000001', { linked: agent.linked })
    stream.unbridge('first', trunk, agent).hangup(agent, 16).hangup(zombie, 16)
    const bob = stream.ring(trunk, '1002')
    stream.dialEnd(trunk, bob, 'ANSWER').bridge('b', bob, trunk).wait(900).hangup(bob, 16).hangup(trunk, 16)
    expect(storyOf(stream, agent)).toEqual([
      'arrived ?1001',
      'answered',
      'transferred ?1001',
      'offered ?1002',
      'answered ?1002',
      'ended',
    ])
  })
})

describe('several calls of one agent', () => {
  it('a second call that knocks is a call of its own, and each keeps its customer', () => {
    const stream = new Recording()
    const first = answered(stream)
    const second = stream.caller('4930555111', { number: '+4915100000002' })
    const knocking = stream.ring(second, '1001')
    stream.wait(2000).event('Hold', ...stream.block(first.agent))
    stream.dialEnd(second, knocking, 'ANSWER').bridge('second', knocking, second).wait(3000)
    stream
      .hangup(second, 16)
      .hangup(knocking, 16)
      .event('Unhold', ...stream.block(first.agent))
      .wait(1000)
    stream.hangup(first.caller, 16).hangup(first.agent, 16)
    expect(storyOf(stream, first.caller).slice(2)).toEqual([
      'answered ?1001',
      'held ?1001',
      'resumed ?1001',
      'ended',
    ])
    expect(storyOf(stream, second)).toEqual(['arrived', 'offered ?1001', 'answered ?1001', 'ended'])
  })

  it('a knocking call that the agent lets go was not answered, though the agent speaks', () => {
    const stream = new Recording()
    const first = answered(stream)
    const second = stream.caller('4930555111', { number: '+4915100000002' })
    const knocking = stream.ring(second, '1001')
    stream
      .wait(9000)
      .event('HangupRequest', ...stream.block(second))
      .dialEnd(second, knocking, 'CANCEL')
    stream.hangup(knocking, 0).hangup(second, 0).wait(1000).hangup(first.caller, 16).hangup(first.agent, 16)
    expect(stream.calls().map(told)).toEqual(['inbound answered: 1001 won', 'inbound missed: 1001 withdrawn'])
  })

  it('whoever calls again within a second has a call of its own, whatever is still heard of the first', () => {
    const stream = new Recording()
    const first = answered(stream)
    stream.event('HangupRequest', ...stream.block(first.caller)).unbridge('first', first.caller)
    const again = stream.wait(400).caller()
    const phone = stream.ring(again, '1002')
    stream.hangup(first.caller, 16).hangup(first.agent, 16)
    stream
      .dialEnd(again, phone, 'ANSWER')
      .bridge('b', phone, again)
      .wait(900)
      .hangup(again, 16)
      .hangup(phone, 16)
    expect(stream.calls().map(told)).toEqual(['inbound answered: 1001 won', 'inbound answered: 1002 won'])
  })
})

describe('the shapes that FreePBX and Issabel make', () => {
  it('click-to-dial through a Local channel is one outbound call of the agent whose phone rang first', () => {
    const stream = new Recording()
    const [one, two] = localPair(stream, '1001@from-internal-00000007', `${Math.floor(1795400000)}.0`)
    stream.event('DialBegin', ...stream.block(one, 'Dest'), ['DialString', '1001@from-internal'])
    const phone = stream.leg('PJSIP/1001', { linked: one.linked, number: '+4915112345678' })
    stream.dial(two, phone, '1001/sip:1001@192.0.2.5:5060').wait(2000).dialEnd(two, phone, 'ANSWER')
    stream.event('DialEnd', ...stream.block(one, 'Dest'), ['DialStatus', 'ANSWER'])
    stream.bridge('halves', phone, two)
    const calling = { ...one, exten: '015112345678', number: '+4915112345678' }
    const trunk = stream.leg('PJSIP/trunk', { linked: one.linked })
    stream.dial(calling, trunk, '015112345678@trunk').wait(900).dialEnd(calling, trunk, 'ANSWER')
    stream.bridge('b', trunk, calling).wait(3000).hangup(phone, 16).hangup(two, 16).hangup(calling, 16)
    stream.hangup(trunk, 16)
    const [call, ...others] = stream.calls()
    expect(others).toEqual([])
    expect(told(call!)).toBe('outbound answered: nobody')
    expect(call).toMatchObject({ placedBy: '?1001', to: '015112345678' })
  })

  it('a queue member whose state is a hint, ringing on at a mobile, is the member', () => {
    const stream = new Recording()
    stream.event(
      'QueueMemberStatus',
      ['Queue', '800'],
      ['MemberName', 'Alice'],
      ['Interface', 'Local/1001@from-queue/n'],
      ['StateInterface', 'hint:1001@ext-local'],
      ['Status', '1'],
    )
    const caller = stream.caller('4930555100')
    stream.queue('QueueCallerJoin', caller, '800')
    const [one, two] = localPair(stream, '1001@from-queue-00000001', caller.linked)
    stream
      .agentCalled(caller, one, '800', 'Local/1001@from-queue/n')
      .dial(caller, one, 'Local/1001@from-queue/n')
    const mobile = stream.leg('PJSIP/trunk', { linked: caller.linked })
    stream.dial(two, mobile, '01701234567@trunk').wait(900).dialEnd(two, mobile, 'ANSWER')
    stream.dialEnd(caller, one, 'ANSWER').bridge('b', one, caller).bridge('c', mobile, two).wait(900)
    stream.hangup(caller, 16).hangup(one, 16).hangup(two, 16).hangup(mobile, 16)
    expect(stream.calls().map(told)).toEqual(['inbound answered: 1001 won'])
  })

  it('a phone of the old SIP driver and a web phone with digits before its extension are agents too', () => {
    const stream = new Recording()
    const caller = stream.leg('SIP/carrier', { number: '03012345678', exten: '4930555111' })
    const old = stream.leg('SIP/1002', { linked: caller.linked, number: '1002' })
    const web = stream.leg('PJSIP/991001', { linked: caller.linked, number: '1001' })
    stream.dial(caller, old).dial(caller, web).dialEnd(caller, web, 'ANSWER').dialEnd(caller, old, 'CANCEL')
    stream.hangup(old, 26).bridge('b', web, caller).hangup(caller, 16).hangup(web, 16)
    const settings = { source: 'lab', trunks: ['SIP/carrier'], extensionLength: 4 }
    expect(stream.calls(settings).map(told)).toEqual(['inbound answered: 1002 lost, 1001 won'])
  })
})
