import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  startThreecx,
  type ThreecxServer,
  type WrittenParticipant,
} from '../../src/demo/exchanges/threecx-server.ts'
import { connectThreecx } from '../../src/pbx/threecx-call-control.ts'
import { type DialectHouse, hookToken, openDialectHouse } from './dialect-story.ts'

const clientSecret = 'the secret of the client'
let at: DialectHouse
let pbx: ThreecxServer
let callid = 1200
let id = 8000

beforeAll(async () => {
  pbx = await startThreecx()
  at = await openDialectHouse({
    kind: '3cx',
    tokens: [hookToken],
    queues: [{ id: '800', name: 'Support', ringsSeveral: true }],
    '3cx': { url: pbx.url, clientId: 'greetline', clientSecret },
  })
  await at.until(() => pbx.listeners() === 1)
})
afterAll(async () => {
  await at.close()
  await pbx.close()
})
beforeEach(() => {
  at.newStory()
  pbx.tellsData = true
  callid += 1
})

const customer = { party_caller_id: '+4915112345678', party_caller_name: '+4915112345678', party_dn: '10007' }

/** A phone that rings for a call from outside. */
function ringing(dn: string, more: object = {}): WrittenParticipant {
  id += 1
  return {
    id,
    status: 'Ringing',
    dn,
    party_did: '',
    party_dn_type: 'Wexternalline',
    originated_by_dn: 'ROUTER',
    originated_by_type: 'Wroutepoint',
    referred_by_dn: '',
    on_behalf_of_dn: '',
    on_behalf_of_type: 'None',
    callid,
    legid: 2,
    ...customer,
    ...more,
  }
}

const queued = { on_behalf_of_dn: '800', on_behalf_of_type: 'Wqueue' }
const connected = (one: WrittenParticipant): WrittenParticipant => ({ ...one, status: 'Connected' })

/** Under which id the call lives that has this number at the 3CX now. */
async function idOf(): Promise<string> {
  const isMeant = ({ callId }: { callId: string }) => callId.includes(`-${callid}-`)
  const found = async () => (await at.house.app.store.readLiveCalls(1000)).find(isMeant)?.callId
  await expect.poll(found).toBeDefined()
  return (await found())!.slice('main:'.length)
}

const untilEnded = (call: string) =>
  expect.poll(async () => (await at.storedCall(call))?.phase, { timeout: 8000 }).toBe('ended')

