import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import type { CallEvent } from '../../src/call/call-event.ts'
import {
  connectFreeswitch,
  type FreeswitchConnection,
  type FreeswitchConnectionSettings,
} from '../../src/pbx/freeswitch-esl.ts'
import { readPlainEvent } from '../../src/pbx/freeswitch-events.ts'
import { freeswitchStory } from '../../src/pbx/freeswitch-story.ts'
import { type EslServer, type EslServerTraits, startEslServer } from './freeswitch-server.ts'
import { block, callsOf, type Leg, lab, plainText, Recording, told } from './freeswitch-streams.ts'

const opened: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close()
})

interface Listening {
  readonly connection: FreeswitchConnection
  readonly events: CallEvent[]
  readonly reports: string[]
}

function listen(
  port: number,
  more: Partial<FreeswitchConnectionSettings> = {},
  take?: (events: CallEvent[]) => Promise<void>,
): Listening {
  const events: CallEvent[] = []
  const reports: string[] = []
  const settings = {
    ...lab,
    host: '127.0.0.1',
    port,
    password: 'ClueCon',
    firstPauseMs: 20,
    longestPauseMs: 100,
    ...more,
  }
  const world = {
    now: () => Date.now(),
    random: () => 0.5,
    report: (state: string, detail: string) => void reports.push(`${state}: ${detail}`),
  }
  const connection = connectFreeswitch(settings, take ?? ((told) => void events.push(...told)), world)
  opened.push(connection)
  return { connection, events, reports }
}

