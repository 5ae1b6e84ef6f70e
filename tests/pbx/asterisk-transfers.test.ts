import { describe, expect, it } from 'vitest'
import { eventsOf, type Leg, localPair, Recording, told } from './asterisk-streams.ts'

describe.each([22, 16] as const)('transfers of Asterisk %i', (version) => {
  function answered(stream: Recording): { caller: Leg; alice: Leg } {
    const caller = stream.caller()
    const alice = stream.ring(caller, '1001')
    stream.wait(800).dialEnd(caller, alice, 'ANSWER').bridge('first', alice, caller).wait(1000)
    return { caller, alice }
  }

  function blindTransfer(stream: Recording, from: Leg, transferee: Leg, extension: string): void {
    const parties = [...stream.block(from, 'Transferer'), ...stream.block(transferee, 'Transferee')]
    stream.event('Unhold', ...stream.block(from))
    stream.event('BlindTransfer', ['Result', 'Success'], ...parties, ['Extension', extension])
    stream.unbridge('first', transferee, from).hangup(from, 16)
  }

  it('a blind transfer into a queue: the same call waits there and the next agent has it', () => {
    const stream = new Recording(version)
    const { caller, alice } = answered(stream)
    blindTransfer(stream, alice, caller, '600')
    stream.queue('QueueCallerJoin', caller, 'support')
    const bob = stream.offer(caller, '1002')
    const aliceAgain = stream.offer(caller, '1001')
    stream
      .wait(900)
      .dialEnd(caller, bob, 'ANSWER')
      .dialEnd(caller, aliceAgain, 'CANCEL')
      .hangup(aliceAgain, 26)
    stream.queue('QueueCallerLeave', caller, 'support').bridge('second', bob, caller).wait(900)
    stream.hangup(caller, 16).hangup(bob, 16)
    const calls = stream.calls()
    expect(calls.map(told)).toEqual(['inbound answered: 1001 won, 1002 won'])
    expect(calls[0]).toMatchObject({ queue: 'support', answeredBy: ['?1001', '?1002'] })
  })

  it('an abandoned second queue does not undo the answer', () => {
    const stream = new Recording(version)
    const { caller, alice } = answered(stream)
    blindTransfer(stream, alice, caller, '600')
    stream.queue('QueueCallerJoin', caller, 'support')
    const bob = stream.offer(caller, '1002')
    stream
      .wait(900)
      .event('HangupRequest', ...stream.block(caller))
      .dialEnd(caller, bob, 'CANCEL')
    stream.queue('QueueCallerAbandon', caller, 'support').hangup(bob, 0).hangup(caller, 0)
    expect(stream.calls().map(told)).toEqual(['inbound answered: 1001 won, 1002 withdrawn'])
  })

  /** The agent's feature code: a Local channel of the same conversation calls the colleague. */
  function consult(stream: Recording, caller: Leg, alice: Leg): { halves: [Leg, Leg]; bob: Leg } {
    const halves = localPair(stream, '1002@from-internal-00000009', caller.linked)
    stream.unbridge('first', alice).bridge('consult', alice, halves[0])
    return { halves, bob: stream.ring(halves[1], '1002') }
  }

  it.each([true, false])(
    'an attended transfer by feature code: the bridges merge (told by each: %s)',
    (each) => {
      const stream = new Recording(version)
      const { caller, alice } = answered(stream)
      const { halves, bob } = consult(stream, caller, alice)
      stream.wait(900).dialEnd(halves[1], bob, 'ANSWER').bridge('behind', bob, halves[1])
      const consulting = eventsOf([stream.bytes()])
      expect(consulting.some(({ agents }) => agents?.includes('?1002'))).toBe(false)
      stream.event(
        'AttendedTransfer',
        ['Result', 'Success'],
        ...stream.block(alice, 'OrigTransferer'),
        ...stream.block(alice, 'SecondTransferer'),
        ...stream.block(caller, 'Transferee'),
        ['DestType', 'Bridge'],
      )
      stream.event('BridgeMerge', ['ToBridgeUniqueid', 'first'], ['FromBridgeUniqueid', 'consult'])
      if (each) stream.unbridge('consult', halves[0]).bridge('first', halves[0])
      stream.hangup(alice, 16).wait(2000)
      stream.hangup(caller, 16).hangup(halves[0], 16).hangup(halves[1], 16).hangup(bob, 16)
      expect(stream.calls().map(told)).toEqual(['inbound answered: 1001 won, 1002 won'])
      const kinds = eventsOf([stream.bytes()]).map(({ kind, agents }) =>
        `${kind} ${agents?.join() ?? ''}`.trim(),
      )
      expect(kinds.slice(2)).toEqual(['answered ?1001', 'transferred ?1001', 'answered ?1002', 'ended'])
    },
  )

  it('a colleague who was only asked has not had the call', () => {
    const stream = new Recording(version)
    const { caller, alice } = answered(stream)
    const { halves, bob } = consult(stream, caller, alice)
    stream.wait(900).dialEnd(halves[1], bob, 'ANSWER').bridge('behind', bob, halves[1]).wait(900)
    stream.hangup(bob, 16).hangup(halves[1], 16).hangup(halves[0], 16)
    stream.unbridge('consult', alice).bridge('first', alice).wait(900).hangup(caller, 16).hangup(alice, 16)
    expect(stream.calls().map(told)).toEqual(['inbound answered: 1001 won'])
  })

  it('an attended transfer into a conference of three: the agent stays', () => {
    const stream = new Recording(version)
    const { caller, alice } = answered(stream)
    const { halves, bob } = consult(stream, caller, alice)
    stream.dialEnd(halves[1], bob, 'ANSWER').bridge('behind', bob, halves[1])
    const parties = [...stream.block(alice, 'OrigTransferer'), ...stream.block(caller, 'Transferee')]
    stream.event('AttendedTransfer', ['Result', 'Success'], ...parties, ['DestType', 'Threeway'])
    stream.bridge('first', alice, halves[0])
    const kinds = eventsOf([stream.bytes()]).map(({ kind, agents }) =>
      `${kind} ${agents?.join() ?? ''}`.trim(),
    )
    expect(kinds.slice(2)).toEqual(['answered ?1001', 'answered ?1002', 'ended'])
  })

  it.each(['first', 'last'])(
    'an agent who hangs up (%s) while the colleague still rings has offered the call',
    (when) => {
      const stream = new Recording(version)
      const { caller, alice } = answered(stream)
      const { halves, bob } = consult(stream, caller, alice)
      if (when === 'first') stream.hangup(alice, 16)
      else stream.unbridge('consult', alice).bridge('first', alice)
      stream.unbridge('consult', halves[0]).bridge('first', halves[0])
      if (when === 'last') stream.hangup(alice, 16)
      stream.wait(2000)
      expect(told(stream.calls()[0]!)).toBe('inbound answered: 1001 won, 1002 withdrawn')
      stream
        .dialEnd(halves[1], bob, 'ANSWER')
        .bridge('behind', bob, halves[1])
        .hangup(caller, 16)
        .hangup(bob, 16)
      expect(told(stream.calls()[0]!)).toBe('inbound answered: 1001 won, 1002 won')
    },
  )

  it('a caller whom the agent left to somebody else was transferred, whatever moved the call', () => {
    const stream = new Recording(version)
    const { caller, alice } = answered(stream)
    stream.unbridge('first', caller, alice).hangup(alice, 16)
    const bob = stream.ring(caller, '1002')
    const kinds = eventsOf([stream.bytes()]).map(({ kind }) => kind)
    expect(kinds.slice(-3)).toEqual(['transferred', 'offered', 'ended'])
    stream.dialEnd(caller, bob, 'ANSWER').bridge('b', bob, caller).hangup(caller, 16)
    expect(stream.calls()[0]).toMatchObject({ answeredBy: ['?1001', '?1002'] })
  })

  it('a caller put through to a number outside is answered there by nobody of ours', () => {
    const stream = new Recording(version)
    const caller = stream.caller()
    const outside = stream.leg('PJSIP/trunk', { linked: caller.linked })
    stream.dial(caller, outside, '01701234567@trunk').wait(900).dialEnd(caller, outside, 'ANSWER')
    stream.bridge('b', outside, caller).hangup(outside, 16).hangup(caller, 16)
    const calls = stream.calls()
    expect(calls.map(told)).toEqual(['inbound answered: nobody'])
    expect(calls[0]!.answeredBy).toEqual([])
  })

  it('two callers parked in one holding bridge do not meet', () => {
    const stream = new Recording(version)
    for (let n = 0; n < 2; n++) {
      const caller = stream.caller()
      stream.event(
        'BridgeEnter',
        ['BridgeUniqueid', 'park'],
        ['BridgeTechnology', 'holding_bridge'],
        ...stream.block(caller),
      )
    }
    const agent = stream.leg('PJSIP/1001')
    stream.event(
      'BridgeEnter',
      ['BridgeUniqueid', 'park'],
      ['BridgeTechnology', 'holding_bridge'],
      ...stream.block(agent),
    )
    expect(stream.calls().map(told)).toEqual(['inbound missed: nobody', 'inbound missed: nobody'])
  })
})
