import { describe, expect, it } from 'vitest'
import { readAmi } from '../../src/pbx/asterisk-messages.ts'
import { asteriskStory } from '../../src/pbx/asterisk-story.ts'
import { callsOf, eventsOf, lab, Recording, recorded, recordings, told } from './asterisk-streams.ts'

/** What a recording tells, one event a line: `answered ?1001`. */
function storyOf(name: string, settings = lab): string[] {
  return eventsOf([recorded(name)], settings).map(({ kind, agents, queue, result, reason, presentation }) => {
    const more = [agents?.join('+'), queue, result, reason, kind === 'arrived' ? undefined : presentation]
    return [kind, ...more.filter((one) => one !== undefined && one !== '')].join(' ')
  })
}

/** Pieces of changing size, the same ones in each run. */
function* anyPieces(bytes: Buffer, seed: number): Generator<Buffer> {
  let state = seed
  for (let start = 0; start < bytes.length; ) {
    state = (state * 1103515245 + 12345) % 2147483648
    const size = 1 + (state % 3000)
    yield bytes.subarray(start, start + size)
    start += size
  }
}

function* byteByByte(bytes: Buffer): Generator<Buffer> {
  for (let n = 0; n < bytes.length; n++) yield bytes.subarray(n, n + 1)
}

describe('the story that a recorded session tells', () => {
  it('[P33] a queue rings two agents and one answers', () => {
    expect(storyOf('a1_queue_ringall_answered_caller_hangs_up')).toEqual([
      'arrived',
      'queued support',
      'offered ?1002',
      'offered ?1001',
      'answered ?1001',
      'offer-ended ?1002 lost',
      'ended hung-up',
    ])
  })

  it('members behind Local channels are offered the call once each', () => {
    expect(storyOf('a5_queue_local_channel_agents')).toEqual([
      'arrived',
      'queued localq',
      'offered ?1001',
      'offered ?1002',
      'answered ?1001',
      'offer-ended ?1002 lost',
      'ended hung-up',
    ])
  })

  it('a blind transfer: the first agent leaves, the second is offered the call', () => {
    expect(storyOf('c1_blind_transfer_agent_to_agent')).toEqual([
      'arrived',
      'offered ?1001',
      'answered ?1001',
      'transferred ?1001',
      'offered ?1002',
      'answered ?1002',
      'ended hung-up',
    ])
  })

  it('an attended transfer: the consultation is a call of the house, then the colleague has the customer', () => {
    const events = eventsOf([recorded('c2_attended_transfer_sip_replaces')])
    const [customer, consultation] = callsOf(events).map(({ call }) => {
      return events
        .filter((event) => event.call === call)
        .map(({ kind, agents }) => [kind, agents?.join()].join(' '))
    })
    expect(customer).toEqual([
      'arrived ',
      'offered ?1001',
      'answered ?1001',
      'held ?1001',
      'resumed ?1001',
      'answered ?1002',
      'transferred ?1001',
      'ended ',
    ])
    expect(consultation).toEqual(['arrived ', 'offered ?1002', 'answered ?1002', 'ended '])
  })

  it('held and resumed; an Unhold that no Hold came before says nothing', () => {
    expect(storyOf('c5_hold_unhold').slice(3, 5)).toEqual(['held ?1001', 'resumed ?1001'])
    expect(storyOf('c7_park_and_retrieve')).not.toContain('resumed ?1001')
  })

  it('a parked caller: put down by one, taken up by the other', () => {
    expect(storyOf('c7_park_and_retrieve').slice(2)).toEqual([
      'answered ?1001',
      'transferred ?1001',
      'answered ?1002',
      'ended hung-up',
    ])
  })

  it('a call that is picked up belongs to the picker, and the phone that rang has lost', () => {
    expect(storyOf('c6_call_pickup_by_third_agent')).toEqual([
      'arrived',
      'offered ?1001',
      'offer-ended ?1001 lost',
      'answered ?1003',
      'ended hung-up',
    ])
  })

  it('a withheld number is told as soon as the phone system tells it, before the first offer is shown', () => {
    expect(storyOf('h1_channelvars_withheld_number_direct').slice(0, 2)).toEqual([
      'arrived',
      'offered ?1001 restricted',
    ])
  })

  it('an agent calls out: named as the one who placed the call, offered to nobody', () => {
    const [arrived, answered, ended] = eventsOf([recorded('e1_outbound_call_agent_to_pstn')])
    expect(arrived).toMatchObject({
      kind: 'arrived',
      direction: 'outbound',
      from: '4930555100',
      to: '015112345678',
      agents: ['?1001'],
    })
    expect(answered).toMatchObject({ kind: 'answered', agents: [] })
    expect(ended).toMatchObject({ kind: 'ended' })
  })

  it("click-to-dial: the agent's phone rings with the customer's number and is still the agent's", () => {
    const events = eventsOf([recorded('e2_click_to_dial_originate')])
    expect(events.map(({ kind }) => kind)).toEqual(['arrived', 'answered', 'ended'])
    expect(events[0]).toMatchObject({
      direction: 'outbound',
      from: '1001',
      to: '+4915112345678',
      agents: ['?1001'],
    })
  })

  it('what was typed into the IVR is claimed; what the dialplan repeats is not', () => {
    const typed = recorded('g1_ivr_userevent_then_queue')
      .toString('latin1')
      .replace('Customer: \r\n', 'Customer: 4711\r\nBad Key: x\r\n')
    const claims = eventsOf([Buffer.from(typed, 'latin1')]).filter(({ kind }) => kind === 'claims')
    expect(claims.map((event) => event.claims)).toEqual([{ Customer: '4711' }])
    expect(storyOf('g1_ivr_userevent_then_queue')).not.toContain('claims')
    const other = { ...lab, claimEvents: ['Ivr'] }
    expect(eventsOf([Buffer.from(typed, 'latin1')], other).some(({ kind }) => kind === 'claims')).toBe(false)
  })
})

