import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type AmiServer, startAmiServer } from '../src/demo/exchanges/ami-server.ts'
import type { AgentStateView } from '../src/wire/desk-api.ts'
import { type Desktop, openHouse, type TestHouse, testConfig } from './house.ts'
import { type Leg, Recording, recorded } from './pbx/asterisk-streams.ts'

let asterisk: AmiServer
let house: TestHouse
let desks: Desktop[]

beforeEach(async () => {
  asterisk = await startAmiServer()
  const { secrets: _, tokens: __, ...source } = testConfig.sources[0]!
  house = await openHouse({
    sources: [
      {
        ...source,
        kind: 'asterisk',
        numberFormat: 'as-dialled',
        asterisk: {
          host: '127.0.0.1',
          port: asterisk.port,
          user: 'crm',
          secret: 'crmsecret',
          trunks: ['PJSIP/trunk'],
        },
      },
    ],
  })
  desks = []
  await connected(1)
})

afterEach(async () => {
  for (const desk of desks) desk.close()
  await house.close()
  await asterisk.close()
})

function connected(times: number): Promise<void> {
  const asked = () => asterisk.actions.filter((one) => one === 'QueueStatus').length
  return expect.poll(asked, { timeout: 10_000 }).toBe(times)
}

async function deskOf(login: string): Promise<Desktop> {
  const desk = await (await house.signIn(login)).openDesktop()
  desks.push(desk)
  return desk
}

/** The recorded session after its sign-in, cut before the first of each of these texts. */
function acts(name: string, ...cuts: string[]): string[] {
  let rest = recorded(name).toString('latin1')
  rest = rest.slice(rest.indexOf('Event: Newchannel'))
  const parts = cuts.map((cut) => {
    const at = rest.lastIndexOf('Event: ', rest.indexOf(cut))
    const part = rest.slice(0, at)
    rest = rest.slice(at)
    return part
  })
  return [...parts, rest]
}

/** What a composed stream says from here on. */
function later(stream: Recording): () => string {
  let said = stream.bytes().length
  return () => {
    const text = stream.bytes().subarray(said).toString()
    said += text.length
    return text
  }
}

/** A channel as `CoreShowChannels` lists it. */
function row(stream: Recording, leg: Leg, data: string): string {
  const headers = [
    ...stream.block(leg),
    ['ApplicationData', data],
    ['Duration', '00:00:09'],
    ['BridgeId', ''],
  ]
  return headers.map(([key, value]) => `${key}: ${value}\r\n`).join('')
}

describe('calls of an Asterisk while nobody listens', () => {
  it('[P34] what ended while this program was not running ends when it is back, and what lives goes on', async () => {
    const alice = await deskOf('alice')
    const bob = await deskOf('bob')
    const stream = new Recording()
    const says = later(stream)
    const caller = stream.caller()
    const phone = stream.ring(caller, '1001')
    const other = stream.caller('4930555111', { number: '+4915100000002' })
    const ringing = stream.ring(other, '1002')
    stream.dialEnd(caller, phone, 'ANSWER').bridge('b', phone, caller)
    asterisk.say(says())
    await alice.until((pops) => pops[0]?.state === 'connected')
    await bob.until((pops) => pops[0]?.state === 'ringing')
    asterisk.list([
      row(stream, { ...other, state: 6 }, 'PJSIP/1002,20'),
      row(stream, { ...ringing, state: 5 }, '(Outgoing Line)'),
    ])
    await house.restart()
    await connected(2)
    const again = await deskOf('alice')
    const still = await deskOf('bob')
    await again.until((pops) => pops[0]?.state === 'wrap-up')
    expect(still.pops().map((pop) => pop.state)).toEqual(['ringing'])
    stream.dialEnd(other, ringing, 'ANSWER').bridge('c', ringing, other)
    asterisk.say(says())
    await still.until((pops) => pops[0]?.state === 'connected')
  })

  it('[P34] a killed Asterisk says nothing: what it no longer has when it is back has ended', async () => {
    const alice = await deskOf('alice')
    const [first] = acts('g2_asterisk_killed_mid_call_shutdown', 'Event: BridgeLeave')
    asterisk.say(first!)
    await alice.until((pops) => pops[0]?.state === 'connected')
    asterisk.cut()
    await connected(2)
    await alice.until((pops) => pops[0]?.state === 'wrap-up')
  })

  it('a clean restart in mid-call hangs up first', async () => {
    const alice = await deskOf('alice')
    asterisk.say(acts('g2_asterisk_killed_mid_call_shutdown')[0]!)
    await alice.until((pops) => pops[0]?.state === 'wrap-up')
    await connected(2)
  })
})

