import { describe, expect, it } from 'vitest'
import { eventIn } from '../../src/pbx/freeswitch-events.ts'
import { readEsl } from '../../src/pbx/freeswitch-frames.ts'
import { freeswitchStory } from '../../src/pbx/freeswitch-story.ts'
import { callsOf, type EventHeaders, framed, lab, Recording, told } from './freeswitch-streams.ts'

describe('queues of mod_callcenter', () => {
  it.each(['LOSE_RACE', 'ORIGINATOR_CANCEL'])(
    '[P56] a queue rings two agents and one answers; the other is cancelled with %s',
    (cause) => {
      const stream = new Recording()
      const caller = stream.caller()
      const call = stream.queue(caller)
      const [first, second] = [stream.offer(call, '1001'), stream.offer(call, '1002')]
      stream.wait(2000).win(call, second, '1002@default', [first], cause)
      stream.wait(60_000).unbridge(caller, second).hangup(caller).hangup(second)
      stream.agentEnd(call, second, '1002@default').queueEnd(call, 'Terminated')
      expect(stream.story().filter((line) => !line.startsWith('offer-ended'))).toEqual([
        'arrived',
        'queued support@default',
        'offered ?1001',
        'offered ?1002',
        'answered ?1002',
        'ended hung-up',
      ])
      expect(stream.calls().map(told)).toEqual(['inbound answered: 1001 lost, 1002 won'])
      const { call: id, queue, to } = stream.calls()[0]!
      expect({ id, queue, to }).toEqual({ id: caller.uuid, queue: 'support@default', to: '+493023125100' })
    },
  )

  it('the agent is offered the call before the phone rings, and once only', () => {
    const stream = new Recording()
    const call = stream.queue(stream.caller())
    stream.offering(call, '1001@default')
    expect(stream.story().slice(0, -1)).toEqual(['arrived', 'queued support@default', 'offered ?1001'])
    stream.ring(null, '1001', { variables: stream.agentVariables(call, '1001@default') })
    expect(stream.story().filter((line) => line.startsWith('offered'))).toHaveLength(1)
  })

  it.each([
    ['NO_ANSWER', 'missed'],
    ['USER_BUSY', 'busy'],
    ['CALL_REJECTED', 'declined'],
    ['NO_USER_RESPONSE', 'missed'],
    ['ALLOTTED_TIMEOUT', 'missed'],
  ])('%s: the offer is %s, and the next round is another one', (cause, result) => {
    const stream = new Recording()
    const caller = stream.caller()
    const call = stream.queue(caller)
    const first = stream.offer(call, '1001')
    stream.wait(15_000).hangup(first, cause).agentFail(call, '1001@default', cause)
    const again = stream.wait(5000).offer(call, '1001')
    stream.win(call, again, '1001@default').end(caller, again)
    expect(stream.story()).toEqual([
      'arrived',
      'queued support@default',
      'offered ?1001',
      `offer-ended ?1001 ${result}`,
      'offered ?1001',
      'answered ?1001',
      'ended hung-up',
    ])
    expect(stream.calls()[0]!.offers).toMatchObject([{ agent: '?1001', result: 'won', rounds: 2 }])
  })

  it('a phone that is not registered makes no leg: only the queue says that it failed', () => {
    const stream = new Recording()
    const call = stream.queue(stream.caller())
    stream.offering(call, '1001@default').agentFail(call, '1001@default', 'USER_NOT_REGISTERED')
    expect(stream.story().slice(2, 4)).toEqual(['offered ?1001', 'offer-ended ?1001 missed'])
  })

  it('the caller gives up while it rings', () => {
    const stream = new Recording()
    const caller = stream.caller()
    const call = stream.queue(caller)
    const phone = stream.offer(call, '1001')
    stream.wait(9000).hangup(caller).queueEnd(call, 'BREAK_OUT').hangup(phone, 'ORIGINATOR_CANCEL')
    stream.agentFail(call, '1001@default', 'ORIGINATOR_CANCEL')
    expect(stream.story().at(-1)).toBe('ended abandoned')
    expect(stream.calls().map(told)).toEqual(['inbound abandoned: 1001 withdrawn'])
  })

  it.each([
    ['TIMEOUT', 'missed'],
    ['NO_AGENT_TIMEOUT', 'missed'],
    ['BREAK_OUT', 'abandoned'],
  ] as const)('a caller who leaves the queue by %s and then ends has %s it', (reason, outcome) => {
    const stream = new Recording()
    const caller = stream.caller()
    const call = stream.queue(caller)
    stream.wait(30_000).queueEnd(call, reason).wait(2000).hangup(caller)
    expect(stream.calls()[0]!.outcome).toBe(outcome)
  })

  it('an agent with a random name is known by the leg that reaches the phone', () => {
    const stream = new Recording()
    const name = '88309e98-f698-4b57-898d-a6056c37dd55'
    const caller = stream.caller()
    const call = stream.queue(caller, '8000@pbx.example')
    const phone = stream.offer(call, '1001', name)
    stream.win(call, phone, name).end(caller, phone)
    expect(stream.calls().map(told)).toEqual(['inbound answered: 1001 won'])
    // The next call knows the name, and does not wait for the leg.
    const next = stream.queue(stream.caller(), '8000@pbx.example')
    stream.offering(next, name)
    expect(stream.calls().map(told)[1]).toBe('inbound abandoned: 1001 withdrawn')
  })

  it('or by the contact that the queue has of them, before there is a leg', () => {
    const stream = new Recording()
    const call = stream.queue(stream.caller(), '8000@pbx.example')
    stream.offering(call, '88309e98-f698-4b57-898d-a6056c37dd55')
    const story = freeswitchStory(lab)
    story.agents(
      'name|instance_id|uuid|type|contact|status\n88309e98-f698-4b57-898d-a6056c37dd55|single_box||callback|{call_timeout=15}user/1003@pbx.example|Available\n+OK\n',
    )
    expect(heardBy(story, stream.events).at(-1)).toMatchObject({ kind: 'offered', agents: ['?1003'] })
  })

  it('an agent whom the queue calls at a number outside is no second customer', () => {
    const stream = new Recording()
    const caller = stream.caller()
    const call = stream.queue(caller)
    stream.offering(call, '1005@default')
    const mobile = stream.trunk(null, '015199999999', {
      variables: stream.agentVariables(call, '1005@default'),
    })
    stream.win(call, mobile, '1005@default').end(caller, mobile)
    expect(stream.calls().map(told)).toEqual(['inbound answered: 1005 won'])
  })

  it('an agent who stays on the line is bridged without a phone that rings', () => {
    const stream = new Recording()
    const standby = stream.phone('1001', '*22')
    stream.answer(standby)
    for (let n = 0; n < 2; n++) {
      const caller = stream.caller({ number: `+49151000000${n}` })
      const call = stream.queue(caller)
      stream.offering(call, '1001@default').agentStart(call, standby, '1001@default').bridge(caller, standby)
      stream.wait(1000).unbridge(caller, standby).hangup(caller).queueEnd(call, 'Terminated')
    }
    expect(stream.calls().map(told)).toEqual(['inbound answered: 1001 won', 'inbound answered: 1001 won'])
  })

  it('an agent who sits at another’s phone for the day is the agent, not the phone', () => {
    const stream = new Recording()
    const standby = stream.phone('1001', '*22')
    stream.answer(standby)
    const call = stream.queue(stream.caller())
    stream
      .offering(call, '1005@default')
      .agentStart(call, standby, '1005@default')
      .bridge(call.member, standby)
    expect(stream.story()).toEqual([
      'arrived',
      'queued support@default',
      'offered ?1005',
      'answered ?1005',
      'ended hung-up',
    ])
  })

  it('the queue gives the caller up before the agent’s phone has a leg: the offer is taken back', () => {
    const stream = new Recording()
    const caller = stream.caller()
    const call = stream.queue(caller)
    stream
      .offering(call, '1001@default')
      .queueEnd(call, 'TIMEOUT')
      .agentFail(call, '1001@default', 'NO_ANSWER')
    expect(stream.story().slice(2, -1)).toEqual(['offered ?1001', 'offer-ended ?1001 withdrawn'])
  })

  it('members behind loopbacks are offered the call once each', () => {
    const stream = new Recording()
    const caller = stream.caller()
    const call = stream.queue(caller)
    stream.offering(call, '1001@default')
    const [a, b] = stream.loopback(null, '1001', { variables: stream.agentVariables(call, '1001@default') })
    const phone = stream.ring(b, '1001')
    stream.answer(phone, b).bridge(b, phone).answer(a)
    stream.agentStart(call, phone, '1001@default').bridge(caller, a)
    stream.unbridge(caller, a).unbridge(b, phone)
    for (const leg of [caller, a, b, phone]) stream.hangup(leg)
    expect(stream.story()).toEqual([
      'arrived',
      'queued support@default',
      'offered ?1001',
      'answered ?1001',
      'ended hung-up',
    ])
  })

  it('an agent with two phones is offered the call once, and until the last of them is still', () => {
    const stream = new Recording()
    const call = stream.queue(stream.caller())
    const variables = stream.agentVariables(call, '1001@default')
    stream.offering(call, '1001@default')
    const [desk, mobile] = [
      stream.ring(null, '1001', { variables }),
      stream.ring(null, '1001', { variables }),
    ]
    stream.hangup(desk, 'USER_BUSY')
    expect(stream.story().slice(2, -1)).toEqual(['offered ?1001'])
    stream.hangup(mobile, 'NO_ANSWER')
    expect(stream.story().slice(2, -1)).toEqual(['offered ?1001', 'offer-ended ?1001 missed'])
  })

  it('a colleague who calls the queue is a call of the house', () => {
    const stream = new Recording()
    const colleague = stream.phone('1009', '4000')
    const call = stream.queue(colleague)
    const phone = stream.offer(call, '1001')
    stream.win(call, phone, '1001@default').end(colleague, phone)
    const [one] = stream.calls()
    expect(told(one!)).toBe('internal answered: 1001 won')
    expect(one).toMatchObject({ from: '1009', to: '4000', queue: 'support@default' })
  })

  it('two callers of one number at once are two calls', () => {
    const stream = new Recording()
    const [one, two] = [stream.queue(stream.caller()), stream.queue(stream.caller())]
    const [first, second] = [stream.offer(one, '1001'), stream.offer(two, '1002')]
    stream.win(two, second, '1002@default').win(one, first, '1001@default')
    stream.end(one.member, first).end(two.member, second)
    expect(stream.calls().map(told)).toEqual(['inbound answered: 1001 won', 'inbound answered: 1002 won'])
  })

  it('an agent of a foreign domain is not taken for one of ours', () => {
    const stream = new Recording()
    const call = stream.queue(stream.caller(), 'support@b.example')
    stream.offering(call, '1001@b.example')
    const settings = { ...lab, domain: 'a.example' }
    expect(stream.story(settings)).toContain('offered ?1001@b.example')
    expect(stream.story({ ...lab, domain: 'b.example' })).toContain('offered ?1001')
  })

  it('nothing is remembered of calls that are over', () => {
    const stream = new Recording()
    for (let n = 0; n < 20; n++) {
      const caller = stream.caller()
      const call = stream.queue(caller)
      const [one, two] = [stream.offer(call, '1001'), stream.offer(call, '1002')]
      stream.win(call, one, '1001@default', [two]).end(caller, one)
      stream.agentEnd(call, one, '1001@default').queueEnd(call, 'Terminated')
    }
    const story = freeswitchStory(lab)
    expect(callsOf(heardBy(story, stream.events))).toHaveLength(20)
    expect(story.size()).toEqual({ calls: 0, legs: 0 })
  })
})

function heardBy(story: ReturnType<typeof freeswitchStory>, events: readonly EventHeaders[]) {
  const reader = readEsl()
  return events
    .flatMap((event) => reader.read(Buffer.from(framed(event, 'plain'))))
    .flatMap((piece) => (piece.kind === 'frame' ? story.hear(eventIn(piece.frame)!, 0) : []))
}
