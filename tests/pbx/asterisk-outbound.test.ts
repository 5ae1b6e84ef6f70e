import { describe, expect, it } from 'vitest'
import { type Leg, lab, Recording, told } from './asterisk-streams.ts'

describe.each([22, 16] as const)('outbound calls of Asterisk %i', (version) => {
  function dialOut(stream: Recording): { agent: Leg; trunk: Leg } {
    const agent = stream.leg('PJSIP/1001', { exten: '9015112345678', caller: 'Alice Agent' })
    const trunk = stream.leg('PJSIP/trunk', { linked: agent.linked })
    const shown = { ...agent, number: '4930555100' }
    stream.dial(shown, { ...trunk, number: '9015112345678' }, '015112345678@trunk')
    return { agent: shown, trunk }
  }

  it.each([
    ['486 Busy Here', 'BUSY', 17, 'outbound busy: nobody'],
    ['503 Service Unavailable', 'CONGESTION', 42, 'outbound failed: nobody'],
    ['404 Not Found', 'NOANSWER', 1, 'outbound failed: nobody'],
    ['no route', 'CHANUNAVAIL', 3, 'outbound failed: nobody'],
    ['480 Temporarily Unavailable', 'NOANSWER', 19, 'outbound missed: nobody'],
    ['no answer in time', 'NOANSWER', 0, 'outbound missed: nobody'],
    ['the agent gives up', 'CANCEL', 127, 'outbound missed: nobody'],
  ])('%s', (_, status, cause, expected) => {
    const stream = new Recording(version)
    const { agent, trunk } = dialOut(stream)
    stream.wait(700).dialEnd(agent, trunk, status).hangup(trunk, cause).hangup(agent, 16)
    const [call] = stream.calls()
    expect(told(call!)).toBe(expected)
    expect(call).toMatchObject({ placedBy: '?1001', answeredBy: [], from: '4930555100', to: '015112345678' })
  })

  it('that our own number is withheld outside says nothing of the customer', () => {
    const stream = new Recording(version)
    const { agent, trunk } = dialOut(stream)
    stream.event('NewCallerid', ...stream.block(trunk), ['CID-CallingPres', '32 (Presentation Prohibited)'])
    stream.dialEnd(agent, trunk, 'ANSWER').hangup(agent, 16).hangup(trunk, 16)
    expect(stream.calls()[0]!.presentation).toBe('allowed')
  })

  it('where the number plan knows the digits that lead out, the number is as dialled', () => {
    const stream = new Recording(version)
    dialOut(stream)
    expect(stream.calls({ ...lab, outsidePrefix: '9' })[0]!.to).toBe('9015112345678')
    expect(stream.calls({ ...lab, outsidePrefix: '0' })[0]!.to).toBe('015112345678')
  })

  it('a second trunk is tried after the first failed: one call, and its answer counts', () => {
    const stream = new Recording(version)
    const { agent, trunk } = dialOut(stream)
    stream.dialEnd(agent, trunk, 'CONGESTION').hangup(trunk, 42)
    const second = stream.leg('PJSIP/trunk', { linked: agent.linked })
    stream.dial(agent, second, '015112345678@trunk').wait(900).dialEnd(agent, second, 'ANSWER')
    stream.bridge('b', second, agent).hangup(agent, 16).hangup(second, 16)
    expect(stream.calls().map(told)).toEqual(['outbound answered: nobody'])
  })

  it('a customer whom we called and put through was offered to the colleague, who has won', () => {
    const stream = new Recording(version)
    const { agent, trunk } = dialOut(stream)
    stream.dialEnd(agent, trunk, 'ANSWER').bridge('first', trunk, agent)
    const parties = [...stream.block(agent, 'Transferer'), ...stream.block(trunk, 'Transferee')]
    stream.event('BlindTransfer', ['Result', 'Success'], ...parties, ['Extension', '1002'])
    stream.unbridge('first', trunk, agent).hangup(agent, 16)
    const bob = stream.ring(trunk, '1002')
    stream.dialEnd(trunk, bob, 'ANSWER').bridge('b', bob, trunk).wait(900).hangup(trunk, 16).hangup(bob, 16)
    const [call] = stream.calls()
    expect(told(call!)).toBe('outbound answered: 1002 won')
    expect(call).toMatchObject({ placedBy: '?1001', answeredBy: ['?1002'] })
  })

  it('click-to-dial whose agent does not pick up is no call', () => {
    const stream = new Recording(version)
    const phone = stream.leg('PJSIP/1001', { state: 0 })
    const ringing = { ...phone, number: '+4915112345678' }
    stream.event('DialBegin', ...stream.block(ringing, 'Dest'), ['DialString', '1001'])
    stream.wait(9000).event('DialEnd', ...stream.block(ringing, 'Dest'), ['DialStatus', 'NOANSWER'])
    stream.hangup(ringing, 0)
    expect(stream.calls()).toEqual([])
  })

  it('a call back begins at the customer: outbound, and the agent is offered it', () => {
    const stream = new Recording(version)
    const trunk = stream.leg('PJSIP/trunk', { state: 0, number: '+4915112345678' })
    stream.event('DialBegin', ...stream.block(trunk, 'Dest'), ['DialString', '+4915112345678@trunk'])
    stream.event('DialEnd', ...stream.block(trunk, 'Dest'), ['DialStatus', 'ANSWER'])
    stream.queue('QueueCallerJoin', trunk, 'support')
    const phone = stream.offer(trunk, '1001')
    stream.dialEnd(trunk, phone, 'ANSWER').bridge('b', phone, trunk).hangup(phone, 16).hangup(trunk, 16)
    const [call] = stream.calls()
    expect(told(call!)).toBe('outbound answered: 1001 won')
    expect(call).toMatchObject({ to: '+4915112345678', placedBy: null, queue: 'support' })
  })
})