describe('agents at an Asterisk', () => {
  const statesOf = async (login: string) => (await house.signIn(login)).ask('GET', '/v1/agents/states')
  const items = async () => ((await statesOf('sam')).body as { items: AgentStateView[] }).items

  it('supervisors see who is free, on a call or paused, and nothing while the connection is down', async () => {
    const sam = await deskOf('sam')
    const hints: number[] = []
    sam.socket.on('live-calls', () => void hints.push(1))
    asterisk.say(
      recorded('k1_agent_queue_login_pause_unpause_logout').toString().split('Response: Goodbye')[0]!,
    )
    await expect.poll(async () => (await items())[0]?.state).toBe('signed-out')
    asterisk.say(
      'Event: QueueMemberPause\r\nQueue: support\r\nMemberName: Alice at home\r\nInterface: PJSIP/1001\r\nStatus: 1\r\nPaused: 1\r\nPausedReason: Lunch\r\n\r\n',
    )
    await expect.poll(async () => (await items()).length).toBe(2)
    expect((await items())[0]).toMatchObject({
      source: 'main',
      agent: '1001',
      accountId: house.ids.alice,
      name: 'Alice Adams',
      state: 'free',
      paused: 'all',
      pauseReason: 'Lunch',
      queues: [{ queue: 'support', name: 'Support', paused: true }],
    })
    expect((await items())[1]).toMatchObject({ agent: '1003', name: 'Carol Müller', queues: [] })
    await expect.poll(() => hints.length, { timeout: 5000 }).toBeGreaterThan(0)
    expect((await statesOf('alice')).status).toBe(403)
    asterisk.cut()
    await expect.poll(items).toEqual([])
  })
})

