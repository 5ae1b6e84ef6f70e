import { describe, expect, it } from 'vitest'
import { block, type Leg, Recording, told } from './freeswitch-streams.ts'

/** What mod_conference says of a member. */
function conference(stream: Recording, action: string, leg: Leg, room = '3000'): Recording {
  return stream.custom('conference::maintenance', {
    ...block(leg),
    'Conference-Name': `${room}-pbx.example`,
    'Conference-Unique-ID': `room-${room}`,
    'Conference-Size': '1',
    'Member-ID': '7',
    Action: action,
  })
}

/** A caller who speaks with agent 1001, and both of them in a conference. */
function inConference(): { stream: Recording; caller: Leg; alice: Leg } {
  const stream = new Recording()
  const caller = stream.caller()
  const alice = stream.ring(caller, '1001')
  stream.take(caller, alice).wait(20_000).unbridge(caller, alice)
  conference(stream, 'add-member', caller)
  conference(stream, 'add-member', alice)
  return { stream, caller, alice }
}

const start = ['arrived', 'offered ?1001', 'answered ?1001']
/** Without what is told again of somebody who speaks already. */
const newsOf = (stream: Recording) => [...new Set(stream.story())]

describe('conferences of mod_conference', () => {
  it('[P55] a colleague who comes in speaks with the customer too, and whoever leaves has handed on', () => {
    const { stream, caller, alice } = inConference()
    expect(newsOf(stream)).toEqual([...start, 'ended hung-up'])
    const bob = stream.phone('1002', '3000')
    stream.answer(bob)
    conference(stream, 'add-member', bob)
    expect(newsOf(stream).slice(3)).toEqual(['answered ?1002', 'ended hung-up'])
    expect(stream.calls()).toHaveLength(1)
    conference(stream, 'del-member', alice)
    stream.hangup(alice).wait(9000)
    conference(stream, 'del-member', caller)
    stream.hangup(caller)
    conference(stream, 'del-member', bob)
    stream.hangup(bob)
    expect(newsOf(stream).slice(3)).toEqual(['answered ?1002', 'transferred ?1001', 'ended hung-up'])
    expect(stream.calls().map(told)).toEqual(['inbound answered: 1001 won, 1002 won'])
  })

  it('an agent who sits in a room has one caller after the other', () => {
    const stream = new Recording()
    const alice = stream.phone('1001', '3000')
    stream.answer(alice)
    conference(stream, 'add-member', alice)
    for (const number of ['+4915112345678', '+4915112345679']) {
      const caller = stream.caller({ number })
      stream.answer(caller)
      conference(stream, 'add-member', caller)
      conference(stream.wait(9000), 'del-member', caller)
      stream.hangup(caller)
    }
    expect(stream.calls().map(told)).toEqual(['inbound answered: 1001 won', 'inbound answered: 1001 won'])
  })

  it('of two customers in one room each keeps who speaks with them', () => {
    const { stream, caller, alice } = inConference()
    const second = stream.caller({ number: '+4915112345679' })
    const bob = stream.ring(second, '1002')
    stream.take(second, bob).unbridge(second, bob)
    conference(stream, 'add-member', second)
    stream.hangup(caller).hangup(alice).hangup(second).hangup(bob)
    expect(stream.calls().map(told)).toEqual(['inbound answered: 1001 won', 'inbound answered: 1002 won'])
  })

  it('colleagues among themselves, other rooms and what else a conference says make nothing of it', () => {
    const { stream, caller } = inConference()
    const [bob, carol] = [stream.phone('1002', '4000'), stream.phone('1003', '4000')]
    for (const leg of [bob, carol]) conference(stream.answer(leg), 'add-member', leg, '4000')
    for (const action of ['start-talking', 'floor-change', 'mute-member']) conference(stream, action, caller)
    conference(stream, 'del-member', bob, '4000')
    expect(newsOf(stream)).toEqual([...start, 'ended hung-up'])
    expect(stream.calls()).toHaveLength(1)
  })
})
