import { describe, expect, it } from 'vitest'
import { lab, Recording } from './freeswitch-streams.ts'

describe('calls to the outside', () => {
  it('[P56] an agent calls somebody', () => {
    const stream = new Recording()
    const alice = stream.phone('1001', '015112345678')
    const customer = stream.trunk(alice, '015112345678')
    stream.wait(5000).take(alice, customer).wait(9000).end(alice, customer)
    expect(stream.story()).toEqual(['arrived ?1001', 'answered', 'ended hung-up'])
    expect(stream.calls()[0]).toMatchObject({
      call: alice.uuid,
      direction: 'outbound',
      placedBy: '?1001',
      from: '+493023125100',
      to: '015112345678',
      outcome: 'answered',
    })
  })

  it('is answered when the far end is, not when it rings with a tone of its own', () => {
    const stream = new Recording()
    const alice = stream.phone('1001', '015112345678')
    const customer = stream.trunk(alice, '015112345678')
    stream.bridge(alice, customer)
    expect(stream.story()).toEqual(['arrived ?1001', 'ended no-answer'])
    stream.wait(5000).answer(customer)
    expect(stream.story()).toEqual(['arrived ?1001', 'answered', 'ended hung-up'])
  })

  it('the digits that dial out stay where the number plan takes them off', () => {
    const to = (outsidePrefix?: string) => {
      const stream = new Recording()
      stream.trunk(stream.phone('1001', '0015112345678'), '015112345678')
      return stream.calls({ ...lab, ...(outsidePrefix ? { outsidePrefix } : {}) })[0]!.to
    }
    expect(to('0')).toBe('0015112345678')
    expect(to()).toBe('015112345678')
  })

  it.each([
    ['USER_BUSY', 'busy'],
    ['NO_ANSWER', 'missed'],
    ['ORIGINATOR_CANCEL', 'missed'],
    ['UNALLOCATED_NUMBER', 'failed'],
    ['NORMAL_TEMPORARY_FAILURE', 'failed'],
  ])('%s comes to %s', (cause, outcome) => {
    const stream = new Recording()
    const alice = stream.phone('1001', '015112345678')
    stream.hangup(stream.trunk(alice, '015112345678'), cause).hangup(alice, cause)
    expect(stream.calls()[0]!.outcome).toBe(outcome)
  })

  it('the dialplan tries another gateway', () => {
    const stream = new Recording()
    const alice = stream.phone('1001', '015112345678')
    stream.hangup(stream.trunk(alice, '015112345678'), 'NORMAL_CIRCUIT_CONGESTION')
    const second = stream.trunk(alice, '015112345678', { variables: { sip_gateway_name: 'spare' } })
    stream.take(alice, second).end(alice, second)
    expect(stream.calls()).toMatchObject([{ placedBy: '?1001', outcome: 'answered' }])
  })

  it('click-to-dial calls the agent first: that is no offer', () => {
    const stream = new Recording()
    const alice = stream.ring(null, '1001', { number: '015112345678' })
    stream.answer(alice)
    const customer = stream.trunk(alice, '015112345678', { number: '015112345678' })
    stream.take(alice, customer).end(alice, customer)
    expect(stream.story()).toEqual(['arrived ?1001', 'answered', 'ended hung-up'])
    expect(stream.calls()[0]).toMatchObject({ to: '015112345678', placedBy: '?1001', offers: [] })
  })

  it('click-to-dial that the agent does not answer is no call', () => {
    const stream = new Recording()
    stream.hangup(stream.ring(null, '1001'), 'NO_ANSWER')
    expect(stream.calls()).toEqual([])
  })

  it('a dialler that calls the customer first offers the call to the agent', () => {
    const stream = new Recording()
    const customer = stream.trunk(null, '015112345678')
    stream.answer(customer)
    const alice = stream.ring(customer, '1001')
    stream.take(customer, alice).end(customer, alice)
    expect(stream.story()).toEqual(['arrived', 'offered ?1001', 'answered ?1001', 'ended hung-up'])
    expect(stream.calls()[0]).toMatchObject({ direction: 'outbound', to: '015112345678', placedBy: null })
  })

  it('two legs that were made apart and are bridged by a program', () => {
    const stream = new Recording()
    const customer = stream.trunk(null, '015112345678')
    const alice = stream.ring(null, '1001')
    stream.answer(customer, alice).bridge(customer, alice).end(customer, alice)
    expect(stream.story()).toEqual(['arrived', 'answered ?1001', 'ended hung-up'])
  })

  it('the customer is handed on to a colleague', () => {
    const stream = new Recording()
    const alice = stream.phone('1001', '015112345678')
    const customer = stream.trunk(alice, '015112345678')
    stream.take(alice, customer).unbridge(alice, customer).hangup(alice, 'BLIND_TRANSFER')
    const bob = stream.ring(customer, '1002')
    stream.take(customer, bob).end(customer, bob)
    expect(stream.story()).toEqual([
      'arrived ?1001',
      'answered',
      'transferred ?1001',
      'offered ?1002',
      'answered ?1002',
      'ended hung-up',
    ])
  })
})
