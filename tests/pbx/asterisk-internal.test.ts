import { describe, expect, it } from 'vitest'
import { lab, Recording, told } from './asterisk-streams.ts'

describe('calls within the house', () => {
  it('an agent who calls a queue is an internal call that can be abandoned', () => {
    const stream = new Recording()
    const caller = stream.leg('PJSIP/1003', { exten: '600' })
    stream.queue('QueueCallerJoin', caller, 'support')
    const phone = stream.offer(caller, '1001')
    stream.dialEnd(caller, phone, 'CANCEL').queue('QueueCallerAbandon', caller, 'support').hangup(phone, 0)
    stream.hangup(caller, 0)
    const [call] = stream.calls()
    expect(told(call!)).toBe('internal abandoned: 1001 withdrawn')
    expect(call).toMatchObject({ from: '1003', to: '600' })
  })

  it("a caller's second phone in the conversation is the caller's", () => {
    const stream = new Recording()
    const caller = stream.leg('PJSIP/1001', { exten: '1002' })
    const phone = stream.ring(caller, '1002')
    const soft = stream.leg('PJSIP/alice-soft', { number: '1001' })
    stream
      .dialEnd(caller, phone, 'ANSWER')
      .bridge('b', phone, caller, soft)
      .hangup(caller, 16)
      .hangup(phone, 16)
    expect(stream.calls().map(told)).toEqual(['internal answered: 1002 won'])
  })

  it('feature codes and voicemail make no call', () => {
    const stream = new Recording()
    stream.hangup(stream.leg('PJSIP/1003', { exten: '*97' }), 16)
    expect(stream.calls()).toEqual([])
  })

  it('an endpoint that is not named by its extension is known by its number', () => {
    const stream = new Recording()
    const caller = stream.caller()
    const phone = stream.leg('PJSIP/alice-desk', { linked: caller.linked, number: '1001' })
    stream.dial(caller, phone).dialEnd(caller, phone, 'ANSWER')
    expect(stream.calls()[0]!.answeredBy).toEqual(['?1001'])
    expect(stream.calls({ ...lab, extensionLength: 0 })[0]!.answeredBy).toEqual(['?alice-desk'])
  })
})