async function start(traits: EslServerTraits = {}, port = 0): Promise<EslServer> {
  const server = await startEslServer(traits, port)
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

/** How often it has asked what is going on, and heard the answer. */
function asked(server: EslServer): number {
  return server.commands.filter((command) => command === 'api callcenter_config queue list').length
}

async function ready(server: EslServer, times = 1): Promise<void> {
  await until(() => asked(server) === times, `it has asked ${times} times for what is going on`)
}

function kinds(events: readonly CallEvent[]): string[] {
  return events.map(({ kind, agents }) => [kind, agents?.join('+')].filter(Boolean).join(' '))
}

/** A caller who waits in a queue while a phone rings, and one who speaks; the events are not heard by anybody. */
function goingOn(stream = new Recording(Date.now() - 60_000)): {
  stream: Recording
  legs: Leg[]
  speaking: [Leg, Leg]
  ringing: [Leg, Leg]
} {
  const speaker = stream.caller({ number: '+4915112345678' })
  const alice = stream.ring(speaker, '1001')
  stream.take(speaker, alice).wait(30_000)
  const waiter = stream.caller({ number: '+4915100000002', hidden: true })
  const call = stream.queue(waiter)
  const bob = stream.offer(call, '1002')
  return { stream, legs: [speaker, alice, waiter, bob], speaking: [speaker, alice], ringing: [waiter, bob] }
}

describe('the connection to a FreeSWITCH', () => {
  it('[P56] signs in, subscribes, and tells what it hears, however the bytes are cut', async () => {
    const server = await start({ pieces: 7 })
    const { events, connection, reports } = listen(server.port)
    await ready(server)
    expect(server.commands[0]).toBe('auth ***')
    expect(server.commands[1]).toMatch(
      /^event json CHANNEL_CREATE .* CUSTOM callcenter::info valet_parking::info greetline::claims conference::maintenance$/,
    )
    const stream = new Recording()
    const caller = stream.caller()
    stream.hangup(stream.ring(caller, '1001'), 'USER_BUSY').hangup(caller, 'USER_BUSY')
    server.say(stream.events)
    await until(() => events.some(({ kind }) => kind === 'ended'), 'the call has ended')
    expect(callsOf(events).map(told)).toEqual(['inbound busy: 1001 busy'])
    expect(connection.state()).toBe('connected')
    expect(reports).toEqual([`connecting: 127.0.0.1:${server.port}`, 'connected: event socket'])
  })

  it('asks for no more than its page says', async () => {
    const server = await start()
    server.callcenter({ waiting: [{ queue: 'support@default', session: 'x' }] })
    server.list(new Recording().caller())
    listen(server.port)
    await until(() => server.commands.some((command) => command.includes('list members')), 'it has asked')
    const page = readFileSync(new URL('../../docs/phone-systems/freeswitch.md', import.meta.url), 'utf8')
    const allowed = (name: string) => new RegExp(`${name}" value="([^"]+)"`).exec(page)?.[1]?.split(',')
    expect(server.commands[1]!.split(' ').slice(2)).toEqual(allowed('esl-allowed-events'))
    const apis = server.commands.filter((one) => one.startsWith('api ')).map((one) => one.split(' ')[1]!)
    expect([...new Set(apis)].sort()).toEqual(allowed('esl-allowed-api')?.sort())
  })

  it('signs in as a user of the directory', async () => {
    const server = await start()
    listen(server.port, { user: '1000@pbx.example' })
    await ready(server)
    expect(server.commands[0]).toBe('userauth 1000@pbx.example:***')
  })

  it('a wrong password is reported as refused, and not tried again and again', async () => {
    const server = await start({ password: 'another' })
    const { reports, connection } = listen(server.port)
    await until(() => connection.state() === 'refused', 'it is refused')
    expect(reports.at(-1)).toBe('refused: -ERR invalid')
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(server.commands).toHaveLength(1)
  })

  it('so is an access list that does not let us in', async () => {
    const server = await start({ isRude: true })
    const { reports, connection } = listen(server.port)
    await until(() => connection.state() === 'refused', 'it is refused')
    expect(reports.at(-1)).toBe('refused: its access list does not let us in: Access Denied, go away.')
  })

  it('a line end in a password is no command of its own', async () => {
    const server = await start()
    listen(server.port, { password: 'a\n\napi fsctl shutdown' })
    await until(() => server.commands.length > 0, 'it has tried')
    expect(server.commands).toEqual(['auth a api fsctl shutdown'])
  })

  it('without the right to list channels, and without mod_callcenter, the events are heard all the same', async () => {
    const server = await start({ refuses: ['show', 'callcenter_config'] })
    const { reports, events } = listen(server.port)
    await until(() => reports.length === 3, 'the refusal is reported')
    expect(reports[2]).toBe('connected: the list of channels is refused: -ERR show Command not found!')
    const stream = new Recording()
    stream.hangup(stream.caller())
    server.say(stream.events)
    await until(() => events.some(({ kind }) => kind === 'ended'), 'the call has ended')
  })

  it('takes up the calls that are going on when it comes, as of the time at which they came', async () => {
    const server = await start()
    const { legs, speaking, ringing } = goingOn()
    server.list(...legs)
    server.callcenter({ waiting: [{ queue: 'support@default', session: ringing[0].uuid }] })
    const { events } = listen(server.port)
    await until(() => events.some(({ kind }) => kind === 'queued'), 'the queue is known')
    const calls = callsOf(events)
    expect(calls).toMatchObject([
      { call: speaking[0].uuid, phase: 'connected', from: '+4915112345678', speaking: ['?1001'] },
      {
        call: ringing[0].uuid,
        phase: 'ringing',
        from: '+4915100000002',
        presentation: 'restricted',
        queue: 'support@default',
        offers: [{ agent: '?1002', result: 'offered' }],
      },
    ])
    expect(calls[0]!.arrivedAt).toBe(Math.floor(speaking[0].createdAt / 1000))
    // The list is in no order, and has whole seconds only.
    expect(calls[1]!.offers[0]!.offeredAt).toBe(Math.floor(ringing[1].createdAt / 1000))
  })

  it('a call is taken up under the id that it has had, whatever bridges have made of it since', async () => {
    const server = await start()
    const { stream, speaking, legs } = goingOn()
    const [caller, alice] = speaking
    const first = listen(server.port)
    await ready(server)
    server.say(stream.events)
    const picker = stream.phone('1003', '*33')
    const from = stream.events.length
    stream.answer(picker).unbridge(caller, alice).bridge(picker, caller).hangup(alice, 'PICKED_OFF')
    server.say(stream.events.slice(from - 1))
    await until(() => kinds(first.events).includes('answered ?1003'), 'it was picked up')
    expect(caller.callUuid).toBe(picker.uuid)
    server.list(picker, ...legs.filter((leg) => leg !== alice))
    const second = listen(server.port)
    await until(() => kinds(second.events).includes('answered ?1003'), 'it is taken up')
    const calls = (events: CallEvent[]) => [...new Set(events.map(({ call }) => call))].sort()
    expect(calls(second.events)).toEqual(calls(first.events))
  })

  it('who was parted while the list was being asked for is not joined again', () => {
    const { stream, legs, speaking } = goingOn()
    const story = freeswitchStory(lab)
    const comparison = story.compare('at-once')
    expect(
      comparison.listed(
        legs.map(({ uuid }) => uuid),
        Date.now(),
      ).strange,
    ).toHaveLength(legs.length)
    for (const leg of legs) comparison.dumped(readPlainEvent(plainText(block(leg))))
    stream.unbridge(...speaking)
    story.hear(readPlainEvent(plainText(stream.events.at(-1)!)), Date.now())
    expect(kinds(comparison.taken(Date.now()))).not.toContain('answered ?1001')
  })

  it('a call that an agent placed and handed on is taken up under its id, though that agent has gone', async () => {
    const server = await start()
    const stream = new Recording(Date.now() - 60_000)
    const alice = stream.phone('1001', '015112345678')
    const customer = stream.trunk(alice, '015112345678')
    stream.take(alice, customer).wait(9000).unbridge(alice, customer).hangup(alice, 'BLIND_TRANSFER')
    const bob = stream.ring(customer, '1002')
    stream.take(customer, bob)
    server.list(customer, bob)
    const { events } = listen(server.port)
    await until(() => kinds(events).includes('answered ?1002'), 'it is taken up')
    expect([...new Set(events.map(({ call }) => call))]).toEqual([alice.uuid])
    expect(events[0]).toMatchObject({ kind: 'arrived', direction: 'outbound', to: '015112345678' })
  })

  it('says that what is listed lives, also where it may not ask for more', async () => {
    const server = await start({ refuses: ['uuid_dump'] })
    const { legs } = goingOn()
    server.list(...legs)
    const living: ReadonlySet<string>[] = []
    const settings = { ...lab, host: '127.0.0.1', port: server.port, password: 'ClueCon' }
    const world = { now: () => Date.now(), random: () => 0.5, report: () => {} }
    opened.push(connectFreeswitch(settings, () => {}, { ...world, found: (ids) => void living.push(ids) }))
    await until(() => living.length === 1, 'it says what lives')
    expect(legs.every(({ uuid }) => living[0]!.has(uuid))).toBe(true)
  })

  it('says what lives once it knows, so that what ended while this program was away is ended', async () => {
    const server = await start()
    const { legs, speaking } = goingOn()
    server.list(...speaking)
    const living: ReadonlySet<string>[] = []
    const settings = { ...lab, host: '127.0.0.1', port: server.port, password: 'ClueCon' }
    const taken: CallEvent[] = []
    const world = { now: () => Date.now(), random: () => 0.5, report: () => {} }
    const found = (ids: ReadonlySet<string>) => {
      expect(kinds(taken)).toContain('answered ?1001')
      living.push(ids)
    }
    opened.push(connectFreeswitch(settings, (events) => void taken.push(...events), { ...world, found }))
    await until(() => living.length === 1, 'it says what lives')
    expect(legs.map(({ uuid }) => living[0]!.has(uuid))).toEqual([true, true, false, false])
  })

  it('the agents are asked for before the legs: a random name finds its extension', async () => {
    const server = await start()
    const name = '88309e98-f698-4b57-898d-a6056c37dd55'
    server.callcenter({ agents: [{ name, contact: '{leg_timeout=10}user/1003@pbx.example' }] })
    const { events } = listen(server.port)
    await ready(server)
    const stream = new Recording()
    stream.offering(stream.queue(stream.caller()), name)
    server.say(stream.events)
    await until(() => events.some(({ kind }) => kind === 'offered'), 'it is offered')
    expect(kinds(events)).toContain('offered ?1003')
  })

  it('[P34] a lost connection is made again, and what happened meanwhile is found out', async () => {
    const server = await start()
    const { stream, legs, speaking, ringing } = goingOn()
    const { events, reports } = listen(server.port)
    await ready(server)
    server.say(stream.events)
    // The connection breaks in the middle of a message.
    server.write('Content-Length: 5000\nContent-Type: text/event-json\n\n{"Event-Name"')
    await until(() => kinds(events).includes('offered ?1002'), 'both calls are known')
    // While nobody listens one call ends, the other is answered, and a third comes.
    const third = stream.caller({ number: '+4915100000003' })
    const [, , waiter, bob] = legs
    stream.answer(bob!).bridge(waiter!, bob!)
    server.list(waiter!, bob!, third)
    server.cut()
    await ready(server, 2)
    await until(() => callsOf(events).length === 3, 'the third call is taken up')
    expect(
      callsOf(events).map(({ call, phase, outcome, speaking: who }) => [call, phase, outcome, who]),
    ).toEqual([
      [speaking[0].uuid, 'ended', 'answered', []],
      [ringing[0].uuid, 'ringing', null, []],
      [third.uuid, 'arrived', null, []],
    ])
    expect(reports.map((report) => report.split(':')[0])).toEqual([
      'connecting',
      'connected',
      'lost',
      'connecting',
      'connected',
    ])
  })

  it('a call that outlives the loss goes on, and is not told twice', async () => {
    const server = await start()
    const { stream, speaking } = goingOn()
    server.list(...speaking)
    const { events } = listen(server.port)
    await until(() => kinds(events).includes('answered ?1001'), 'the call is taken up')
    const before = events.length
    server.cut()
    await ready(server, 2)
    const from = stream.events.length
    server.list()
    server.say(stream.end(...speaking).events.slice(from))
    await until(() => kinds(events).includes('ended'), 'the call has ended')
    expect(events).toHaveLength(before + 1)
  })

  it('two listeners, one of whom comes late, tell the same with the same ids', async () => {
    const server = await start()
    const { stream, speaking } = goingOn()
    const first = listen(server.port)
    await ready(server)
    server.say(stream.hold(speaking[1]).events)
    await until(() => kinds(first.events).includes('held ?1001'), 'the first has heard it')
    server.list(...speaking)
    const second = listen(server.port)
    await until(() => kinds(second.events).includes('answered ?1001'), 'the second has found it')
    const from = stream.events.length
    stream
      .wait(1000)
      .unhold(speaking[1])
      .wait(1000)
      .hold(speaking[1])
      .end(...speaking)
    server.say(stream.events.slice(from))
    await until(() => kinds(second.events).includes('ended'), 'it has ended')
    expect(kinds(second.events)).toContain('held ?1001')
    const heard = new Map(first.events.map(({ id, at }) => [id, at]))
    const ofCall = second.events.filter(({ call }) => call === speaking[0].uuid)
    // When it was answered the list says to the millisecond, the bridge a moment later.
    expect(ofCall.filter(({ id, at }) => Math.abs((heard.get(id) ?? 0) - at) > 5)).toEqual([])
  })

  it('a restart of FreeSWITCH in the middle of a call: it says goodbye, comes back, and the call has ended', async () => {
    const server = await start()
    const { stream, speaking } = goingOn()
    const { events, reports } = listen(server.port)
    await ready(server)
    server.say(stream.events.slice(0, 6))
    await until(() => kinds(events).includes('answered ?1001'), 'they speak')
    server.leave()
    await ready(server, 2)
    await until(() => kinds(events).includes('ended'), 'it has ended')
    expect(
      callsOf(events)
        .filter(({ call }) => call === speaking[0].uuid)
        .map(told),
    ).toEqual(['inbound answered: 1001 won'])
    expect(reports).toContain('lost: FreeSWITCH said goodbye')
  })

  it('a farewell that lingers is not the end: what comes behind it is heard', async () => {
    const server = await start()
    const { events, connection } = listen(server.port)
    await ready(server)
    const stream = new Recording()
    stream.hangup(stream.caller())
    server.write(
      'Content-Type: text/disconnect-notice\nContent-Disposition: linger\nLinger-Time: 5\nContent-Length: 3\n\nbye',
    )
    server.say(stream.events)
    await until(() => kinds(events).includes('ended'), 'the call has ended')
    expect(connection.state()).toBe('connected')
  })

  it('a hang-up that was never told is found out by comparing, at the second time', async () => {
    const server = await start()
    const { events } = listen(server.port, { compareEveryMs: 60 })
    await ready(server)
    const stream = new Recording(Date.now())
    const caller = stream.caller()
    server.list(caller)
    server.say(stream.events)
    const lists = () => server.commands.filter((command) => command.startsWith('api show')).length
    const before = lists()
    await until(() => lists() > before + 3, 'it has compared')
    expect(kinds(events)).toEqual(['arrived'])
    server.list()
    await until(() => kinds(events).includes('ended'), 'it has ended')
  })

  it('a call that is not in the list yet is not taken for one that has ended', async () => {
    const server = await start()
    const { events } = listen(server.port, { compareEveryMs: 250 })
    await ready(server)
    const stream = new Recording(Date.now())
    const caller = stream.caller()
    server.say(stream.events)
    const lists = () => server.commands.filter((command) => command.startsWith('api show')).length
    const before = lists()
    await until(() => lists() > before, 'it has compared')
    server.list(caller)
    await until(() => lists() > before + 3, 'it has compared again')
    expect(kinds(events)).toEqual(['arrived'])
  })

  it('a leg that hangs up while the list is being sent is not raised from the dead', async () => {
    const server = await start()
    const { stream, speaking } = goingOn()
    const { events } = listen(server.port, { compareEveryMs: 80 })
    await ready(server)
    server.say(stream.end(...speaking).events)
    await until(() => kinds(events).includes('ended'), 'it has ended')
    server.list(...speaking)
    const lists = () => server.commands.filter((command) => command.startsWith('api show')).length
    const before = lists()
    await until(() => lists() > before + 2, 'it has compared')
    expect(events.filter(({ call }) => call === speaking[0].uuid).at(-1)!.kind).toBe('ended')
    expect(server.commands.filter((command) => command.includes(speaking[0].uuid))).toEqual([])
  })

  it('what the server’s clock says is found out, whether or not anything happens', async () => {
    const server = await start({ now: () => Date.now() + 3_600_000 })
    const { connection } = listen(server.port)
    await until(() => connection.clockAhead() > 0, 'the clock is known')
    expect(Math.abs(connection.clockAhead() - 3_600_000)).toBeLessThan(2000)
  })

  it('a server that has gone without a word is missed at the next question', async () => {
    const server = await start()
    const { reports } = listen(server.port, { askEveryMs: 60, answerWithinMs: 60 })
    await until(() => server.commands.filter((one) => one === 'api strepoch').length > 4, 'it answers')
    expect(reports.some((report) => report.startsWith('lost'))).toBe(false)
    server.fallSilent()
    await until(() => reports.includes('lost: it answers no more'), 'it is missed')
  })

  it('a server that never answers the sign-in is given up and tried again', async () => {
    const mute = createServer((socket) => void socket.on('error', () => {}))
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve))
    opened.push({ close: () => new Promise((resolve) => void mute.close(() => resolve())) })
    const address = mute.address()
    const { reports } = listen(typeof address === 'object' && address ? address.port : 0, {
      signInWithinMs: 50,
    })
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

  it('events that cannot be taken are given again, in their order, and none is lost', async () => {
    const server = await start()
    const taken: CallEvent[] = []
    let refusals = 3
    const { reports } = listen(server.port, {}, async (events) => {
      if (refusals-- > 0) throw new Error('the store is away')
      taken.push(...events)
    })
    await ready(server)
    const stream = new Recording()
    const caller = stream.caller()
    const phone = stream.ring(caller, '1001')
    server.say(stream.take(caller, phone).end(caller, phone).events)
    await until(() => kinds(taken).includes('ended'), 'the call has ended')
    expect(kinds(taken)).toEqual(['arrived', 'offered ?1001', 'answered ?1001', 'ended'])
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
