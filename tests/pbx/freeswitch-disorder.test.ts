import { describe, expect, it } from 'vitest'
import type { CallEvent } from '../../src/call/call-event.ts'
import { readJsonEvent } from '../../src/pbx/freeswitch-events.ts'
import { freeswitchStory } from '../../src/pbx/freeswitch-story.ts'
import { callsOf, type EventHeaders, lab, Recording, told } from './freeswitch-streams.ts'

/** A day in which everything happens once. */
function aDay(): EventHeaders[] {
  const stream = new Recording()
  const queued = stream.caller()
  const call = stream.queue(queued)
  const [one, two] = [stream.offer(call, '1001'), stream.offer(call, '1002')]
  stream.wait(3000).win(call, one, '1001@default', [two]).wait(9000)
  stream.hold(one).wait(2000).unhold(one).wait(2000).unbridge(queued, one).hangup(one, 'BLIND_TRANSFER')
  const three = stream.ring(queued, '1003')
  stream.wait(2000).take(queued, three).wait(9000).end(queued, three)
  stream.agentEnd(call, one, '1001@default').queueEnd(call, 'Terminated')

  const direct = stream.caller({ number: '+4915100000002' })
  const desk = stream.ring(direct, '1001')
  stream.wait(2000).take(direct, desk).wait(9000)
  const consulting = stream.phone('1001', '1002')
  const colleague = stream.ring(consulting, '1002')
  stream
    .wait(2000)
    .take(consulting, colleague)
    .wait(4000)
    .unbridge(direct, desk)
    .unbridge(consulting, colleague)
  stream.bridge(direct, colleague).hangup(desk, 'ATTENDED_TRANSFER').hangup(consulting, 'ATTENDED_TRANSFER')
  stream.wait(5000).unbridge(direct, colleague).valet(direct, 'hold').hangup(colleague)
  const fetching = stream.wait(9000).phone('1003', '5901')
  stream.answer(fetching).valet(direct, 'bridge').bridge(direct, fetching).wait(9000)
  stream.end(direct, fetching)

  const placing = stream.phone('1002', '015112345678')
  const customer = stream.trunk(placing, '015112345678')
  stream.wait(4000).take(placing, customer).wait(9000).end(placing, customer)

  const looped = stream.caller({ number: '+4915100000003' })
  const [a, b] = stream.loopback(looped, '1001')
  const behind = stream.ring(b, '1001')
  stream.wait(2000).answer(behind, b).bridge(b, behind).answer(a, looped).bridge(looped, a).wait(9000)
  for (const leg of [looped, a, b, behind]) stream.hangup(leg)
  return stream.events
}

/** Chance that is the same in each run. */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1103515245 + 12345) % 2147483648
    return state / 2147483648
  }
}

function hear(events: readonly EventHeaders[]) {
  const story = freeswitchStory(lab)
  const heard: CallEvent[] = []
  for (const event of events) heard.push(...story.hear(readJsonEvent(JSON.stringify(event))!, 0))
  return { story, heard }
}

const orderly = [
  'inbound answered: 1001 won, 1002 lost, 1003 won',
  'inbound answered: 1001 won, 1002 won, 1003 won',
  'internal answered: 1002 won',
  'outbound answered: nobody',
  'inbound answered: 1001 won',
]

describe('a stream that is not as it should be', () => {
  it('the orderly day', () => {
    expect(callsOf(hear(aDay()).heard).map(told)).toEqual(orderly)
  })

  it('[P56] every event twice, or some of them again later, tells nothing new', () => {
    const day = aDay()
    expect(callsOf(hear(day.flatMap((event) => [event, event])).heard).map(told)).toEqual(orderly)
    for (let seed = 1; seed <= 50; seed++) {
      const random = chance(seed)
      const again = [...day]
      for (let n = day.length - 1; n > 0; n--) {
        if (random() < 0.2) again.splice(n + Math.floor(random() * 12), 0, day[n]!)
      }
      const { heard, story } = hear(again)
      expect(
        callsOf(heard).map(({ phase }) => phase),
        `seed ${seed}`,
      ).toEqual(orderly.map(() => 'ended'))
      expect(story.size()).toEqual({ calls: 0, legs: 0 })
    }
  })

  it('[P56] neighbours that changed places end as the orderly story does', () => {
    const day = aDay()
    for (let seed = 1; seed <= 100; seed++) {
      const random = chance(seed)
      const shaken = [...day]
      for (let n = 1; n < shaken.length; n++) {
        const [before, after] = [shaken[n - 1]!, shaken[n]!]
        // What one thread tells of one leg keeps its order, and threads are milliseconds apart.
        const apart = Number(after['Event-Date-Timestamp']) - Number(before['Event-Date-Timestamp'])
        if (before['Unique-ID'] !== after['Unique-ID'] && apart < 5000 && random() < 0.3) {
          shaken[n - 1] = after
          shaken[n] = before
        }
      }
      const { heard, story } = hear(shaken)
      expect(callsOf(heard).map(told).sort(), `seed ${seed}`).toEqual([...orderly].sort())
      expect(story.size(), `seed ${seed}`).toEqual({ calls: 0, legs: 0 })
    }
  })

  it('an event that another thread delivers late is put where it belongs', () => {
    const stream = new Recording()
    const caller = stream.caller()
    const one = stream.ring(caller, '1001')
    const two = stream.ring(caller, '1002')
    const late = stream.events.pop()!
    stream.wait(20).take(caller, one)
    stream.events.push(late)
    stream.hangup(two, 'LOSE_RACE').wait(5000).end(caller, one)
    const { heard } = hear(stream.events)
    expect(callsOf(heard).map(told)).toEqual(['inbound answered: 1001 won, 1002 lost'])
    expect(heard.find(({ agents }) => agents?.includes('?1002'))?.at).toBeLessThan(
      heard.find(({ kind }) => kind === 'answered')!.at,
    )
  })

  it('[P56] whatever is missing, no ghost is left once the list of channels was seen', () => {
    const day = aDay()
    for (let seed = 1; seed <= 200; seed++) {
      const random = chance(seed)
      const { heard, story } = hear(day.filter(() => random() > 0.15))
      for (let n = 0; n < 2; n++) heard.push(...story.compare('second-time').listed([], 0).events)
      expect(story.size(), `seed ${seed}`).toEqual({ calls: 0, legs: 0 })
      const calls = callsOf(heard)
      expect(
        calls.map(({ phase }) => phase),
        `seed ${seed}`,
      ).toEqual(calls.map(() => 'ended'))
      expect(calls.flatMap((call) => call.offers.filter(({ result }) => result === 'offered'))).toEqual([])
    }
  })

  it('each event missing by itself costs at most what it told', () => {
    const day = aDay()
    const callers = new Set(callsOf(hear(day).heard).map(({ call }) => call))
    day.forEach((_, missing) => {
      const { heard } = hear(day.filter((_, n) => n !== missing))
      const calls = callsOf(heard)
      // No event that is missing makes a call of a leg that is none.
      expect(calls.filter(({ call }) => !callers.has(call)).map(told), `without event ${missing}`).toEqual([])
    })
  })
})
