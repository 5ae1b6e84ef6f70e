import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type DialectHouse, hookToken, openDialectHouse } from './dialect-story.ts'
import { asJson, type ComposedRecord, recordOf, waysOfPosting } from './freeswitch-records.ts'
import { type EslServer, startEslServer } from './freeswitch-server.ts'
import { Recording } from './freeswitch-streams.ts'

let at: DialectHouse
let pbx: EslServer
let stream: Recording

beforeAll(async () => {
  pbx = await startEslServer()
  at = await openDialectHouse({
    kind: 'freeswitch',
    tokens: [hookToken],
    freeswitch: { host: '127.0.0.1', port: pbx.port, password: 'ClueCon', trunks: ['gateway/carrier'] },
  })
  await at.until(() => pbx.commands.some((one) => one.endsWith('queue list')))
})
afterAll(async () => {
  await at.close()
  await pbx.close()
})

let core = 10
beforeEach(() => {
  at.newStory()
  core += 1
  stream = new Recording(Date.now() - 20_000, String(core))
})

async function post(record: ComposedRecord, way = waysOfPosting[0]!): Promise<number> {
  const [, type, write] = way
  const answer = await at.send('freeswitch?uuid=a_1', {
    headers: { 'content-type': type, authorization: `Basic ${btoa(`freeswitch:${hookToken}`)}` },
    raw: write(record),
  })
  return answer.status
}

interface Entry {
  readonly direction: string
  readonly agentName: string | null
  readonly startedAt: number
  readonly endedAt: number
}

/** What the history has of this call. */
async function entriesOf(call: string): Promise<Entry[]> {
  const stored = await at.storedCall(call)
  const all = await history()
  return all.filter(({ startedAt }) => startedAt === stored?.arrivedAt)
}

async function history(): Promise<Entry[]> {
  const { body } = await at.supervisor.ask('POST', '/v1/interactions/search', { most: 100 })
  return (body as { found: { interaction: Entry }[] }).found.map(({ interaction }) => interaction)
}

/** A call that nobody was told of while it was going on: bob answered, and it ended just now. */
function answeredCall(): { record: ComposedRecord; call: string } {
  const caller = stream.caller({ callerName: 'Zoë & <Max>' })
  const [alice, bob] = [stream.ring(caller, '1001'), stream.ring(caller, '1002')]
  stream.wait(4000).take(caller, bob).wait(20_000).end(caller, bob)
  return { record: recordOf(caller, stream, { made: [alice, bob], partner: bob }), call: caller.uuid }
}

