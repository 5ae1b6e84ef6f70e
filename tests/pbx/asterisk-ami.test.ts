import { createServer } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import type { CallEvent } from '../../src/call/call-event.ts'
import { type AmiServer, type AmiServerTraits, startAmiServer } from '../../src/demo/exchanges/ami-server.ts'
import {
  type AsteriskConnection,
  type AsteriskConnectionSettings,
  connectAsterisk,
} from '../../src/pbx/asterisk-ami.ts'
import { answerChallenge } from '../../src/pbx/asterisk-session.ts'
import { callsOf, lab, Recording, recorded, told } from './asterisk-streams.ts'

const opened: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close()
})

interface Listening {
  readonly connection: AsteriskConnection
  readonly events: CallEvent[]
  readonly reports: string[]
}

function listen(
  port: number,
  more: Partial<AsteriskConnectionSettings> = {},
  take?: (events: CallEvent[]) => Promise<void>,
): Listening {
  const events: CallEvent[] = []
  const reports: string[] = []
  const settings = {
    ...lab,
    host: '127.0.0.1',
    port,
    username: 'crm',
    secret: 'crmsecret',
    firstPauseMs: 20,
    longestPauseMs: 100,
    ...more,
  }
  const world = {
    now: () => Date.now(),
    random: () => 0.5,
    report: (state: string, detail: string) => void reports.push(`${state}: ${detail}`),
  }
  const connection = connectAsterisk(settings, take ?? ((told) => void events.push(...told)), world)
  opened.push(connection)
  return { connection, events, reports }
}

async function start(traits: AmiServerTraits = {}, port = 0): Promise<AmiServer> {
  const server = await startAmiServer(traits, port)
  opened.push(server)
  return server
}

