import { createHmac, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { zoomEvent, zoomPost } from '../../src/speakers/zoom.ts'
import { type DialectHouse, openDialectHouse } from './dialect-story.ts'

const secret = 'secret-token-of-the-zoom-app'
const other = 'secret-token-that-takes-its-place'
const queue = { extension_number: 801, extension_type: 'callQueue', name: 'Support' }
const customer = { phone_number: '+4915112345678', extension_type: 'pstn', name: 'Marta Lind' }
/** The extension is a number in some events and text in others. */
const alice = { user_id: 'zoom-user-alice', extension_number: 1001, extension_type: 'user' }
const bob = { user_id: 'zoom-user-bob', extension_number: '1002', extension_type: 'user' }
const carol = { extension_number: 1003, phone_number: '1003', email: 'carol@house.example' }

let at: DialectHouse
let call: string
let clock: number

beforeAll(async () => {
  at = await openDialectHouse({
    kind: 'zoom',
    secrets: [other, secret],
    queues: [{ id: '801', name: 'Support' }],
  })
  await at.giveExtension('alice', 'zoom-user-alice')
})
afterAll(() => at.close())
beforeEach(() => {
  at.newStory()
  call = randomUUID()
  clock = Date.now() - 2000
})

interface Sending {
  readonly signedAt?: number
  readonly key?: string
}

function sent(body: object, { signedAt = Date.now(), key = secret }: Sending = {}) {
  const { path, headers, body: raw } = zoomPost({ ...body }, signedAt, key)
  return at.send(path, { raw, headers })
}

function event(type: string, object: object) {
  clock += 10
  return zoomEvent(type, { call_id: call, ...object }, clock)
}
const tell = (type: string, object: object) => sent(event(type, object))
const began = (round: number) => new Date(Date.UTC(2026, 10, 22, 9, 30, round * 20)).toISOString()
const rings = (callee: object, round = 1, device = 'desk') =>
  event('callee_ringing', {
    caller: customer,
    callee: { ...callee, device_id: device },
    forwarded_by: queue,
    ringing_start_time: began(round),
  })
const stops = (callee: object, handup_result: string) =>
  tell('callee_missed', { caller: customer, callee, forwarded_by: queue, handup_result })
const answers = (callee: object) =>
  event('callee_answered', { caller: customer, callee, answer_start_time: new Date(clock).toISOString() })
const leaves = (callee: object) =>
  tell('callee_ended', {
    caller: customer,
    callee,
    answer_start_time: began(1),
    handup_result: 'Call connected',
  })

describe('a call at zoom', () => {
  it('[P50] rings at the queue’s members on all their devices; losers lose it, in any order', async () => {
    const aliceAtHerApp = rings(alice, 1, 'app')
    for (const one of [rings(bob), rings(alice), aliceAtHerApp, rings(carol)]) await sent(one)
    await at.untilShown('alice: ringing, bob: ringing, carol: ringing')
    await stops(bob, 'Answered by Other Member')
    const answered = answers(alice)
    await stops(alice, 'Answered by Other Device')
    await at.untilShown('alice: ringing, carol: ringing')
    await sent(answered)
    await stops(carol, 'Answered by Other Member')
    await at.untilShown('alice: connected')
    expect(at.shownPop('alice')).toMatchObject({ caller: { e164: '+4915112345678' } })
    const stored = await at.storedCall(call)
    expect(stored).toMatchObject({ queue: '801', direction: 'inbound' })
    expect(stored?.offers.map(({ result, rounds }) => `${result} ${rounds}`).sort()).toEqual([
      'lost 1',
      'lost 1',
      'won 1',
    ])
    await tell('callee_hold', { caller: customer, callee: alice })
    await tell('callee_unhold', { caller: customer, callee: alice })
    await leaves(alice)
    await at.untilShown('alice: wrap-up')
    expect(await at.storedCall(call)).toMatchObject({ phase: 'ended', outcome: 'answered' })
  })

  it('[P50] a later round of the queue rings the same agent again', async () => {
    await sent(rings(alice, 1))
    await stops(alice, 'No Answer')
    await at.untilShown('')
    await sent(rings(bob, 2))
    await stops(bob, 'No Answer')
    await sent(rings(alice, 3))
    await at.untilShown('alice: ringing')
    await sent(answers(alice))
    await leaves(alice)
    await at.untilShown('alice: wrap-up')
  })

  it('[P50] the caller gives up: the members’ rings end, and so does the call', async () => {
    await sent(rings(alice))
    await sent(rings(bob))
    await stops(alice, 'Call Cancel')
    await stops(bob, 'Call Cancel')
    await at.untilShown('')
    expect(await at.storedCall(call)).toMatchObject({ phase: 'ended', outcome: 'abandoned' })
  })

  it('[P50] nobody answers and a mailbox takes it: the call is missed', async () => {
    await tell('callee_ringing', { caller: customer, callee: alice, ringing_start_time: began(1) })
    await tell('callee_missed', { caller: customer, callee: alice, handup_result: 'No Answer' })
    await at.untilShown('')
    await tell('voicemail_received', { callee: alice })
    expect(await at.storedCall(call)).toMatchObject({ phase: 'ended', outcome: 'missed' })
  })

  it('[P50] a transfer: who transfers leaves, and the call is over when the next has left', async () => {
    await sent(rings(alice))
    await sent(answers(alice))
    await tell('blind_transfer_initiated', { owner: { type: 'user', id: alice.user_id } })
    await leaves(alice)
    await at.untilShown('alice: wrap-up')
    await tell('callee_ringing', { caller: customer, callee: bob, ringing_start_time: began(4) })
    await at.untilShown('alice: wrap-up, bob: ringing')
    await sent(answers(bob))
    await leaves(bob)
    await at.untilShown('alice: wrap-up, bob: wrap-up')
    expect(await at.storedCall(call)).toMatchObject({ phase: 'ended', outcome: 'answered' })
  })

  it('[P50] an agent calls out; a call among ourselves pops nobody', async () => {
    const outside = { caller: alice, callee: { phone_number: '+4915112345678', extension_type: 'pstn' } }
    await tell('caller_ringing', { ...outside, ringing_start_time: began(1) })
    await at.untilShown('alice: ringing')
    expect(at.shownPop('alice')).toMatchObject({ direction: 'outbound', caller: { e164: '+4915112345678' } })
    await tell('caller_connected', outside)
    await at.untilShown('alice: connected')
    await tell('caller_ended', { ...outside, handup_result: 'Call connected' })
    await at.untilShown('alice: wrap-up')
    at.newStory()
    call = randomUUID()
    const among = { caller: { extension_number: 1001, phone_number: '1001' }, callee: bob }
    await tell('caller_ringing', { ...among, ringing_start_time: began(1) })
    await tell('callee_ringing', { ...among, ringing_start_time: began(1) })
    expect(await at.storedCall(call)).toMatchObject({ direction: 'internal' })
    await tell('caller_ended', { ...among, handup_result: 'Call Cancel' })
    expect(at.shown()).toBe('')
  })

  it('[P17] a withheld number is nobody’s', async () => {
    const caller = { phone_number: 'anonymous', name: 'Anonymous', extension_type: 'pstn' }
    await tell('callee_ringing', { caller, callee: carol, ringing_start_time: began(1) })
    await at.untilShown('carol: ringing')
    expect(at.shownPop('carol')).toMatchObject({ outcome: 'withheld', caller: { number: null } })
    await tell('callee_missed', { caller, callee: carol, handup_result: 'Call Cancel' })
  })

  it('[P52] what comes twice, or after the end, changes nothing', async () => {
    const story = [rings(alice), answers(alice)]
    for (const one of [story[1], story[0], story[0], story[1]]) if (one) await sent(one)
    await at.untilShown('alice: connected')
    await leaves(alice)
    for (const one of story) await sent(one)
    await at.untilShown('alice: wrap-up')
  })

  it('[P52] a ring that zoom tries again after five minutes pops nobody', async () => {
    clock = Date.now() - 300_000
    expect((await sent(rings(alice), { signedAt: Date.now() })).status).toBe(204)
    expect(await at.storedCall(call)).toMatchObject({ phase: 'ringing' })
    expect(at.shown()).toBe('')
  })

  it('[P51] the address is proved with the secret that the question is signed with', async () => {
    const question = {
      event: 'endpoint.url_validation',
      event_ts: Date.now(),
      payload: { plainToken: 'pt-1' },
    }
    for (const key of [secret, other]) {
      const answer = await sent(question, { key })
      const encryptedToken = createHmac('sha256', key).update('pt-1').digest('hex')
      expect(answer).toMatchObject({ status: 200, type: 'application/json' })
      expect(JSON.parse(answer.body)).toEqual({ plainToken: 'pt-1', encryptedToken })
    }
    expect(await sent(question, { key: 'somebody-else' })).toMatchObject({ status: 401 })
    expect(await sent({ ...question, event_ts: 'now' })).toMatchObject({ status: 422 })
  })

  it('[P51] other events of the account are of no interest', async () => {
    const others = { event: 'meeting.started', event_ts: Date.now(), payload: { object: { id: '1' } } }
    expect(await sent(others)).toMatchObject({ status: 204 })
    expect(await tell('callee_mute', { caller: customer, callee: alice })).toMatchObject({ status: 204 })
    expect(await at.storedCall(call)).toBeNull()
  })
})
