import { describe, expect, it } from 'vitest'
import { type Leg, Recording, told } from './freeswitch-streams.ts'

/** A caller who speaks with agent 1001. */
function conversation(): { stream: Recording; caller: Leg; alice: Leg } {
  const stream = new Recording()
  const caller = stream.caller()
  const alice = stream.ring(caller, '1001')
  stream.take(caller, alice).wait(20_000)
  return { stream, caller, alice }
}

const start = ['arrived', 'offered ?1001', 'answered ?1001']

describe('transfers', () => {
  it('[P56] blind, by the phone’s REFER: the first agent leaves, the second is offered the call', () => {
    const { stream, caller, alice } = conversation()
    stream.unbridge(caller, alice).hangup(alice, 'BLIND_TRANSFER')
    expect(stream.story().slice(3, -1)).toEqual(['transferred ?1001'])
    const bob = stream.wait(100).ring(caller, '1002')
    stream.take(caller, bob).end(caller, bob)
    expect(stream.story()).toEqual([
      ...start,
      'transferred ?1001',
      'offered ?1002',
      'answered ?1002',
      'ended hung-up',
    ])
    expect(stream.calls()).toHaveLength(1)
  })

  it('by uuid_transfer: the first agent hangs up as usual, and has transferred once the call goes on', () => {
    const { stream, caller, alice } = conversation()
    stream.unbridge(caller, alice).hangup(alice)
    expect(stream.story().slice(3, -1)).toEqual([])
    const bob = stream.ring(caller, '1002')
    stream.take(caller, bob).end(caller, bob)
    expect(stream.story().slice(3)).toEqual([
      'transferred ?1001',
      'offered ?1002',
      'answered ?1002',
      'ended hung-up',
    ])
  })

  it('into a queue', () => {
    const { stream, caller, alice } = conversation()
    stream.unbridge(caller, alice).hangup(alice, 'BLIND_TRANSFER')
    const call = stream.queue(caller)
    const bob = stream.offer(call, '1002')
    stream.win(call, bob, '1002@default').end(caller, bob)
    expect(stream.story().slice(3)).toEqual([
      'transferred ?1001',
      'queued support@default',
      'offered ?1002',
      'answered ?1002',
      'ended hung-up',
    ])
  })

  it.each(['the bridge first', 'the hang-up first'])(
    'attended, by REFER with Replaces: the consultation is a call of the house (%s)',
    (order) => {
      const { stream, caller, alice } = conversation()
      stream.hold(alice)
      const consulting = stream.phone('1001', '1002')
      const bob = stream.ring(consulting, '1002')
      stream.take(consulting, bob).wait(9000)
      const leave = () => stream.hangup(alice, 'ATTENDED_TRANSFER').hangup(consulting, 'ATTENDED_TRANSFER')
      if (order === 'the hang-up first') leave()
      stream.unbridge(caller, alice).unbridge(consulting, bob).bridge(caller, bob)
      if (order !== 'the hang-up first') leave()
      stream.wait(9000).end(caller, bob)
      const calls = stream.calls()
      expect(calls.map(told)).toEqual(['inbound answered: 1001 won, 1002 won', 'internal answered: 1002 won'])
      expect(calls[0]).toMatchObject({ call: caller.uuid, answeredBy: ['?1001', '?1002'] })
      const customers = stream.story().filter((line) => line.startsWith('transferred'))
      expect(customers).toEqual(['transferred ?1001'])
    },
  )

  it('attended to a colleague who had called: the colleague has the customer', () => {
    const { stream, caller, alice } = conversation()
    const bob = stream.phone('1002', '1001')
    const second = stream.ring(bob, '1001')
    stream.take(bob, second)
    stream.unbridge(caller, alice).unbridge(bob, second).bridge(caller, bob)
    stream.hangup(alice, 'ATTENDED_TRANSFER').hangup(second, 'ATTENDED_TRANSFER')
    // That they were parted is missing: that one hung up tells it too.
    stream.wait(5000).hangup(bob)
    const [customer] = stream.calls()
    expect(customer!.answeredBy).toEqual(['?1001', '?1002'])
    const third = stream.ring(caller, '1003')
    stream.take(caller, third).end(caller, third)
    expect(stream.calls()[0]!.answeredBy).toEqual(['?1001', '?1002', '?1003'])
    const story = stream.story()
    expect(story.slice(story.indexOf('transferred ?1002')).slice(0, 2)).toEqual([
      'transferred ?1002',
      'offered ?1003',
    ])
  })

  it('attended, by att_xfer: while they consult the customer still belongs to the first agent', () => {
    const { stream, caller, alice } = conversation()
    const bob = stream.ring(alice, '1002')
    stream.answer(bob).bridge(alice, bob).wait(9000)
    expect(stream.story().slice(3, -1)).toEqual([])
    stream.unbridge(alice, bob).hangup(alice).bridge(caller, bob)
    stream.end(caller, bob)
    expect(stream.story().slice(3)).toEqual(['transferred ?1001', 'answered ?1002', 'ended hung-up'])
  })

  it('att_xfer that is called off: the first agent goes on', () => {
    const { stream, caller, alice } = conversation()
    const bob = stream.ring(alice, '1002')
    stream.answer(bob).bridge(alice, bob).unbridge(alice, bob).hangup(bob)
    stream.wait(9000).end(caller, alice)
    expect(stream.story()).toEqual([...start, 'ended hung-up'])
  })

  it('[P55] put through to a phone that still rings: it rings for the customer from then on', () => {
    const { stream, caller, alice } = conversation()
    const consulting = stream.phone('1001', '1002')
    const bob = stream.ring(consulting, '1002')
    stream.wait(2000).unbridge(caller, alice).bridge(caller, bob)
    stream.hangup(alice, 'ATTENDED_TRANSFER').hangup(consulting, 'ATTENDED_TRANSFER')
    const customer = () => stream.calls().find(({ call }) => call === caller.uuid)!
    expect(customer().offers).toMatchObject([{ agent: '?1001' }, { agent: '?1002' }])
    stream.wait(2000).answer(bob).wait(9000).end(caller, bob)
    expect(stream.calls().map(told)).toEqual([
      'inbound answered: 1001 won, 1002 won',
      'internal missed: 1002 withdrawn',
    ])
    expect(stream.story().filter((line) => line.startsWith('transferred'))).toEqual(['transferred ?1001'])
  })

  it('put through to a phone that nobody answers', () => {
    const { stream, caller, alice } = conversation()
    const consulting = stream.phone('1001', '1002')
    const bob = stream.ring(consulting, '1002')
    stream.unbridge(caller, alice).bridge(caller, bob)
    stream.hangup(consulting, 'ATTENDED_TRANSFER').hangup(alice, 'ATTENDED_TRANSFER')
    stream.wait(20_000).hangup(bob, 'NO_ANSWER').hangup(caller, 'NO_ANSWER')
    expect(stream.calls().map(told)[0]).toBe('inbound answered: 1001 won, 1002 missed')
  })

  it('attended to a number outside: our agents are out of it, the call goes on', () => {
    const { stream, caller, alice } = conversation()
    const consulting = stream.phone('1001', '015199999999')
    const outside = stream.trunk(consulting, '015199999999')
    stream.take(consulting, outside)
    stream.unbridge(caller, alice).unbridge(consulting, outside).bridge(caller, outside)
    stream.hangup(alice, 'ATTENDED_TRANSFER').hangup(consulting, 'ATTENDED_TRANSFER')
    const open = stream.calls()
    expect(open[0]).toMatchObject({ direction: 'inbound', answeredBy: ['?1001'] })
    stream.end(caller, outside)
    expect(stream.calls().map(({ direction, phase }) => [direction, phase])).toEqual([
      ['inbound', 'ended'],
      ['outbound', 'ended'],
    ])
  })

  it('a call that is picked up belongs to the picker, and the phone that rang has lost', () => {
    const stream = new Recording()
    const caller = stream.caller()
    const phone = stream.ring(caller, '1001')
    const picker = stream.phone('1003', '**1001')
    stream.answer(picker).hangup(phone, 'PICKED_OFF').bridge(caller, picker)
    stream.end(caller, picker)
    expect(stream.calls().map(told)).toEqual(['inbound answered: 1001 lost, 1003 won'])
  })

  it('a conversation that is intercepted changes hands', () => {
    const { stream, caller, alice } = conversation()
    const picker = stream.phone('1003', '*33')
    stream.answer(picker).unbridge(caller, alice).bridge(caller, picker).hangup(alice, 'PICKED_OFF')
    stream.end(caller, picker)
    expect(stream.story().slice(3)).toEqual(['transferred ?1001', 'answered ?1003', 'ended hung-up'])
  })

  it.each(['valet', 'park'])('a caller who is parked (%s): put down by one, taken up by the other', (by) => {
    const { stream, caller, alice } = conversation()
    stream.unbridge(caller, alice)
    if (by === 'valet') stream.valet(caller, 'hold')
    else stream.of(caller, 'CHANNEL_PARK')
    stream.hangup(alice, 'NORMAL_CLEARING')
    expect(stream.story().slice(3, -1)).toEqual(['transferred ?1001'])
    const bob = stream.wait(30_000).phone('1002', '5901')
    stream.answer(bob)
    if (by === 'valet') stream.valet(caller, 'bridge', { 'Bridge-To-UUID': bob.uuid })
    stream.bridge(caller, bob)
    if (by === 'valet') stream.valet(caller, 'exit')
    stream.end(caller, bob)
    expect(stream.story().slice(3)).toEqual(['transferred ?1001', 'answered ?1002', 'ended hung-up'])
    expect(stream.calls()).toHaveLength(1)
  })

  it('the identity stays when the leg is given another id', () => {
    const { stream, caller, alice } = conversation()
    const old = alice.uuid
    alice.uuid = stream.uuid()
    stream.of(alice, 'CHANNEL_UUID', { 'Old-Unique-ID': old })
    stream.end(caller, alice)
    expect(stream.story()).toEqual([...start, 'ended hung-up'])
  })
})
