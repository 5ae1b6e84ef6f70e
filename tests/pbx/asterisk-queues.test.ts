import { describe, expect, it } from 'vitest'
import { localPair, Recording, told } from './asterisk-streams.ts'

describe.each([22, 16] as const)('queues of Asterisk %i', (version) => {
  it('an agent who does not answer has missed it, and the next one gets it', () => {
    const stream = new Recording(version)
    const caller = stream.caller('4930555200')
    stream.queue('QueueCallerJoin', caller, 'sales')
    const first = stream.offer(caller, '1001', 'sales')
    stream.wait(3000).dialEnd(caller, first, 'NOANSWER').ringNoAnswer(caller, first, 3000)
    stream.dialEnd(caller, first, 'CANCEL').hangup(first, 0)
    const second = stream.wait(1000).offer(caller, '1002', 'sales')
    stream.wait(900).dialEnd(caller, second, 'ANSWER').queue('QueueCallerLeave', caller, 'sales')
    stream.bridge('b', second, caller).wait(2000).unbridge('b', second, caller)
    stream.hangup(second, 16).hangup(caller, 16)
    const [call] = stream.calls()
    expect(told(call!)).toBe('inbound answered: 1001 missed, 1002 won')
    expect(call).toMatchObject({ queue: 'sales', to: '4930555200', answeredBy: ['?1002'] })
  })

  it('a queue that gives up a phone with CANCEL and RingNoAnswer has let it ring out', () => {
    const stream = new Recording(version)
    const caller = stream.caller('4930555200')
    stream.queue('QueueCallerJoin', caller, 'sales')
    const phone = stream.offer(caller, '1001', 'sales')
    stream.wait(3000).dialEnd(caller, phone, 'CANCEL').ringNoAnswer(caller, phone, 3000).hangup(phone, 0)
    expect(told(stream.calls()[0]!)).toBe('inbound abandoned: 1001 missed')
  })

  it('busy and declining agents are told apart by their hang-up, offered again, and the caller gives up', () => {
    const stream = new Recording(version)
    const caller = stream.caller('4930555100')
    stream.queue('QueueCallerJoin', caller, 'support')
    for (let round = 0; round < 3; round++) {
      const busy = stream.offer(caller, '1002')
      const declining = stream.offer(caller, '1001')
      stream.dialEnd(caller, busy, 'NOANSWER').ringNoAnswer(caller, busy, 0).hangup(busy, 17)
      stream.wait(400).dialEnd(caller, declining, 'NOANSWER').ringNoAnswer(caller, declining, 0)
      stream.hangup(declining, 21).wait(2000)
    }
    stream.event('HangupRequest', ...stream.block(caller)).queue('QueueCallerAbandon', caller, 'support')
    stream.queue('QueueCallerLeave', caller, 'support').hangup(caller, 0)
    const [call] = stream.calls()
    expect(told(call!)).toBe('inbound abandoned: 1002 busy, 1001 declined')
    expect(call!.offers.map(({ rounds }) => rounds)).toEqual([3, 3])
  })

  it('the caller may be gone before the phone says that it declined', () => {
    const stream = new Recording(version)
    const caller = stream.caller()
    const phone = stream.ring(caller, '1001')
    stream.wait(500).dialEnd(caller, phone, 'NOANSWER').hangup(caller, 21).hangup(phone, 21)
    expect(told(stream.calls()[0]!)).toBe('inbound missed: 1001 declined')
  })

  it('two callers with one number are two calls', () => {
    const stream = new Recording(version)
    const first = stream.caller('4930555100')
    const second = stream.caller('4930555100')
    for (const caller of [first, second]) stream.queue('QueueCallerJoin', caller, 'support')
    const atAlice = stream.offer(first, '1001')
    const atBob = stream.offer(second, '1002')
    stream.dialEnd(first, atAlice, 'ANSWER').dialEnd(second, atBob, 'ANSWER')
    stream.bridge('one', atAlice, first).bridge('two', atBob, second)
    stream.hangup(first, 16).hangup(atBob, 16).hangup(atAlice, 16).hangup(second, 16)
    const calls = stream.calls()
    expect(calls.map(({ call }) => call)).toEqual([first.id, second.id])
    expect(calls.map(told)).toEqual(['inbound answered: 1001 won', 'inbound answered: 1002 won'])
  })

  it('a loser that is hung up before the answer is reported has still lost', () => {
    const stream = new Recording(version)
    const caller = stream.caller('4930555100')
    stream.queue('QueueCallerJoin', caller, 'support')
    const loser = stream.offer(caller, '1002')
    const winner = stream.offer(caller, '1001')
    stream.wait(1500).hangup(loser, 26).dialEnd(caller, winner, 'ANSWER')
    stream.dialEnd(caller, loser, 'CANCEL').dialEnd(caller, loser, 'CANCEL')
    stream.bridge('b', winner, caller).hangup(winner, 16).hangup(caller, 16)
    expect(told(stream.calls()[0]!)).toBe('inbound answered: 1002 lost, 1001 won')
  })

  it('a loser without a cause, taken back just before the answer, has lost too', () => {
    const stream = new Recording(version)
    const caller = stream.caller('4930555100')
    stream.queue('QueueCallerJoin', caller, 'support')
    const loser = stream.offer(caller, '1002')
    const winner = stream.offer(caller, '1001')
    stream.wait(1500).dialEnd(caller, loser, 'CANCEL').hangup(loser, 0).dialEnd(caller, winner, 'ANSWER')
    stream.hangup(winner, 16).hangup(caller, 16)
    expect(told(stream.calls()[0]!)).toBe('inbound answered: 1002 lost, 1001 won')
  })

  it('a queue whose time is up without an answer makes a missed call, not an abandoned one', () => {
    const stream = new Recording(version)
    const caller = stream.caller('4930555100')
    stream.queue('QueueCallerJoin', caller, 'support')
    const phone = stream.offer(caller, '1001')
    stream.wait(8000).dialEnd(caller, phone, 'NOANSWER').ringNoAnswer(caller, phone, 8000).hangup(phone, 0)
    stream.queue('QueueCallerLeave', caller, 'support').hangup(caller, 16)
    expect(told(stream.calls()[0]!)).toBe('inbound missed: 1001 missed')
  })

  it('an agent in a queue at a number outside is the member, once', () => {
    const stream = new Recording(version)
    const caller = stream.caller('4930555100')
    stream.queue('QueueCallerJoin', caller, 'support')
    const [one, two] = localPair(stream, '1005@mobile-00000001', caller.linked)
    stream.agentCalled(caller, one, 'support', 'Local/1005@mobile/n').dial(caller, one, 'Local/1005@mobile/n')
    const mobile = stream.leg('PJSIP/trunk', { linked: caller.linked })
    stream.dial(two, mobile, '01701234567@trunk')
    stream.wait(2000).dialEnd(two, mobile, 'ANSWER').dialEnd(caller, one, 'ANSWER')
    stream.bridge('b', one, caller).bridge('c', mobile, two).hangup(mobile, 16).hangup(caller, 16)
    expect(stream.calls().map(told)).toEqual(['inbound answered: 1005 won'])
  })

  it('a Local member that the queue gives up has missed it, as its phone is only cancelled', () => {
    const stream = new Recording(version)
    const caller = stream.caller('4930555300')
    stream.queue('QueueCallerJoin', caller, 'localq')
    const [one, two] = localPair(stream, '1001@agents-00000001', caller.linked)
    stream.agentCalled(caller, one, 'localq', 'Local/1001@agents').dial(caller, one, 'Local/1001@agents')
    const phone = stream.ring(two, '1001')
    stream.wait(8000).dialEnd(caller, one, 'NOANSWER').ringNoAnswer(caller, one, 8000).hangup(one, 0)
    stream.dialEnd(two, phone, 'CANCEL').hangup(two, 0).hangup(phone, 0)
    expect(told(stream.calls()[0]!)).toBe('inbound abandoned: 1001 missed')
  })
})