describe('whatever the stream', () => {
  it.each(recordings)('%s tells the same in whatever pieces it comes', (name) => {
    const bytes = recorded(name)
    const whole = JSON.stringify(eventsOf([bytes]))
    expect(JSON.stringify(eventsOf(byteByByte(bytes)))).toBe(whole)
    for (let seed = 1; seed <= 5; seed++) expect(JSON.stringify(eventsOf(anyPieces(bytes, seed)))).toBe(whole)
  })

  it.each(['b7_caller_cancels_before_any_ringing', 'b5_direct_did_busy'])('%s: every cut in two', (name) => {
    const bytes = recorded(name)
    const whole = JSON.stringify(eventsOf([bytes]))
    for (let cut = 0; cut <= bytes.length; cut++) {
      const events = eventsOf([bytes.subarray(0, cut), bytes.subarray(cut)])
      if (JSON.stringify(events) !== whole)
        expect({ cut, events: JSON.stringify(events) }).toEqual({ cut, events: whole })
    }
  })

  it.each(recordings)('%s: events and headers that nobody knows change nothing', (name) => {
    const bytes = recorded(name).toString('latin1')
    const strange =
      'Event: FromTheFuture\r\nChannel: PJSIP/trunk-00000001\r\nUniqueid: 1.1\r\nLinkedid: 1.1\r\n__proto__: x\r\n\r\n' +
      'Event: toString\r\n\r\nEvent: __proto__\r\n\r\nNo-Event: 1\r\n\r\n'
    const injected = bytes
      .replaceAll(/^(Event: .*\r\n)/gm, '$1FromTheFuture: yes\r\nConstructor: 1\r\n')
      .replaceAll('\r\n\r\n', `\r\n\r\n${strange}`)
    const events = eventsOf([Buffer.from(injected, 'latin1')])
    expect(JSON.stringify(events)).toBe(JSON.stringify(eventsOf([recorded(name)])))
  })

  it.each(recordings)(
    '%s: ids are unique, times never go back, and nothing is kept of what is over',
    (name) => {
      const events = eventsOf([recorded(name)])
      expect(new Set(events.map(({ id }) => id)).size).toBe(events.length)
      for (const { call } of callsOf(events)) {
        const ats = events.filter((event) => event.call === call).map(({ at }) => at)
        expect(ats).toEqual([...ats].sort((a, b) => a - b))
      }
      const story = asteriskStory(lab)
      for (const piece of readAmi().read(recorded(name)))
        if (piece.kind === 'message') story.hear(piece.message, 0)
      expect(story.size()).toEqual({ calls: 0, channels: 0, bridges: 0 })
      expect(story.finish()).toEqual([])
    },
  )

  it('a stream without timestamps is dated by whoever reads it', () => {
    const stamped = recorded('a1_queue_ringall_answered_caller_hangs_up').toString('latin1')
    const bare = Buffer.from(stamped.replace(/^Timestamp: .*\r\n/gm, ''), 'latin1')
    const events = eventsOf([bare])
    expect(events.map(({ id }) => id)).toEqual(eventsOf([Buffer.from(stamped, 'latin1')]).map(({ id }) => id))
    expect(events.every(({ at }) => at < 200)).toBe(true)
    expect(callsOf(events).map(told)).toEqual(['inbound answered: 1002 lost, 1001 won'])
  })

  it('a clock that is set back does not turn the story round', () => {
    const stream = new Recording()
    const caller = stream.caller()
    const phone = stream.ring(caller, '1001')
    stream.wait(-3_600_000).dialEnd(caller, phone, 'ANSWER').hangup(caller, 16).hangup(phone, 16)
    const events = eventsOf([stream.bytes()])
    expect(callsOf([...events].reverse()).map(told)).toEqual(['inbound answered: 1001 won'])
  })

  it('a session that begins in the middle of a call tells what can still be known', () => {
    const stream = new Recording()
    const caller = stream.caller()
    const phone = stream.ring(caller, '1001')
    stream.dialEnd(caller, phone, 'ANSWER').bridge('b', phone, caller).hangup(phone, 16).hangup(caller, 16)
    const text = stream.bytes().toString()
    const late = text.slice(text.indexOf('Event: DialBegin'))
    expect(callsOf(eventsOf([Buffer.from(late)])).map(told)).toEqual(['inbound answered: 1001 won'])
    const tooLate = text.slice(text.indexOf('Event: DialEnd'))
    expect(eventsOf([Buffer.from(tooLate)])).toEqual([])
  })
})