describe('call records of a FreeSWITCH', () => {
  it.each(waysOfPosting)('[P57] %s: a call that was not seen is history, and pops nobody', async (...way) => {
    const { record, call } = answeredCall()
    expect(await post(record, way)).toBe(200)
    const stored = await at.storedCall(call)
    expect(stored).toMatchObject({
      direction: 'inbound',
      from: '+4915112345678',
      to: '+493023125100',
      displayName: 'Zoë & <Max>',
      outcome: 'answered',
      answeredBy: [at.house.ids.bob],
    })
    expect(stored!.answeredAt! - stored!.arrivedAt).toBeGreaterThanOrEqual(4000)
    expect(stored!.endedAt! - stored!.answeredAt!).toBeGreaterThanOrEqual(20_000)
    expect(await entriesOf(call)).toMatchObject([
      {
        direction: 'inbound',
        agentName: 'Bob Brown',
        startedAt: stored!.arrivedAt,
        endedAt: stored!.endedAt,
      },
    ])
    expect(at.shown()).toBe('')
  })

  it('[P57] a call that the event socket has told is not told a second time', async () => {
    const caller = stream.caller()
    const call = stream.queue(caller, 'support')
    const [alice, bob] = [stream.offer(call, '1001'), stream.offer(call, '1002')]
    stream.win(call, bob, '1002@default', [alice]).wait(9000)
    stream.end(caller, bob).agentEnd(call, bob, '1002@default').queueEnd(call, 'Terminated')
    pbx.say(stream.events)
    await at.untilShown('bob: wrap-up')
    const before = await at.storedCall(caller.uuid)
    const pop = at.shownPop('bob')
    const variables = { cc_queue: 'support', cc_agent: '1002@default', cc_cause: 'answered' }
    expect(await post(recordOf(caller, stream, { partner: bob, variables }))).toBe(200)
    expect(await at.storedCall(caller.uuid)).toEqual(before)
    expect(at.shownPop('bob')).toEqual(pop)
    expect(await entriesOf(caller.uuid)).toHaveLength(1)
  })

  it('[P57] nor is the record itself, however often it is posted', async () => {
    const { record, call } = answeredCall()
    for (const way of waysOfPosting.slice(0, 3)) expect(await post(record, way)).toBe(200)
    expect(await entriesOf(call)).toHaveLength(1)
  })

  it('a record that comes before the last events of the socket ends the call, and these change nothing', async () => {
    const caller = stream.caller()
    const phone = stream.ring(caller, '1001')
    stream.take(caller, phone)
    pbx.say(stream.events)
    await at.untilShown('alice: connected')
    const told = stream.events.length
    stream.wait(5000).end(caller, phone)
    await post(recordOf(caller, stream, { made: [phone], partner: phone }))
    await at.untilShown('alice: wrap-up')
    const before = await at.storedCall(caller.uuid)
    pbx.say(stream.events.slice(told))
    const next = new Recording(Date.now(), String(core + 500))
    next.ring(next.caller(), '1003')
    pbx.say(next.events)
    await at.untilShown('alice: wrap-up, carol: ringing')
    expect(await at.storedCall(caller.uuid)).toMatchObject({ endedAt: before!.endedAt, outcome: 'answered' })
  })

  it.each([
    ['the caller hangs up while it rings', { hangup_cause: 'ORIGINATOR_CANCEL' }, 'missed'],
    ['nobody answers', { hangup_cause: 'NO_ANSWER', originate_disposition: 'NO_ANSWER' }, 'missed'],
    [
      'gives up in the queue',
      { cc_queue: 'support', cc_cause: 'cancel', cc_cancel_reason: 'BREAK_OUT' },
      'abandoned',
    ],
    ['waits too long', { cc_queue: 'support', cc_cause: 'cancel', cc_cancel_reason: 'TIMEOUT' }, 'missed'],
  ])('[P57] %s', async (_, variables, outcome) => {
    const caller = stream.caller()
    const phone = stream.ring(caller, '1001')
    stream.wait(9000).hangup(phone).hangup(caller)
    await post(recordOf(caller, stream, { made: [phone], variables: variables as Record<string, string> }))
    expect((await at.storedCall(caller.uuid))?.outcome).toBe(outcome)
    expect(at.shown()).toBe('')
  })

  it('a phone that was bridged for its ringing tone was not answered', async () => {
    const caller = stream.caller()
    stream.answer(caller)
    const phone = stream.ring(caller, '1001')
    stream.wait(9000).hangup(phone, 'NO_ANSWER').hangup(caller)
    const variables = { last_bridge_hangup_cause: 'NO_ANSWER' }
    await post(recordOf(caller, stream, { made: [phone], partner: phone, variables }))
    expect(await at.storedCall(caller.uuid)).toMatchObject({ outcome: 'missed', answeredBy: [] })
  })

  it('[P57] an agent of a queue, with a name that says nothing, is known by the phone', async () => {
    const caller = stream.caller()
    stream.answer(caller)
    const phone = stream.ring(null, '1003')
    stream.answer(phone).bridge(caller, phone).wait(5000).end(caller, phone)
    const variables = {
      cc_queue: 'support',
      cc_agent: '88309e98-f698-4b57-898d-a6056c37dd55',
      cc_cause: 'answered',
    }
    await post(recordOf(caller, stream, { partner: phone, variables }))
    expect(await at.storedCall(caller.uuid)).toMatchObject({
      queue: 'support',
      answeredBy: [at.house.ids.carol],
    })
  })

  it('[P57] an agent who called somebody', async () => {
    const alice = stream.phone('1001', '015112345678')
    const customer = stream.trunk(alice, '015112345678')
    stream.take(alice, customer).wait(5000).end(alice, customer)
    await post(recordOf(alice, stream, { made: [customer], partner: customer }))
    expect(await at.storedCall(alice.uuid)).toMatchObject({
      direction: 'outbound',
      placedBy: at.house.ids.alice,
      to: '015112345678',
      outcome: 'answered',
    })
    expect(await entriesOf(alice.uuid)).toMatchObject([{ direction: 'outbound', agentName: 'Alice Adams' }])
    expect(at.shown()).toBe('')
  })

  it('in vain, and by a gateway that only what was dialled names', async () => {
    const alice = stream.phone('1001', '015112345678')
    const customer = stream.trunk(alice, '015112345678', { name: 'sofia/internal/015112345678' })
    stream.hangup(customer, 'USER_BUSY').hangup(alice, 'USER_BUSY')
    const variables = { originate_disposition: 'USER_BUSY' }
    await post(recordOf(alice, stream, { made: [customer], variables }))
    expect(await at.storedCall(alice.uuid)).toMatchObject({ direction: 'outbound', outcome: 'busy' })
  })

  it('[P17] a number that was withheld stays withheld in the record', async () => {
    const caller = stream.caller({ variables: { sip_Privacy: 'id' } })
    stream.hangup(caller)
    await post(recordOf(caller, stream))
    expect(await at.storedCall(caller.uuid)).toMatchObject({ presentation: 'restricted' })
    expect(JSON.stringify(await entriesOf(caller.uuid))).not.toContain('5112345678')
  })

  it('records of calls in the house, of agents’ legs and of loopbacks are of no interest', async () => {
    const colleague = stream.phone('1001', '1002')
    const other = stream.ring(colleague, '1002')
    stream.take(colleague, other).end(colleague, other)
    const call = stream.queue(stream.caller(), 'support')
    const agent = stream.offer(call, '1003')
    const [a, b] = stream.loopback(call.member, '1001')
    const before = (await history()).length
    const placing = stream.phone('1001', '015112345678')
    for (const leg of [colleague, other, agent, a, b, stream.trunk(placing, '015112345678')]) {
      stream.hangup(leg)
      expect(await post(recordOf(leg, stream, { made: leg === colleague ? [other] : [] }))).toBe(200)
      expect(await at.storedCall(leg.uuid)).toBeNull()
    }
    expect((await history()).length).toBe(before)
  })

  it.each([
    ['application/json', '{'],
    ['application/json', '{}'],
    ['application/json', '{"variables":{"uuid":"x"}}'],
    ['application/json', '[]'],
    ['text/xml', '<cdr>'],
    ['text/xml', '<html></html>'],
    ['text/xml', `<cdr>${'<a>'.repeat(100)}`],
    ['text/xml', '<cdr><variables></cdr></variables>'],
    ['application/x-www-form-base64-encoded', 'cdr=!!!'],
    ['application/x-www-form-urlencoded', 'cdr=%zz'],
    ['application/x-www-form-urlencoded', ''],
  ])('what is no record is refused: %s %s', async (type, raw) => {
    const answer = await at.send(`freeswitch/${hookToken}`, { headers: { 'content-type': type }, raw })
    expect([400, 422]).toContain(answer.status)
  })

  it('[P51] without the token, or with another one, nothing is taken', async () => {
    const { record, call } = answeredCall()
    const headers = { 'content-type': 'application/json' }
    const raw = asJson(record)
    for (const [path, authorization] of [
      ['freeswitch', undefined],
      ['freeswitch/another-token-than-it-should-be', undefined],
      ['freeswitch', `Basic ${btoa('freeswitch:wrong')}`],
      [`freeswitch/${hookToken}`, `Basic ${btoa('freeswitch:wrong')}`],
    ] as const) {
      const sent = { headers: { ...headers, ...(authorization ? { authorization } : {}) }, raw }
      expect((await at.send(path, sent)).status).toBe(401)
    }
    expect(await at.storedCall(call)).toBeNull()
  })
})
