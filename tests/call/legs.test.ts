import { describe, expect, it } from 'vitest'
import { type Call, recall } from '../../src/call/call.ts'
import type { CallEvent } from '../../src/call/call-event.ts'

/** `10 a answered alice`: at 10, on leg a, alice answers; `-` is no leg. */
function call(...told: string[]): Call {
  const events = told.map((line, n): CallEvent => {
    const [at = '', leg = '', kind = '', agents, ...more] = line.split(' ')
    return {
      id: String(n),
      source: 'main',
      call: 'c',
      kind: kind as CallEvent['kind'],
      at: Number(at),
      ...(leg === '-' ? {} : { leg }),
      ...(agents && agents !== '-' ? { agents: agents.split(',') } : {}),
      ...Object.fromEntries(more.map((one) => one.split('='))),
    }
  })
  return recall(events).call
}

const results = ({ offers }: Call) => offers.map(({ agent, result }) => `${agent} ${result}`).join(', ')

describe('a call of several legs', () => {
  it('[P50] goes on while a leg is left, and ends with the last', () => {
    const handed = ['1 a offered alice', '2 a answered alice', '3 b offered bob']
    expect(call(...handed, '4 a ended')).toMatchObject({ phase: 'ringing', speaking: [], endedAt: null })
    expect(call(...handed, '4 a ended', '5 b answered bob')).toMatchObject({
      phase: 'connected',
      speaking: ['bob'],
      answeredBy: ['alice', 'bob'],
    })
    const over = call(...handed, '4 a ended', '5 b answered bob', '6 b ended')
    expect(over).toMatchObject({ phase: 'ended', endedAt: 6, outcome: 'answered' })
    expect(results(over)).toBe('alice won, bob won')
  })

  it('[P50] waits for the next leg when one is handed on, though none is left', () => {
    const forwarded = ['1 a offered alice', '2 a transferred']
    expect(call(...forwarded)).toMatchObject({ phase: 'arrived', endedAt: null })
    expect(results(call(...forwarded))).toBe('alice withdrawn')
    expect(call(...forwarded, '3 b offered bob', '4 b ended')).toMatchObject({ phase: 'ended', endedAt: 4 })
  })

  it('[P53] stays the customer’s when what was asked among ourselves goes over into it, in whichever order it is told', () => {
    const among = '3 b arrived alice direction=internal'
    const customers = ['1 a arrived - direction=inbound from=+4930901820', '2 a answered alice']
    expect(call(...customers, among)).toMatchObject({ direction: 'inbound', from: '+4930901820' })
    expect(call(among, ...customers)).toMatchObject({ direction: 'inbound' })
    const placed = '1 a arrived alice direction=outbound to=+4930901820'
    expect(call(placed, among)).toMatchObject({ direction: 'outbound', placedBy: 'alice' })
    // What nobody has said to be from outside may still turn out to be among ourselves, or to be joined by a customer.
    expect(call('1 b offered bob', among)).toMatchObject({ direction: 'internal' })
    expect(call('1 b arrived alice direction=internal', '2 a arrived - direction=inbound')).toMatchObject({
      direction: 'inbound',
    })
  })

  it('[P50] takes its offers back when a leg ends, by why it ended', () => {
    const ringing = ['1 a arrived', '2 b offered bob', '2 c offered carol']
    expect(results(call(...ringing, '3 b ended - reason=no-answer'))).toBe('bob missed, carol offered')
    expect(results(call(...ringing, '3 b ended - reason=busy'))).toBe('bob busy, carol offered')
    expect(results(call(...ringing, '3 b ended - result=declined'))).toBe('bob declined, carol offered')
    expect(results(call(...ringing, '3 b ended', '4 c ended'))).toBe('bob withdrawn, carol withdrawn')
  })

  it('[P50] keeps an agent whom another leg still rings or holds', () => {
    const twoPhones = ['1 a arrived', '2 b offered bob', '2 c offered bob']
    expect(results(call(...twoPhones, '3 b ended - reason=no-answer'))).toBe('bob offered')
    expect(call(...twoPhones, '3 c answered bob', '4 b ended').speaking).toEqual(['bob'])
  })

  it('[P50] in a call of ours whoever answers on a leg and is unknown is the customer, elsewhere a colleague', () => {
    const dialled = ['1 a arrived alice direction=outbound', '2 b answered ?+4930']
    expect(call(...dialled)).toMatchObject({ phase: 'connected', answeredBy: [], answeredAt: 2 })
    const withoutLegs = call('1 - arrived alice direction=outbound', '2 - answered ?1002')
    expect(withoutLegs.answeredBy).toEqual(['?1002'])
    expect(call('1 a arrived', '2 b answered ?+4930').answeredBy).toEqual(['?+4930'])
  })

  it('[P6] a leg that has ended stays ended, and so does the call when it ends without naming a leg', () => {
    expect(results(call('1 a arrived', '2 b ended', '3 b offered bob'))).toBe('')
    expect(call('1 a arrived', '2 b offered bob', '3 - ended')).toMatchObject({ phase: 'ended' })
    expect(call('1 a arrived', '3 - ended', '4 b answered bob').answeredBy).toEqual([])
  })

  it('[P5] is the same in whatever order it is heard', () => {
    const told = [
      '1 a offered alice',
      '2 a answered alice',
      '3 b offered bob',
      '4 a ended',
      '5 b answered bob',
    ]
    const { legs: _, ...orderly } = call(...told)
    for (let n = 0; n < told.length; n++) {
      const { legs: __, ...turned } = call(...told.slice(n), ...told.slice(0, n))
      expect(turned).toEqual(orderly)
    }
  })
})