async function until(condition: () => boolean, what: string): Promise<void> {
  const deadline = Date.now() + 5000
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`waited in vain until ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/** The messages of a recording between two of its events, as a server would send them. */
function part(name: string, from: string, to?: string): string {
  const text = recorded(name).toString('latin1')
  const start = text.lastIndexOf('Event: ', text.indexOf(from))
  return text.slice(start, to === undefined ? undefined : text.lastIndexOf('Event: ', text.indexOf(to)))
}

function row(channel: Record<string, string>): string {
  return Object.entries(channel)
    .map(([key, value]) => `${key}: ${value}\r\n`)
    .join('')
}

const waitingCaller = row({
  Channel: 'PJSIP/trunk-000000f3',
  ChannelState: '6',
  CallerIDNum: '+4915100000002',
  CallerIDName: '<unknown>',
  Context: 'from-trunk',
  Exten: '4930555100',
  Uniqueid: '1795360328.331',
  Linkedid: '1795360328.331',
  Application: 'Queue',
  ApplicationData: 'support,tc,,,60',
  Duration: '00:00:02',
  BridgeId: '',
})
const ringingAgent = row({
  Channel: 'PJSIP/1002-000000f4',
  ChannelState: '5',
  CallerIDNum: '1002',
  CallerIDName: 'Bob Agent',
  Exten: '4930555100',
  Uniqueid: '1795360329.332',
  Linkedid: '1795360328.331',
  Application: 'AppQueue',
  ApplicationData: '(Outgoing Line)',
  Duration: '00:00:01',
  BridgeId: '',
})
const speakingCaller = row({
  Channel: 'PJSIP/trunk-000000f0',
  ChannelState: '6',
  CallerIDNum: '+4915112345678',
  CallerIDName: 'Max',
  Exten: '4930555100',
  Uniqueid: '1795360326.328',
  Linkedid: '1795360326.328',
  Application: 'Queue',
  ApplicationData: 'support,tc,,,60',
  Duration: '00:00:04',
  BridgeId: '15d8bc1e',
})
const speakingAgent = row({
  Channel: 'PJSIP/1001-000000f2',
  ChannelState: '6',
  CallerIDNum: '1001',
  CallerIDName: 'Alice Agent',
  Exten: '4930555100',
  Uniqueid: '1795360326.330',
  Linkedid: '1795360326.328',
  Application: 'AppQueue',
  ApplicationData: '(Outgoing Line)',
  Duration: '00:00:04',
  BridgeId: '15d8bc1e',
})
const queueEntry = row({
  Queue: 'support',
  Position: '1',
  Channel: 'PJSIP/trunk-000000f3',
  Uniqueid: '1795360328.331',
  CallerIDNum: 'unknown',
  CallerIDName: 'unknown',
})

describe('the connection to an Asterisk', () => {
  it('answers the challenge as a real server accepted it', () => {
    expect(answerChallenge('187377195', 'crmsecret')).toBe('c706cd79e06230f2f244beabf826d27b')
  })

  it('[P33] signs in without sending the secret, and tells what it hears, however the bytes are cut', async () => {
    const server = await start({ pieces: 3 })
    const { events, connection, reports } = listen(server.port)
    await until(() => server.actions.includes('QueueStatus'), 'it has asked for the state')
    expect(server.actions.slice(0, 2)).toEqual(['Challenge', 'Login crm'])
    server.say(part('b5_direct_did_busy', 'Event: Newchannel'))
    await until(() => events.some(({ kind }) => kind === 'ended'), 'the call has ended')
    expect(callsOf(events).map(told)).toEqual(['inbound busy: 1001 busy'])
    expect(connection.state()).toBe('connected')
    expect(reports).toEqual([
      `connecting: 127.0.0.1:${server.port}`,
      'connected: Asterisk Call Manager/11.0.0',
      'connected: withheld numbers cannot be told from others: add channelvars = CALLERID(num-pres) to [general] of manager.conf',
    ])
  })

  it('says once for a connection that withheld numbers cannot be told, and not where they can', async () => {
    const server = await start()
    const { reports, events } = listen(server.port)
    const warnings = () => reports.filter((report) => report.includes('withheld numbers')).length
    await until(() => server.actions.includes('QueueStatus'), 'it has asked for the state')
    server.say(part('h1_channelvars_withheld_number_direct', 'Event: Newchannel'))
    await until(() => events.some(({ kind }) => kind === 'ended'), 'the call has ended')
    expect(warnings()).toBe(0)
    server.cut()
    await until(() => server.actions.filter((one) => one === 'QueueStatus').length === 2, 'it is back')
    server.say(part('b5_direct_did_busy', 'Event: Newchannel'))
    server.say(part('b2_direct_did_missed_caller_cancels', 'Event: Newchannel'))
    await until(() => events.filter(({ kind }) => kind === 'ended').length === 3, 'all have ended')
    expect(warnings()).toBe(1)
  })

  it('a wrong secret is reported and not tried again and again', async () => {
    const server = await start({ secret: 'another' })
    const { reports, connection } = listen(server.port)
    await until(() => connection.state() === 'refused', 'it is refused')
    expect(reports.at(-1)).toBe('refused: Authentication failed')
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(server.actions).toEqual(['Challenge', 'Login crm'])
  })

  it('a right that is missing is reported, and the events are heard all the same', async () => {
    const server = await start({ refuses: ['CoreShowChannels'] })
    const { reports, events } = listen(server.port)
    await until(() => reports.length === 3, 'the refusal is reported')
    expect(reports[2]).toBe('connected: CoreShowChannels is refused: Permission denied')
    server.say(part('b5_direct_did_busy', 'Event: Newchannel'))
    await until(() => events.some(({ kind }) => kind === 'ended'), 'the call has ended')
  })

  it('takes up the calls that are going on when it comes', async () => {
    const server = await start()
    server.list([ringingAgent, speakingAgent, waitingCaller, speakingCaller], [queueEntry])
    const { events } = listen(server.port)
    await until(() => events.some(({ kind }) => kind === 'queued'), 'the queue is known')
    const calls = callsOf(events)
    expect(
      calls.map(({ call, phase, from, queue, speaking }) => ({ call, phase, from, queue, speaking })),
    ).toEqual([
      { call: '1795360328.331', phase: 'ringing', from: '+4915100000002', queue: 'support', speaking: [] },
      {
        call: '1795360326.328',
        phase: 'connected',
        from: '+4915112345678',
        queue: null,
        speaking: ['?1001'],
      },
    ])
    expect(calls[0]!.offers).toMatchObject([{ agent: '?1002', result: 'offered' }])
    // Dated by the server's clock, which is that of the Ping: the call had lasted two seconds by then.
    expect(Math.abs(calls[0]!.arrivedAt - 1795360313450)).toBeLessThan(1000)
  })

  it('[P34] a lost connection is made again, and what happened meanwhile is found out', async () => {
    const server = await start()
    const { events, reports } = listen(server.port)
    await until(() => server.actions.includes('QueueStatus'), 'it has asked for the state')
    server.say(part('c5_hold_unhold', 'Event: Newchannel', 'Event: Hold'))
    await until(() => events.some(({ kind }) => kind === 'answered'), 'the call is answered')
    server.list([waitingCaller, ringingAgent], [queueEntry])
    server.cut()
    await until(() => events.some(({ kind }) => kind === 'queued'), 'the other call is taken up')
    const calls = callsOf(events)
    expect(calls.map(({ phase, outcome }) => [phase, outcome])).toEqual([
      ['ended', 'answered'],
      ['ringing', null],
    ])
    expect(reports.map((report) => report.split(':')[0])).toEqual([
      'connecting',
      'connected',
      'connected',
      'lost',
      'connecting',
      'connected',
    ])
  })

  it('a call that outlives the loss goes on, and is not told twice', async () => {
    const server = await start()
    const { events } = listen(server.port)
    await until(() => server.actions.includes('QueueStatus'), 'it has asked for the state')
    server.list([speakingCaller, speakingAgent])
    server.cut()
    await until(() => events.some(({ kind }) => kind === 'answered'), 'the call is taken up')
    const before = events.length
    server.cut()
    await until(() => server.actions.filter((one) => one === 'QueueStatus').length === 3, 'it is back')
    server.say(
      `Event: Hangup\r\nTimestamp: 1795360330.5\r\n${speakingCaller.replace('BridgeId: 15d8bc1e\r\n', '')}Cause: 16\r\n\r\n`,
    )
    await until(() => events.some(({ kind }) => kind === 'ended'), 'the call has ended')
    expect(events).toHaveLength(before + 1)
    expect(callsOf(events).map(told)).toEqual(['inbound answered: 1001 won'])
  })

  it('a phone that rang when the connection was lost and rings no more has stopped ringing', async () => {
    const server = await start()
    server.list([waitingCaller, ringingAgent], [queueEntry])
    const { events } = listen(server.port)
    await until(() => events.some(({ kind }) => kind === 'queued'), 'it is taken up')
    server.list([waitingCaller], [queueEntry])
    server.cut()
    await until(() => events.some(({ kind }) => kind === 'offer-ended'), 'the ring has ended')
    expect(callsOf(events)[0]).toMatchObject({
      phase: 'queued',
      offers: [{ agent: '?1002', result: 'missed' }],
    })
  })

  it('a channel that hangs up while the list is being sent is not raised from the dead', async () => {
    const server = await start()
    const { events } = listen(server.port)
    await until(() => server.actions.includes('QueueStatus'), 'it has asked for the state')
    const caller = waitingCaller.replace('Channel: ', 'Privilege: call\r\nChannel: ')
    server.say(`Event: Newchannel\r\n${caller.replace('ChannelState: 6', 'ChannelState: 4')}\r\n`)
    server.say('Response: Success\r\nEventList: start\r\nMessage: Channels will follow\r\n\r\n')
    server.say(`Event: CoreShowChannel\r\n${waitingCaller}\r\nEvent: Hangup\r\n${caller}Cause: 16\r\n\r\n`)
    server.say(`Event: Newchannel\r\n${speakingCaller.replace('ChannelState: 6', 'ChannelState: 4')}\r\n`)
    server.say(
      'Event: CoreShowChannelsComplete\r\n\r\nEvent: Newchannel\r\nChannel: PJSIP/trunk-1\r\nChannelState: 4\r\nUniqueid: 2.1\r\nLinkedid: 2.1\r\n\r\n',
    )
    await until(() => events.some(({ call }) => call === '2.1'), 'the list is behind it')
    expect(events.filter(({ kind }) => kind === 'ended').map(({ call }) => call)).toEqual(['1795360328.331'])
    server.say(`Event: Hangup\r\n${speakingCaller}Cause: 16\r\n\r\n`)
    await until(() => events.filter(({ kind }) => kind === 'ended').length === 2, 'both have ended')
    expect(events.map(({ kind, call }) => `${kind} ${call}`)).toEqual([
      'arrived 1795360328.331',
      'ended 1795360328.331',
      'arrived 1795360326.328',
      'arrived 2.1',
      'ended 1795360326.328',
    ])
  })

  it('[P34] what was missed in spite of a living connection is found by two lists, not by one', async () => {
    const server = await start()
    server.list([speakingCaller, speakingAgent])
    const { events } = listen(server.port, { listAgainMs: 40 })
    await until(() => events.some(({ kind }) => kind === 'answered'), 'the call is taken up')
    const lists = () => server.actions.filter((one) => one === 'CoreShowChannels').length
    const whole = lists() + 3
    await until(() => lists() >= whole, 'the lists say the same')
    expect(events.filter(({ kind }) => kind === 'ended')).toEqual([])
    const before = events.length
    server.list([speakingCaller, speakingAgent, waitingCaller])
    server.list([])
    await until(() => events.some(({ kind }) => kind === 'ended'), 'it is missed')
    expect(events).toHaveLength(before + 1)
    server.list([waitingCaller])
    await until(() => events.some(({ call }) => call === '1795360328.331'), 'the unheard one is found')
  })

  it('a list that is ahead of the events overrules none of them', async () => {
    const server = await start()
    const { events } = listen(server.port)
    await until(() => server.actions.includes('QueueStatus'), 'it has asked for the state')
    const newCaller = waitingCaller.replace('ChannelState: 6', 'ChannelState: 4')
    const list = (...rows: string[]) =>
      server.say(
        `Response: Success\r\nActionID: greetline-channels-again\r\nMessage: Channels will follow\r\n\r\n${rows.map((one) => `Event: CoreShowChannel\r\n${one}\r\n`).join('')}Event: CoreShowChannelsComplete\r\nActionID: greetline-channels-again\r\n\r\n`,
      )
    list(waitingCaller)
    server.say(`Event: Newchannel\r\n${newCaller}\r\n`)
    const stream = new Recording()
    const heard = stream.bytes().length
    const caller = stream.caller()
    const phone = stream.ring(caller, '1001')
    server.say(stream.bytes().subarray(heard).toString())
    list(waitingCaller, row(Object.fromEntries(stream.block(caller))))
    const listed = stream.bytes().length
    stream.dialEnd(caller, phone, 'NOANSWER').hangup(phone, 17).hangup(caller, 16)
    server.say(stream.bytes().subarray(listed).toString())
    await until(() => events.some(({ kind }) => kind === 'ended'), 'the call has ended')
    expect(callsOf(events).map(told)).toEqual(['inbound null: nobody', 'inbound busy: 1001 busy'])
    expect(events.filter(({ kind }) => kind === 'arrived').map(({ id }) => id)).toEqual([
      '1795360328.331:arrived',
      `${caller.id}:arrived`,
    ])
  })

  it('a first list that is ahead of the events makes one call, not two', async () => {
    const server = await start()
    server.list([waitingCaller])
    const { events } = listen(server.port)
    await until(() => events.length > 0, 'the call is taken up')
    server.say(`Event: Newchannel\r\n${waitingCaller.replace('ChannelState: 6', 'ChannelState: 4')}\r\n`)
    server.say(`Event: Hangup\r\n${waitingCaller}Cause: 16\r\n\r\n`)
    await until(() => events.some(({ kind }) => kind === 'ended'), 'the call has ended')
    expect(events.map(({ kind }) => kind)).toEqual(['arrived', 'ended'])
  })

  it('a server that has gone without a word is missed at the next Ping', async () => {
    const server = await start()
    const { reports } = listen(server.port, { pingEveryMs: 60, pongWithinMs: 60 })
    await until(() => server.actions.filter((one) => one === 'Ping').length > 3, 'Pings are answered')
    expect(reports.some((report) => report.startsWith('lost'))).toBe(false)
    server.fallSilent()
    await until(() => reports.includes('lost: no answer to a Ping'), 'it is missed')
  })

  it('a server that never answers the sign-in is given up and tried again', async () => {
    const mute = createServer((socket) => void socket.on('error', () => {}))
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve))
    opened.push({ close: () => new Promise((resolve) => void mute.close(() => resolve())) })
    const address = mute.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const { reports } = listen(port, { signInWithinMs: 50 })
    await until(
      () => reports.filter((report) => report.startsWith('connecting')).length > 1,
      'it tries again',
    )
    expect(reports[1]).toBe('lost: no answer to the sign-in')
  })

  it('pauses grow while nobody is there, and connect when somebody comes', async () => {
    const gone = await start()
    const { port } = gone
    await gone.close()
    const { reports, connection } = listen(port)
    await until(
      () => reports.filter((report) => report.startsWith('lost')).length === 4,
      'it has tried four times',
    )
    const back = await start({}, port)
    await until(() => connection.state() === 'connected', 'it is connected')
    expect(back.sessions()).toBe(1)
  })

  it('a clean stop of Asterisk is named, and the connection comes back', async () => {
    const server = await start()
    const { reports, events } = listen(server.port)
    await until(() => server.actions.includes('QueueStatus'), 'it has asked for the state')
    server.say(part('g2_asterisk_killed_mid_call_shutdown', 'Event: Newchannel'))
    await until(() => reports.includes('lost: Asterisk shuts down'), 'the stop is noticed')
    await until(() => reports.filter((report) => report.startsWith('connected')).length === 2, 'it is back')
    expect(callsOf(events).map(told)).toEqual(['inbound answered: 1001 won'])
  })

  it('events that cannot be taken are given again, in their order, and none is lost', async () => {
    const server = await start()
    const taken: CallEvent[] = []
    let refusals = 3
    const { reports } = listen(server.port, {}, async (events) => {
      if (refusals-- > 0) throw new Error('the store is away')
      taken.push(...events)
    })
    await until(() => server.actions.includes('QueueStatus'), 'it has asked for the state')
    server.say(part('a1_queue_ringall_answered_caller_hangs_up', 'Event: Newchannel'))
    await until(() => taken.some(({ kind }) => kind === 'ended'), 'the call has ended')
    expect(callsOf(taken).map(told)).toEqual(['inbound answered: 1002 lost, 1001 won'])
    expect(taken.map(({ sequence }) => sequence)).toEqual([...taken.keys()].map((n) => n + 1))
    expect(reports).toContain('connected: events are not taken: the store is away')
  })

  it('closed means closed', async () => {
    const server = await start()
    const { connection, reports } = listen(server.port)
    await until(() => connection.state() === 'connected', 'it is connected')
    await connection.close()
    const before = reports.length
    await until(() => server.sessions() === 0, 'the server has lost it')
    await new Promise((resolve) => setTimeout(resolve, 150))
    expect(reports).toHaveLength(before)
  })
})
