import { createHash, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { twilio } from '../../src/speakers/twilio.ts'
import { signatureOf } from '../../src/speakers/twilio-forms.ts'
import { type DialectHouse, openDialectHouse, publicUrl } from './dialect-story.ts'
import { describeLegPlatform } from './leg-platform.ts'

const authToken = '0123456789abcdef0123456789abcdef'
const app = 'https://app.example/voice?a=1&b=2'
let at: DialectHouse

beforeAll(async () => {
  at = await openDialectHouse({
    kind: 'twilio',
    secrets: [authToken],
    twilio: { voice: { redirect: app } },
  })
  await at.giveExtension('alice', 'alice')
  await at.giveExtension('bob', 'WK22222222222222222222222222222222')
  await at.giveExtension('carol', '+4930555300')
})
afterAll(() => at.close())

type Form = Readonly<Record<string, string>>

function sign(path: string, form: Form): string {
  return signatureOf(`${publicUrl}/v1/sources/main/${path}`, form, authToken)
}

const post = (path: string, form: Form) =>
  at.send(path, { form, headers: { 'x-twilio-signature': sign(path, form) } })

describe('Twilio', () => {
  let sid: string
  let began: number
  const customer = '+4915112345678'
  const house = '+493023125100'

  const incoming = (more: Form = {}): Form => ({
    CallSid: sid,
    AccountSid: 'AC00000000000000000000000000000000',
    From: customer,
    To: house,
    Caller: customer,
    Called: house,
    Direction: 'inbound',
    CallStatus: 'ringing',
    ApiVersion: '2010-04-01',
    CallerCity: '',
    FromCountry: 'DE',
    ...more,
  })
  /** `after` in seconds: Twilio tells no more. */
  const status = (CallStatus: string, sequence: number, after: number, more: Form = {}): Form => ({
    ...incoming(),
    CallStatus,
    SequenceNumber: String(sequence),
    CallbackSource: 'call-progress-events',
    Timestamp: new Date(began + after * 1000).toUTCString().replace('GMT', '+0000'),
    ...more,
  })
  const leg = (To: string, name: string, CallStatus: string, sequence: number, after: number): Form =>
    status(CallStatus, sequence, after, {
      CallSid: `${sid}-${name}`,
      ParentCallSid: sid,
      Direction: 'outbound-dial',
      To,
    })
  const task = (EventType: string, after: number, more: Form = {}): Form => ({
    EventType,
    Sid: `EV${EventType}-${after}`,
    AccountSid: 'AC00000000000000000000000000000000',
    WorkspaceSid: 'WS00000000000000000000000000000000',
    ResourceType: EventType.split('.')[0] ?? '',
    Timestamp: String(Math.floor((began + after * 1000) / 1000)),
    TimestampMs: String(began + after * 1000),
    TaskSid: 'WT00000000000000000000000000000000',
    TaskAttributes: JSON.stringify({
      call_sid: sid,
      from: customer,
      called: house,
      direction: 'inbound',
      language: ['de'],
    }),
    TaskQueueName: 'support',
    TaskQueueSid: 'WQ00000000000000000000000000000000',
    ...more,
  })
  const worker = (name: 'alice' | 'bob'): Form => ({
    ReservationSid: `WR-${sid}-${name}`,
    WorkerSid: name === 'bob' ? 'WK22222222222222222222222222222222' : 'WK11111111111111111111111111111111',
    WorkerName: `${name}@house.example`,
    WorkerAttributes: JSON.stringify({ contact_uri: `client:${name}`, skills: {} }),
  })
  const heard = () => at.storedCall(sid)

  beforeEach(() => {
    at.newStory()
    sid = `CA${randomUUID().replaceAll('-', '')}`
    began = Math.floor(Date.now() / 1000) * 1000
  })

  it('[P51] asks for TwiML and is led on to the house’s own', async () => {
    const answer = await post('twilio/voice', incoming({ StirVerstat: 'TN-Validation-Passed-A' }))
    expect(answer).toEqual({
      status: 200,
      type: 'application/xml',
      body: '<Response><Redirect method="POST">https://app.example/voice?a=1&amp;b=2</Redirect></Response>',
    })
    expect(await heard()).toMatchObject({ from: customer, to: house, attestation: 'A', direction: 'inbound' })
  })

  it('[P51] may ask by GET, signed over the query', async () => {
    const path = `twilio/voice?${new URLSearchParams(incoming())}`
    const signature = sign(path, {})
    const answer = await at.send(path, { method: 'GET', headers: { 'x-twilio-signature': signature } })
    expect(answer.status).toBe(200)
    expect(await heard()).toMatchObject({ from: customer })
  })

  it('[P50] dials two at once: both ring, one answers, the customer hangs up', async () => {
    await post('twilio/voice', incoming())
    await post('twilio/status', leg('client:alice', 'a', 'initiated', 0, 0))
    const rings = await post('twilio/status', leg('client:alice', 'a', 'ringing', 1, 0))
    expect(rings).toEqual({ status: 204, type: 'application/json', body: '' })
    await post('twilio/status', leg('+4930555300', 'c', 'ringing', 1, 1))
    await at.untilShown('alice: ringing, carol: ringing')
    await post('twilio/status', leg('+4930555300', 'c', 'in-progress', 2, 2))
    await post('twilio/status', leg('client:alice', 'a', 'canceled', 2, 2))
    await at.untilShown('carol: connected')
    expect(at.shownPop('carol')?.caller.e164).toBe(customer)
    await post('twilio/status', status('completed', 3, 9))
    await post('twilio/status', leg('+4930555300', 'c', 'completed', 3, 9))
    await at.untilShown('carol: wrap-up')
    expect((await heard())?.offers).toMatchObject([{ result: 'lost' }, { result: 'won' }])
  })

  it('[P50] dials one after the other: the first leg’s end is not the call’s', async () => {
    await post('twilio/voice', incoming())
    await post('twilio/status', leg('client:alice', 'a', 'ringing', 1, 0))
    await at.untilShown('alice: ringing')
    await post('twilio/status', leg('client:alice', 'a', 'no-answer', 2, 1))
    await at.untilShown('')
    await post('twilio/status', leg('+4930555300', 'c', 'ringing', 1, 2))
    await at.untilShown('carol: ringing')
    await post('twilio/status', status('completed', 3, 3))
    await at.untilShown('')
    expect((await heard())?.offers).toMatchObject([{ result: 'missed' }, { result: 'withdrawn' }])
  })

  it('[P50] is understood when only the legs are reported', async () => {
    await post('twilio/status', leg('client:alice', 'a', 'ringing', 1, 0))
    await post('twilio/status', leg('client:alice', 'a', 'no-answer', 2, 1))
    await post('twilio/status', leg('+4930555300', 'c', 'ringing', 1, 2))
    await at.untilShown('carol: ringing')
    await post('twilio/status', leg('+4930555300', 'c', 'canceled', 2, 3))
    await at.untilShown('')
  })

  it('[P50] TaskRouter offers, takes back and offers again, and the worker speaks until wrap-up', async () => {
    await post('twilio/voice', incoming())
    expect(await post('twilio/taskrouter', task('task-queue.entered', 0))).toEqual({
      status: 204,
      type: 'application/json',
      body: '',
    })
    await post('twilio/taskrouter', task('reservation.created', 1, worker('bob')))
    await at.untilShown('bob: ringing')
    await post('twilio/taskrouter', task('reservation.timeout', 2, worker('bob')))
    await at.untilShown('')
    await post('twilio/taskrouter', task('reservation.created', 3, worker('alice')))
    await at.untilShown('alice: ringing')
    await post('twilio/taskrouter', task('reservation.accepted', 4, worker('alice')))
    await at.untilShown('alice: connected')
    await post('twilio/taskrouter', task('reservation.wrapup', 5, worker('alice')))
    await at.untilShown('alice: wrap-up')
    await post('twilio/taskrouter', task('reservation.completed', 6, worker('alice')))
    await post('twilio/taskrouter', task('task.completed', 6))
    expect(await heard()).toMatchObject({ phase: 'ended', outcome: 'answered', queue: 'support' })
    expect((await heard())?.offers).toMatchObject([{ result: 'missed' }, { result: 'won' }])
  })

  it('[P50] a worker hands the task to another: the same call goes on', async () => {
    await post('twilio/taskrouter', task('reservation.created', 0, worker('alice')))
    await post('twilio/taskrouter', task('reservation.accepted', 1, worker('alice')))
    await at.untilShown('alice: connected')
    await post('twilio/taskrouter', task('reservation.wrapup', 2, worker('alice')))
    await post('twilio/taskrouter', task('reservation.created', 3, worker('bob')))
    await at.untilShown('alice: wrap-up, bob: ringing')
    await post('twilio/taskrouter', task('reservation.accepted', 4, worker('bob')))
    await at.untilShown('alice: wrap-up, bob: connected')
    await post('twilio/status', status('completed', 3, 5))
    await at.untilShown('alice: wrap-up, bob: wrap-up')
  })

  it('[P50] the caller gives up in the queue, or a worker declines', async () => {
    await post('twilio/taskrouter', task('task.created', 0))
    await post('twilio/taskrouter', task('reservation.created', 1, worker('bob')))
    await post('twilio/taskrouter', task('reservation.rejected', 2, worker('bob')))
    await post('twilio/taskrouter', task('task.canceled', 3, { TaskCanceledReason: 'hangup' }))
    expect(await heard()).toMatchObject({ outcome: 'abandoned', offers: [{ result: 'declined' }] })
    expect(at.shown()).toBe('')
  })

  it('[P50] an agent calls out from a softphone', async () => {
    const out = { From: 'client:alice', Caller: 'client:alice', To: customer, Called: customer }
    await post('twilio/voice', incoming(out))
    await at.untilShown('alice: ringing')
    expect(at.shownPop('alice')?.caller.e164).toBe(customer)
    const dialled = { From: house, Caller: house }
    await post('twilio/status', { ...leg(customer, 'x', 'ringing', 1, 1), ...dialled })
    await post('twilio/status', { ...leg(customer, 'x', 'in-progress', 2, 2), ...dialled })
    await at.untilShown('alice: connected')
    await post('twilio/status', { ...leg(customer, 'x', 'completed', 3, 8), ...dialled })
    await post('twilio/status', status('completed', 3, 8, out))
    await at.untilShown('alice: wrap-up')
    expect(await heard()).toMatchObject({ direction: 'outbound', outcome: 'answered' })
  })

  it('[P50] a withheld number comes as a word on a keypad, a forwarded one says by whom', async () => {
    await post('twilio/voice', incoming({ From: '+266696687', ForwardedFrom: '+4930555999' }))
    await post('twilio/status', leg('client:alice', 'a', 'ringing', 1, 0))
    await at.untilShown('alice: ringing')
    expect(at.shownPop('alice')).toMatchObject({ outcome: 'withheld', caller: { number: null } })
    expect(await heard()).toMatchObject({ diversion: '+4930555999' })
    await post('twilio/status', status('completed', 3, 2))
    await at.untilShown('')
  })

  it('[P52] callbacks come at once, twice, in any order, and long after the end', async () => {
    const all: [string, Form][] = [
      ['twilio/status', leg('client:alice', 'a', 'completed', 3, 6)],
      ['twilio/status', status('completed', 3, 6)],
      ['twilio/status', leg('client:alice', 'a', 'in-progress', 2, 2)],
      ['twilio/voice', incoming()],
      ['twilio/status', leg('client:alice', 'a', 'ringing', 1, 1)],
      ['twilio/status', leg('client:alice', 'a', 'initiated', 0, 1)],
    ]
    await Promise.all([...all, ...all].map(([path, form]) => post(path, form)))
    const [offer] = (await heard())?.offers ?? []
    expect(offer).toMatchObject({ result: 'won' })
    expect(await heard()).toMatchObject({ phase: 'ended', outcome: 'answered' })
    const before = at.shown()
    for (const [path, form] of all) await post(path, form)
    expect(at.shown()).toBe(before)
  })

  it('[P52] a call whose events are forgotten is not begun again by a request from then', async () => {
    await post('twilio/voice', incoming())
    await post('twilio/status', leg('client:alice', 'a', 'ringing', 1, 0))
    await at.untilShown('alice: ringing')
    await post('twilio/status', status('completed', 3, 1))
    await at.untilShown('')
    at.newStory()
    const { store } = at.house.app
    const later = Date.now() + 1000
    while (await store.forgetOld({ events: later, outbox: 0 }, 25));
    expect((await store.readCall(`main:${sid}`))?.events).toEqual([])
    const again = leg('client:alice', 'a', 'ringing', 1, 0)
    expect(await post('twilio/status', again)).toMatchObject({ status: 204 })
    expect(at.shown()).toBe('')
    expect((await store.readCall(`main:${sid}`))?.events).toEqual([])
  })

  describe('by Event Streams', () => {
    /** As a sink is posted to: a list, whose hash stands in the signed address. */
    async function stream(...events: object[]) {
      const raw = JSON.stringify(events)
      const address = `twilio/events?bodySHA256=${createHash('sha256').update(raw).digest('hex')}`
      const headers = {
        'content-type': 'application/cloudevents-batch+json',
        'x-twilio-signature': sign(address, {}),
      }
      return at.send(address, { raw, headers })
    }
    const cloud = (type: string, data: object) => ({
      specversion: '1.0',
      type: `com.twilio.${type}`,
      source: sid,
      id: `NO${type}`,
      datacontenttype: 'application/json',
      data,
    })
    const called = (name: string, parameters: Form) =>
      cloud(`voice.status-callback.call.${name}`, {
        request: { method: 'POST', url: 'https://a.example', parameters },
      })
    /** The fields of a callback in small letters. */
    const routed = (form: Form) => {
      const { EventType: eventtype = '', TimestampMs, ...rest } = form
      const small = Object.entries(rest).map(([name, value]) => [
        name.replace(/(?!^)([A-Z])/g, '_$1').toLowerCase(),
        value,
      ])
      const timestamp = new Date(Number(TimestampMs)).toISOString()
      const payload = { ...Object.fromEntries(small), eventtype, timestamp }
      return cloud(`taskrouter.${eventtype}`, { name: eventtype, payload })
    }

    it('[P50] a task rings a worker, who takes it; a leg is answered; the caller hangs up', async () => {
      const answer = await stream(
        routed(task('task.created', 0)),
        routed(task('reservation.created', 1, worker('bob'))),
      )
      expect(answer).toMatchObject({ status: 204 })
      await at.untilShown('bob: ringing')
      expect(at.shownPop('bob')?.caller.e164).toBe(customer)
      await stream(routed(task('reservation.accepted', 2, worker('bob'))))
      await at.untilShown('bob: connected')
      await stream(called('ringing', leg('client:alice', 'a', 'ringing', 1, 3)))
      await stream(called('answered', leg('client:alice', 'a', 'in-progress', 2, 4)))
      await at.untilShown('alice: connected, bob: connected')
      await stream(called('completed', status('completed', 3, 6)))
      await at.untilShown('alice: wrap-up, bob: wrap-up')
      expect(await heard()).toMatchObject({ phase: 'ended', queue: 'support', from: customer })
    })

    it('[P52] what comes as a callback too is heard once', async () => {
      for (const [kind, after] of [
        ['reservation.created', 1],
        ['reservation.accepted', 2],
      ] as const) {
        await post('twilio/taskrouter', task(kind, after, worker('bob')))
        await stream(routed(task(kind, after, worker('bob'))))
      }
      await post('twilio/status', leg('client:alice', 'a', 'ringing', 1, 3))
      await stream(called('ringing', leg('client:alice', 'a', 'ringing', 1, 3)))
      await at.untilShown('alice: ringing, bob: connected')
      const { events } = (await at.house.app.store.readCall(`main:${sid}`)) ?? {}
      // The leg of the call itself, and three that were told.
      expect(events?.map(({ kind }) => kind).sort()).toEqual(['answered', 'arrived', 'offered', 'offered'])
      await stream(called('completed', status('completed', 3, 6)))
    })

    it('[P26] other events, also of a conference or a trial of the sink, say nothing; a changed list is nobody’s', async () => {
      const others = [
        cloud('eventstreams.test-event', { test_id: 'x' }),
        cloud('voice.status-callback.conference.started', {
          request: { parameters: { ConferenceSid: 'CF1' } },
        }),
        cloud('voice.status-callback.call.ringing', {}),
        cloud('taskrouter.worker.created', { payload: { worker_sid: 'WK1' } }),
      ]
      expect(await stream(...others)).toMatchObject({ status: 204 })
      expect(at.shown()).toBe('')
      const raw = JSON.stringify([called('ringing', leg('client:alice', 'a', 'ringing', 1, 3))])
      const address = `twilio/events?bodySHA256=${createHash('sha256').update('[]').digest('hex')}`
      const headers = { 'content-type': 'application/json', 'x-twilio-signature': sign(address, {}) }
      expect(await at.send(address, { raw, headers })).toMatchObject({ status: 401 })
    })
  })

  it('[P51] signed for another address, or changed behind the signature, is refused', async () => {
    const form = incoming()
    const other = { form, headers: { 'x-twilio-signature': sign('twilio/status', form) } }
    expect((await at.send('twilio/voice', other)).status).toBe(401)
    const changed = {
      form: { ...form, From: '+4930' },
      headers: { 'x-twilio-signature': sign('twilio/voice', form) },
    }
    expect((await at.send('twilio/voice', changed)).status).toBe(401)
    expect((await at.send('twilio/voice', { form })).status).toBe(401)
    expect(await heard()).toBeNull()
  })

  it('[P26] tasks that are no calls, legs that cannot be told apart and hooks that are none', async () => {
    const chat = task('reservation.created', 0, { ...worker('bob'), TaskAttributes: '{"channelType":"web"}' })
    expect(await post('twilio/taskrouter', chat)).toMatchObject({ status: 204 })
    const odd = task('reservation.created', 1, { ...worker('bob'), TaskAttributes: 'no JSON {' })
    expect(await post('twilio/taskrouter', odd)).toMatchObject({ status: 204 })
    const byProgram = status('ringing', 1, 0, { Direction: 'outbound-api', To: 'client:bob' })
    expect(await post('twilio/status', byProgram)).toMatchObject({ status: 204 })
    expect(at.shown()).toBe('')
    expect((await post('twilio', incoming())).status).toBe(404)
    expect((await post('twilio/status', { CallStatus: 'ringing' })).status).toBe(422)
  })
})

describeLegPlatform(twilio)