describe('a phone that forwards to itself', () => {
  it('[P33] is one missed call with few events, although it makes 770', () => {
    const events = eventsOf([recorded('x1_forwarding_loop_302_to_self_770_events')])
    expect(callsOf(events).map(told)).toEqual(['inbound missed: 1001 withdrawn'])
    expect(events.length).toBeLessThanOrEqual(8)
  })

  it('tells again when the phone rings again later', () => {
    const stream = new Recording()
    const caller = stream.caller('4930555100')
    stream.queue('QueueCallerJoin', caller, 'support')
    for (let round = 0; round < 20; round++) {
      const phone = stream.offer(caller, '1001')
      stream.dialEnd(caller, phone, 'NOANSWER').hangup(phone, 17)
    }
    const quick = eventsOf([stream.bytes()]).filter(({ kind }) => kind === 'offered')
    expect(quick).toHaveLength(3)
    stream.wait(1000).offer(caller, '1001')
    expect(eventsOf([stream.bytes()]).filter(({ kind }) => kind === 'offered')).toHaveLength(4)
  })

  it('a call cannot tell without end, but its answer and its end are always told', () => {
    const stream = new Recording()
    const caller = stream.caller('4930555100')
    stream.queue('QueueCallerJoin', caller, 'support')
    for (let round = 0; round < 1500; round++) {
      const phone = stream.wait(1100).offer(caller, '1001')
      stream.dialEnd(caller, phone, 'NOANSWER').hangup(phone, 17)
    }
    const phone = stream.wait(1100).offer(caller, '1002')
    stream.dialEnd(caller, phone, 'ANSWER').hangup(caller, 16).hangup(phone, 16)
    const events = eventsOf([stream.bytes()])
    expect(events.length).toBeLessThanOrEqual(2002)
    expect(events.slice(-2).map(({ kind }) => kind)).toEqual(['answered', 'ended'])
  })
})

describe('calls whose end is never heard', () => {
  it('the oldest are forgotten when there are too many', () => {
    const story = asteriskStory(lab)
    const reader = readAmi()
    for (let n = 0; n < 21_000; n++) {
      const text = `Event: Newchannel\r\nChannel: PJSIP/trunk-${n.toString(16).padStart(8, '0')}\r\nChannelState: 4\r\nCallerIDNum: 1\r\nExten: 1\r\nUniqueid: 9.${n}\r\nLinkedid: 9.${n}\r\n\r\n`
      for (const piece of reader.read(Buffer.from(text)))
        if (piece.kind === 'message') story.hear(piece.message, n)
    }
    expect(story.size()).toEqual({ calls: 20_000, channels: 20_000, bridges: 0 })
  })
})
