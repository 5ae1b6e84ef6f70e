import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type DialectHouse, hookToken, openDialectHouse } from './dialect-story.ts'

let at: DialectHouse

beforeAll(async () => {
  at = await openDialectHouse({ kind: 'zammad', tokens: [hookToken], numberFormat: 'e164-no-plus' })
})
afterAll(() => at.close())

const hook = (json: object) => at.send(`zammad/${hookToken}`, { json })

describe('a phone system that speaks Zammad’s generic CTI', () => {
  let call: { callId: string; from: string; to: string; direction: string }

  beforeEach(() => {
    at.newStory()
    call = { callId: randomUUID(), from: '4915112345678', to: '493023125100', direction: 'in' }
  })

  it('[P50] rings at several, is answered by one, and ends; each answer is an empty object', async () => {
    const rings = await hook({ ...call, event: 'newCall', user: ['1001', '1002'], queue: 'support' })
    expect(rings).toEqual({ status: 200, type: 'application/json', body: '{}' })
    await at.untilShown('alice: ringing, bob: ringing')
    await hook({ ...call, event: 'answer', answeringNumber: '1002', user: 'Bob Brown' })
    await at.untilShown('bob: connected')
    expect(at.shownPop('bob')).toMatchObject({
      caller: { number: '01511 2345678' },
    })
    await hook({ ...call, event: 'hangup', cause: 'normalClearing' })
    await at.untilShown('bob: wrap-up')
  })

  it('[P50] knows agents by login as well as by extension, and the caller who gave up is gone', async () => {
    await hook({ ...call, event: 'newCall', user: '1003' })
    await at.untilShown('carol: ringing')
    await hook({ ...call, event: 'answer', answeringNumber: 'bob' })
    await at.untilShown('bob: connected')
    await hook({ ...call, event: 'hangup' })
    at.newStory()
    call = { ...call, callId: randomUUID() }
    await hook({ ...call, event: 'newCall', user: '1003' })
    await at.untilShown('carol: ringing')
    await hook({ ...call, event: 'hangup', cause: 'cancel' })
    await at.untilShown('')
    expect(await at.storedCall(call.callId)).toMatchObject({ phase: 'ended', outcome: 'abandoned' })
  })

  it('[P50] a mailbox that answers has not answered: the phone is silent and the call missed', async () => {
    await hook({ ...call, event: 'newCall', user: ['1001'] })
    await at.untilShown('alice: ringing')
    await hook({ ...call, event: 'answer', user: 'voicemail' })
    await at.untilShown('')
    await hook({ ...call, event: 'hangup', cause: 'normalClearing' })
    expect(await at.storedCall(call.callId)).toMatchObject({ outcome: 'missed' })
  })

  it('[P50] a form says the same, with `call_id` and `user[]`; a hangup needs no numbers', async () => {
    const form = { event: 'newCall', call_id: call.callId, from: call.from, to: call.to, direction: 'in' }
    const sent = await at.send(`zammad/${hookToken}`, { form: { ...form, 'user[]': ['1001', '1003'] } })
    expect(sent.status).toBe(200)
    await at.untilShown('alice: ringing, carol: ringing')
    await at.send(`zammad/${hookToken}`, {
      form: { event: 'hangup', call_id: call.callId, direction: 'in', cause: 'cancel' },
    })
    await at.untilShown('')
  })

  it('[P50] a call that an agent makes shows the customer to that agent', async () => {
    const out = { ...call, direction: 'out', from: '493023125100', to: '4915112345678' }
    await hook({ ...out, event: 'newCall', user: '1001' })
    await at.untilShown('alice: ringing')
    await hook({ ...out, event: 'answer', user: '1001', answeringNumber: '4915112345678' })
    await at.untilShown('alice: connected')
    await hook({ ...out, event: 'hangup', cause: 'normalClearing' })
    await at.untilShown('alice: wrap-up')
  })

  it('[P50] a withheld number is nobody’s', async () => {
    await hook({ ...call, from: 'anonymous', event: 'newCall', user: '1001' })
    await at.untilShown('alice: ringing')
    expect(at.shownPop('alice')).toMatchObject({ outcome: 'withheld', caller: { number: null } })
    await hook({ ...call, from: 'anonymous', event: 'hangup', cause: 'cancel' })
  })

  it('[P52] what comes twice, and what comes after the end, changes nothing', async () => {
    const rings = { ...call, event: 'newCall', user: '1001' }
    await Promise.all([hook(rings), hook(rings), hook(rings)])
    await hook({ ...call, event: 'hangup', cause: 'cancel' })
    await hook({ ...call, event: 'answer', answeringNumber: '1001' })
    await hook(rings)
    expect(at.shown()).toBe('')
    const stored = await at.house.app.store.readCall(`main:${call.callId}`)
    expect(stored?.events.map((event) => event.kind).sort()).toEqual([
      'answered',
      'arrived',
      'ended',
      'offered',
    ])
  })

  it('[P16] somebody unknown is offered the call: it is unrouted, counted, and told once without the name', async () => {
    const stranger = { ...call, event: 'newCall', user: 'Ms. Somebody Else' }
    expect((await hook(stranger)).status).toBe(200)
    await hook({ ...stranger, callId: randomUUID() })
    const live = await at.supervisor.ask('GET', '/v1/calls/live')
    expect(live.body).toMatchObject({
      items: expect.arrayContaining([
        expect.objectContaining({ callId: `main:${call.callId}`, unrouted: true }),
      ]),
    })
    const told = at.house.logged().match(/no account stands for/g)
    expect(told).toHaveLength(1)
    expect(at.house.logged()).not.toContain('Somebody')
    const metrics = await (await fetch(`${at.house.app.url}/metrics`)).text()
    expect(metrics).toContain('greetline_unknown_agents_total{source="main"} 2')
  })

  it('[P51] only with the token in the address, which no log shows', async () => {
    const json = { ...call, event: 'newCall', user: '1001' }
    for (const path of ['zammad', 'zammad/wrong-token-of-the-same-length-or-so', `zammad/${hookToken}x`]) {
      expect((await at.send(path, { json })).status, path).toBe(401)
    }
    expect((await at.send(`sipgate/${hookToken}`, { json })).status).toBe(404)
    expect((await at.send(`zammad/${hookToken}`, { method: 'GET' })).status).toBe(405)
    expect(at.shown()).toBe('')
    expect(at.house.logged()).not.toContain(hookToken)
  })

  it('[P26] what it cannot use is refused with the fault, what is of no interest taken', async () => {
    expect(await hook({ event: 'newCall', direction: 'in' })).toMatchObject({ status: 422 })
    expect(await hook({ ...call, event: 'newCall', user: { no: 1 } })).toMatchObject({ status: 422 })
    expect(await hook({ ...call, event: 'newCall', from: { __proto__: null } })).toMatchObject({
      status: 422,
    })
    expect(await at.send(`zammad/${hookToken}`, { raw: '<x/>' })).toMatchObject({ status: 415 })
    expect(await hook({ ...call, event: 'dtmf', dtmf: 1, more: [[['x']]] })).toMatchObject({
      status: 200,
      body: '{}',
    })
    expect(await at.house.app.store.readCall(`main:${call.callId}`)).toBeNull()
  })
})
