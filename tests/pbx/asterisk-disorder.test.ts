import { describe, expect, it } from 'vitest'
import type { CallEvent } from '../../src/call/call-event.ts'
import { type AmiMessage, amiMessage, readAmi } from '../../src/pbx/asterisk-messages.ts'
import { asteriskStory } from '../../src/pbx/asterisk-story.ts'
import { callsOf, eventsOf, lab, recorded, recordings, told } from './asterisk-streams.ts'

const calls = recordings.filter((name) => !/^(g3|k1|x1)_/.test(name))

function messagesOf(name: string): AmiMessage[] {
  return readAmi()
    .read(recorded(name))
    .flatMap((piece) => (piece.kind === 'message' ? [piece.message] : []))
}

/** The same numbers in each run: below `most`, evenly. */
function chance(seed: number): (most: number) => number {
  let state = seed
  return (most) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * most)
  }
}

function hearAll(messages: readonly AmiMessage[]): CallEvent[] {
  const story = asteriskStory(lab)
  return [...messages.flatMap((message, n) => story.hear(message, n)), ...story.finish()]
}

/** What became of each call, whatever the order in which its agents were rung. */
function outcomes(events: readonly CallEvent[]): string[] {
  const told = callsOf(events).map(({ call, outcome, direction, offers, answeredBy }) => {
    const sorted = offers.map(({ agent, result }) => `${agent} ${result}`).sort()
    return [call, direction, outcome, ...sorted, 'answered by', ...answeredBy].join(' ')
  })
  return told.sort()
}

/** Two streams in one, each in its own order. */
function shuffle(one: readonly AmiMessage[], other: readonly AmiMessage[], next: (most: number) => number) {
  const left = [...one]
  const right = [...other]
  const both: AmiMessage[] = []
  while (left.length + right.length > 0) {
    const from = next(left.length + right.length) < left.length ? left : right
    both.push(from.shift()!)
  }
  return both
}

describe('calls of an Asterisk in disorder', () => {
  it('[P33] all recordings at once, mixed by chance, tell what each tells alone', () => {
    const alone = calls.flatMap((name) => outcomes(hearAll(messagesOf(name)))).sort()
    for (let seed = 1; seed <= 8; seed++) {
      const next = chance(seed)
      const mixed = calls.map(messagesOf).reduce((one, other) => shuffle(one, other, next))
      expect(outcomes(hearAll(mixed))).toEqual(alone)
    }
  })

  it('[P33] neighbours within four milliseconds may change places', () => {
    for (const name of calls) {
      const messages = messagesOf(name).filter((message) => message.get('Timestamp') !== undefined)
      const orderly = outcomes(hearAll(messages))
      for (let n = 0; n + 1 < messages.length; n++) {
        const [first, second] = [messages[n]!, messages[n + 1]!]
        if (Number(second.get('Timestamp')) - Number(first.get('Timestamp')) > 0.004) continue
        const changed = messages.with(n, second).with(n + 1, first)
        const told = outcomes(hearAll(changed))
        if (JSON.stringify(told) !== JSON.stringify(orderly))
          expect({ name, n, told }).toEqual({ name, n, told: orderly })
      }
    }
  })

  /** A message that gets lost, and what is open after all others. */
  function openWithout(
    messages: readonly AmiMessage[],
    lost: number,
  ): { open: string[]; afterLists: string[] } {
    const story = asteriskStory(lab)
    const events = messages.flatMap((message, n) => (n === lost ? [] : story.hear(message, n)))
    const open = () => callsOf(events).flatMap(({ call, phase }) => (phase === 'ended' ? [] : [call]))
    const before = open()
    for (let list = 0; list < 2; list++) {
      const head = [
        ['Response', 'Success'],
        ['ActionID', 'greetline-channels-again'],
        ['Message', 'Channels will follow'],
      ] as const
      events.push(...story.hear(amiMessage(head), 0))
      events.push(
        ...story.hear(
          amiMessage([
            ['Event', 'CoreShowChannelsComplete'],
            ['ActionID', 'greetline-channels-again'],
          ]),
          0,
        ),
      )
    }
    return { open: before, afterLists: open() }
  }

  it('[P33] whatever single message gets lost, no call outlives its last hang-up', () => {
    for (const name of calls) {
      const messages = messagesOf(name)
      messages.forEach((message, n) => {
        const { open, afterLists } = openWithout(messages, n)
        // Of a customer whom we called only the Hangup itself tells that they are gone: the lists of channels find it.
        const ofCustomerWeCalled = message.get('Event') === 'Hangup' && /^e[12]_/.test(name)
        if (open.length > 0 && !ofCustomerWeCalled) expect({ name, lost: message.headers, open }).toBeNull()
        expect(afterLists).toEqual([])
      })
    }
  })

  it('several messages lost at once leave no call either, once the channels were listed', () => {
    for (const name of calls) {
      const messages = messagesOf(name)
      for (let seed = 1; seed <= 20; seed++) {
        const next = chance(seed)
        const kept = messages.filter(() => next(10) > 0)
        expect(openWithout(kept, -1).afterLists).toEqual([])
      }
    }
  })

  /** What older versions leave out, or an `eventfilter` keeps from us. */
  const without: Readonly<Record<string, (message: AmiMessage) => AmiMessage | null>> = {
    'events of transfers, pick-ups and parking': (message) =>
      /^(BlindTransfer|AttendedTransfer|Pickup|ParkedCall|UnParkedCall)$/.test(message.get('Event') ?? '')
        ? null
        : message,
    'whom a transfer is about': (message) =>
      amiMessage(
        message.headers.filter(([key]) => !/^(Transferee|TransferTarget|Retriever|Parker)/.test(key)),
      ),
    'privileges, tenants, languages and states': (message) =>
      amiMessage(
        message.headers.filter(
          ([key]) =>
            !/^(Dest)?(Privilege|Tenantid|Language|AccountCode|ChannelStateDesc|Priority)$/.test(key),
        ),
      ),
    'what a second topic repeats': (message) =>
      /^(CEL|Cdr|DeviceStateChange|NewConnectedLine|Newstate|DialState|BridgeCreate|BridgeDestroy|LocalBridge|QueueMemberStatus)$/.test(
        message.get('Event') ?? '',
      )
        ? null
        : message,
    'keys in another case': (message) =>
      amiMessage(message.headers.map(([key, value]) => [key.toLowerCase(), value])),
  }

  it.each(Object.keys(without))('[P33] without %s the calls are the same', (what) => {
    for (const name of calls) {
      const messages = messagesOf(name)
      const left = messages.flatMap((message) => without[what]!(message) ?? [])
      expect({ name, told: outcomes(hearAll(left)) }).toEqual({ name, told: outcomes(hearAll(messages)) })
    }
  })

  it('the same scenario in another order of events tells the same', () => {
    const runs = ['a1_queue_ringall_answered_caller_hangs_up', 'a1_run2_same_scenario_other_event_order']
    for (const run of runs) {
      expect(callsOf(eventsOf([recorded(run)])).map(told)).toEqual(['inbound answered: 1002 lost, 1001 won'])
    }
  })
})