describe('call control of a 3CX', () => {
  it.each([
    ['with their data', true],
    ['without, so that they are asked for', false],
  ])('[P50] a queue rings two, one answers and sends the caller on, it ends: changes %s', async (_, data) => {
    pbx.tellsData = data
    const [alice, bob] = [ringing('1001', queued), ringing('1002', queued)]
    pbx.say(alice)
    pbx.say(bob)
    await at.untilShown('alice: ringing, bob: ringing')
    const call = await idOf()
    pbx.say(connected(bob))
    pbx.take(alice.id)
    await at.untilShown('bob: connected')
    expect(at.shownPop('bob')?.caller.e164).toBe('+4915112345678')
    const carol = ringing('1003')
    pbx.say(carol)
    pbx.take(bob.id)
    await at.untilShown('bob: wrap-up, carol: ringing')
    pbx.say(connected(carol))
    await at.untilShown('bob: wrap-up, carol: connected')
    pbx.take(carol.id)
    await at.untilShown('bob: wrap-up, carol: wrap-up')
    await untilEnded(call)
    const { ids } = at.house
    expect(await at.storedCall(call)).toMatchObject({
      direction: 'inbound',
      from: '+4915112345678',
      queue: '800',
      outcome: 'answered',
      answeredBy: [ids.bob, ids.carol],
      offers: [
        { agent: ids.alice, result: 'lost' },
        { agent: ids.bob, result: 'won' },
        { agent: ids.carol, result: 'won' },
      ],
    })
  })

  it('[P50] a queue rings one after the other: it is one call, and abandoned when nobody is rung any more', async () => {
    const alice = ringing('1001', queued)
    pbx.say(alice)
    await at.untilShown('alice: ringing')
    const call = await idOf()
    pbx.take(alice.id)
    await at.untilShown('')
    await new Promise((resolve) => setTimeout(resolve, 1000))
    const bob = ringing('1002', queued)
    pbx.say(bob)
    await at.untilShown('bob: ringing')
    expect(await idOf()).toBe(call)
    const before = Date.now()
    pbx.take(bob.id)
    await at.untilShown('')
    await untilEnded(call)
    const ended = await at.storedCall(call)
    expect(ended).toMatchObject({ outcome: 'abandoned' })
    // It ended when the phone stopped, not when we gave it up.
    expect(ended!.endedAt! - before).toBeLessThan(1500)
  })

  it('[P17] a withheld number finds and shows nobody', async () => {
    const alice = ringing('1001', { party_caller_id: 'anonymous', party_caller_name: 'Anonymous' })
    pbx.say(alice)
    await at.untilShown('alice: ringing')
    expect(at.shownPop('alice')?.outcome).toBe('withheld')
    pbx.take(alice.id)
    await at.untilShown('')
  })

  it('[P50] an agent calls out', async () => {
    const alice = ringing('1001', { status: 'Dialing', originated_by_dn: '1001' })
    pbx.say(alice)
    await at.untilShown('alice: ringing')
    const call = await idOf()
    pbx.say(connected(alice))
    await at.untilShown('alice: connected')
    pbx.take(alice.id)
    await at.untilShown('alice: wrap-up')
    await untilEnded(call)
    expect(await at.storedCall(call)).toMatchObject({
      direction: 'outbound',
      to: '+4915112345678',
      placedBy: at.house.ids.alice,
      outcome: 'answered',
    })
  })

  it('[P50] an agent calls out in vain', async () => {
    const bob = ringing('1002', { status: 'Dialing', originated_by_dn: '1002' })
    pbx.say(bob)
    await at.untilShown('bob: ringing')
    const call = await idOf()
    pbx.take(bob.id)
    await untilEnded(call)
    await at.untilShown('')
    expect(await at.storedCall(call)).toMatchObject({ direction: 'outbound', outcome: 'missed' })
  })

  it('[P7] a call among ourselves pops nobody; a consultation that becomes the conversation does', async () => {
    const alice = ringing('1001')
    pbx.say(alice)
    pbx.say(connected(alice))
    await at.untilShown('alice: connected')
    const call = await idOf()
    // Somebody else of the same company, who calls at the same time.
    callid += 1
    const colleague = ringing('1002')
    pbx.say(colleague)
    await at.untilShown('alice: connected, bob: ringing')
    callid += 1
    const inside = { party_dn_type: 'Wextension', party_caller_name: '' }
    const asking = ringing('1001', {
      ...inside,
      status: 'Dialing',
      originated_by_dn: '1001',
      party_dn: '1003',
      party_caller_id: '1003',
    })
    const carol = ringing('1003', { ...inside, party_dn: '1001', party_caller_id: '1001' })
    pbx.say(asking)
    pbx.say(carol)
    pbx.say(connected(asking))
    pbx.say(connected(carol))
    await idOf()
    await at.untilShown('alice: connected, bob: ringing')
    // Alice hands over: Carol now speaks with the customer, still under the number of the consultation.
    pbx.say({ ...connected(carol), party_dn_type: 'Wexternalline', ...customer })
    pbx.take(alice.id, asking.id, colleague.id)
    await at.untilShown('alice: wrap-up, carol: connected')
    expect(at.shownPop('carol')?.callId).toBe(`main:${call}`)
    pbx.take(carol.id)
    await untilEnded(call)
  })

  it('[P34] the connection is cut: who was answered meanwhile is found out, and whose call is over', async () => {
    const alice = ringing('1001')
    pbx.say(alice)
    await at.untilShown('alice: ringing')
    const first = await idOf()
    callid += 1
    const bob = ringing('1002', { party_caller_id: '+4915100000002' })
    pbx.say(bob)
    await at.untilShown('alice: ringing, bob: ringing')
    const second = await idOf()
    pbx.cut()
    pbx.say(connected(alice))
    pbx.take(bob.id)
    await at.until(() => pbx.listeners() === 1)
    await at.untilShown('alice: connected')
    await untilEnded(second)
    pbx.take(alice.id)
    await untilEnded(first)
    expect(await at.storedCall(first)).toMatchObject({ outcome: 'answered' })
  })

  it('[P52] what is told twice, late, or of nothing that we know changes nothing', async () => {
    const alice = ringing('1001')
    for (let n = 0; n < 3; n++) pbx.say(alice)
    pbx.say(connected(alice))
    pbx.say(connected(alice))
    pbx.say(alice)
    pbx.tell('nonsense')
    pbx.tell({ sequence: 1, event: { event_type: 2, entity: `/callcontrol/1001/participants/${alice.id}` } })
    pbx.tell({ event: { event_type: 1, entity: '/callcontrol/1001/participants/99999999' } })
    pbx.tell({ event: { event_type: 0, entity: '/callcontrol/../../connect/token', attached_data: null } })
    await at.untilShown('alice: connected')
    const call = await idOf()
    pbx.take(alice.id)
    pbx.tell({
      event: {
        event_type: 1,
        entity: `/callcontrol/1001/participants/${alice.id}`,
        attached_data: null,
      },
    })
    await untilEnded(call)
    expect(await at.storedCall(call)).toMatchObject({ answeredBy: [at.house.ids.alice] })
    expect(pbx.asked.filter((path) => path.includes('..'))).toEqual([])
  })

  it('[P52] what a 3CX that has started anew counts from the beginning again is another call', async () => {
    const number = callid
    const calls: string[] = []
    for (const party_caller_id of ['+4915112345678', '+4915112345678', '+4915100000003']) {
      callid = number
      const alice = ringing('1001', { party_caller_id })
      pbx.say(alice)
      await at.untilShown('alice: ringing')
      calls.push(await idOf())
      pbx.take(alice.id)
      await untilEnded(calls.at(-1)!)
    }
    expect(new Set(calls).size).toBe(3)
  }, 20_000)

  it('[P52] the journal of the same calls is passed over', async () => {
    const json = { callType: 'Inbound', number: '+4915112345678', startedAt: '2026-11-22T21:00:00Z' }
    const headers = { authorization: `Bearer ${hookToken}` }
    expect(await at.send('3cx', { json, headers })).toMatchObject({ status: 200 })
    const { body } = await at.supervisor.ask('POST', '/v1/interactions/search', { most: 100 })
    const found = (body as { found: { interaction: { startedAt: number } }[] }).found
    expect(found.filter(({ interaction }) => interaction.startedAt === Date.parse(json.startedAt))).toEqual(
      [],
    )
  })

  it('[P34] the program is started anew in the middle of a call: it is the same call', async () => {
    const alice = ringing('1001')
    pbx.say(alice)
    pbx.say(connected(alice))
    await at.untilShown('alice: connected')
    const call = await idOf()
    await at.house.restart()
    await at.reopenDesks()
    await at.until(() => pbx.listeners() === 1)
    const bob = ringing('1002')
    pbx.say(bob)
    await at.untilShown('alice: connected, bob: ringing')
    expect(at.shownPop('bob')?.callId).toBe(`main:${call}`)
    pbx.take(alice.id, bob.id)
    await untilEnded(call)
  })
})