describe('calls that an Asterisk moves, on the desks', () => {
  const max = { name: 'Max Mustermann', title: 'Mr', familyName: 'Mustermann', language: 'en' }
  const customer = async (number = '+4915112345678') => {
    const sam = await house.signIn('sam')
    await sam.ask('POST', '/v1/customers', { ...max, numbers: [{ number }] })
  }

  it('[P9] a parked caller goes to whoever fetches them, with who it is, what was noted and who had them before', async () => {
    await customer()
    const [alice, bob] = [await deskOf('alice'), await deskOf('bob')]
    const [talk, parked, fetched] = acts('c7_park_and_retrieve', 'Event: ParkedCall', 'Event: UnParkedCall')
    asterisk.say(talk!)
    const [first] = await alice.until((pops) => pops[0]?.state === 'wrap-up')
    asterisk.say(parked!)
    expect(bob.pops()).toEqual([])
    const [hers, his] = [await house.signIn('alice'), await house.signIn('bob')]
    const address = `/v1/calls/${encodeURIComponent(first!.callId)}`
    const draft = { disposition: null, note: 'wants the invoice again', followUpAt: null, followUpText: '' }
    expect((await hers.ask('PUT', `${address}/draft`, { draft, version: 0 })).status).toBe(200)
    expect((await his.ask('GET', `${address}/notes`)).status).toBe(404)
    asterisk.say(fetched!.slice(0, fetched!.indexOf('Event: HangupRequest')))
    const [pop] = await bob.until((pops) => pops[0]?.state === 'connected')
    expect(pop).toMatchObject({ person: { name: 'Max Mustermann' }, before: ['Alice Adams'] })
    const noted = { agentName: 'Alice Adams', text: 'wants the invoice again', isDraft: true }
    expect((await his.ask('GET', `${address}/notes`)).body).toMatchObject({ items: [noted] })
    expect((await hers.ask('GET', `${address}/notes`)).body).toEqual({ items: [] })
    const said = { ...draft, disposition: 'solved', note: 'has the invoice' }
    expect((await hers.ask('POST', `${address}/wrap-up`, said)).status).toBe(204)
    const saved = { agentName: 'Alice Adams', text: 'has the invoice', isDraft: false }
    expect((await his.ask('GET', `${address}/notes`)).body).toMatchObject({ items: [saved] })
    asterisk.say(fetched!.slice(fetched!.indexOf('Event: HangupRequest')))
    await bob.until((pops) => pops[0]?.state === 'wrap-up')
    expect(alice.pops()[0]).toMatchObject({ state: 'closed', closing: 'wrapped-up' })
  })

  it('[P8] notes of a call that rings at several are nobody’s who has not got it', async () => {
    const [alice, bob, carol] = [await deskOf('alice'), await deskOf('bob'), await deskOf('carol')]
    const stream = new Recording()
    const says = later(stream)
    const caller = stream.caller()
    const phone = stream.ring(caller, '1001')
    stream.dialEnd(caller, phone, 'ANSWER').bridge('b', phone, caller)
    const parties = [...stream.block(phone, 'Transferer'), ...stream.block(caller, 'Transferee')]
    stream.event('BlindTransfer', ['Result', 'Success'], ...parties, ['Extension', '600']).hangup(phone, 16)
    stream.queue('QueueCallerJoin', caller, 'support')
    const [atBob, atCarol] = [stream.offer(caller, '1002'), stream.offer(caller, '1003')]
    asterisk.say(says())
    const [first] = await alice.until((pops) => pops[0]?.state === 'wrap-up')
    await bob.until((pops) => pops[0]?.stage === 'first-name')
    await carol.until((pops) => pops[0]?.stage === 'first-name')
    const address = `/v1/calls/${encodeURIComponent(first!.callId)}`
    const draft = { disposition: null, note: 'is angry', followUpAt: null, followUpText: '' }
    await (await house.signIn('alice')).ask('PUT', `${address}/draft`, { draft, version: 0 })
    const readBy = async (login: string) =>
      (await (await house.signIn(login)).ask('GET', `${address}/notes`)).status
    expect([await readBy('bob'), await readBy('carol')]).toEqual([404, 404])
    stream.dialEnd(caller, atBob, 'ANSWER').dialEnd(caller, atCarol, 'CANCEL').hangup(atCarol, 26)
    asterisk.say(says())
    await bob.until((pops) => pops[0]?.state === 'connected')
    await carol.until((pops) => pops[0]?.state === 'closed')
    expect([await readBy('bob'), await readBy('carol')]).toEqual([200, 404])
  })

  it('[P55] who picks a call up has it at once, and whose phone rang has lost it', async () => {
    await customer()
    const [alice, carol] = [await deskOf('alice'), await deskOf('carol')]
    const [ringing, picked, end] = acts(
      'c6_call_pickup_by_third_agent',
      'Event: Pickup',
      'Event: HangupRequest',
    )
    asterisk.say(ringing!)
    await alice.until((pops) => pops[0]?.state === 'ringing')
    asterisk.say(picked!)
    const [pop] = await carol.until((pops) => pops[0]?.state === 'connected')
    expect(pop?.person?.address).toBe('Mr Mustermann')
    const [lost] = await alice.until((pops) => pops[0]?.state === 'closed')
    expect(lost?.closing).toBe('lost')
    asterisk.say(end!)
    await carol.until((pops) => pops[0]?.state === 'wrap-up')
  })

  it('[P55] a colleague who is asked first sees nothing of the customer until the call is put through', async () => {
    await customer()
    const [alice, bob] = [await deskOf('alice'), await deskOf('bob')]
    const [consulting, through, end] = acts(
      'c2_attended_transfer_sip_replaces',
      'Event: Unhold',
      'Event: HangupRequest',
    )
    asterisk.say(consulting!)
    await alice.until((pops) => pops[0]?.state === 'held')
    expect(bob.pops()).toEqual([])
    asterisk.say(through!)
    const [pop] = await bob.until((pops) => pops.length === 1)
    expect(pop).toMatchObject({
      state: 'connected',
      person: { name: 'Max Mustermann' },
      before: ['Alice Adams'],
    })
    await alice.until((pops) => pops[0]?.state === 'wrap-up')
    asterisk.say(end!)
    await bob.until((pops) => pops[0]?.state === 'wrap-up')
  })

  it('click-to-dial is one outbound call of the agent who clicked, to the customer who is known', async () => {
    await customer()
    const alice = await deskOf('alice')
    asterisk.say(acts('e2_click_to_dial_originate')[0]!)
    await alice.until((pops) => pops[0]?.state === 'wrap-up')
    const pops = alice.changes.flatMap((change) => (change.kind === 'pop' ? [change.pop] : []))
    expect(new Set(pops.map(({ callId }) => callId)).size).toBe(1)
    expect(pops.map(({ direction }) => direction)).toEqual(pops.map(() => 'outbound'))
    expect(pops[0]).toMatchObject({ person: { name: 'Max Mustermann' }, state: 'ringing' })
  })

  it('whoever calls again within seconds is greeted with the history of the first call', async () => {
    await customer()
    const alice = await deskOf('alice')
    const stream = new Recording()
    const says = later(stream)
    for (let call = 0; call < 2; call++) {
      const caller = stream.caller()
      const phone = stream.ring(caller, '1001')
      stream.wait(300).dialEnd(caller, phone, 'ANSWER').bridge(`b${call}`, phone, caller)
      if (call === 0) stream.wait(400).hangup(caller, 16).hangup(phone, 16).wait(600)
      asterisk.say(says())
      await alice.until(
        (pops) => pops.filter(({ state }) => state === (call === 0 ? 'wrap-up' : 'connected')).length === 1,
      )
    }
    const [first, second] = alice.pops()
    expect([first?.state, second?.state]).toEqual(['wrap-up', 'connected'])
    expect(first?.history).toEqual([])
    expect(second?.history).toMatchObject([
      { channel: 'call', agentName: 'Alice Adams', outcome: 'answered' },
    ])
  })

  it('[P54] what was typed into the IVR finds the customer, though the number is withheld', async () => {
    const sam = await house.signIn('sam')
    await sam.ask('POST', '/v1/customers', { ...max, externalId: '12345' })
    const alice = await deskOf('alice')
    const stream = new Recording()
    const says = later(stream)
    const caller = stream.caller('4930555400', { number: 'anonymous', caller: 'Anonymous' })
    stream.event('UserEvent', ...stream.block(caller), ['UserEvent', 'Greetline'], ['claim_account', '12345'])
    stream.ring(caller, '1001')
    asterisk.say(says())
    const [pop] = await alice.until((pops) => pops.length === 1)
    expect(pop).toMatchObject({ outcome: 'possible', claims: { account: '12345' } })
    expect(pop?.candidates.map(({ name }) => name)).toEqual(['Max Mustermann'])
    expect(pop?.caller.number).toBeNull()
  })
})