describe('the connection to a 3CX', () => {
  const world = (said: string[]) => ({
    now: Date.now,
    random: Math.random,
    report: (state: string, detail: string) => said.push(`${state}: ${detail}`),
  })
  const connect = (said: string[], more: object = {}) =>
    connectThreecx(
      { source: 'x', url: `${pbx.url}/`, clientId: 'greetline', clientSecret, firstPauseMs: 20, ...more },
      () => {},
      world(said),
    )

  it('[P34] says that it is refused, and why, and tries again', async () => {
    const said: string[] = []
    const connection = connect(said, { clientSecret: 'wrong', refusedPauseMs: 20 })
    await expect.poll(() => said.filter((line) => line.startsWith('refused')).length).toBeGreaterThan(1)
    expect(said[1]).toBe('refused: it gives no token for this client id and secret (401)')
    await connection.close()
  })

  it('[P34] takes a new token before the old one ends, and keeps its WebSocket', async () => {
    pbx.tokenSeconds = 0.2
    const said: string[] = []
    const [tokens, listeners] = [pbx.tokens(), pbx.listeners()]
    const connection = connect(said)
    await expect.poll(() => pbx.tokens() - tokens, { timeout: 5000 }).toBeGreaterThan(3)
    expect(pbx.listeners()).toBe(listeners + 1)
    expect(said).toEqual([`connecting: ${pbx.url}/`, 'connected: call control'])
    pbx.tokenSeconds = 3600
    await connection.close()
    await expect.poll(() => pbx.listeners()).toBe(listeners)
  })

  it('[P34] what the WebSocket did not tell is found by asking: a new call at once, an end the second time', async () => {
    const events: string[] = []
    const connection = connectThreecx(
      { source: 'x', url: pbx.url, clientId: 'greetline', clientSecret, compareEveryMs: 50, lingerMs: 20 },
      (some) => void events.push(...some.map(({ kind }) => kind)),
      world([]),
    )
    const alice = ringing('1001')
    await expect.poll(() => connection.state()).toBe('connected')
    pbx.participants.set(alice.id, alice)
    await expect.poll(() => events).toEqual(['arrived', 'offered'])
    pbx.participants.delete(alice.id)
    await expect.poll(() => events).toEqual(['arrived', 'offered', 'offer-ended', 'ended'])
    await connection.close()
  })
})
