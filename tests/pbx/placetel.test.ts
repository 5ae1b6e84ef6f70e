import { createHmac, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { placetelPost } from '../../src/speakers/placetel.ts'
import { bodyOf, type DialectHouse, openDialectHouse } from './dialect-story.ts'

const secret = 'chosen-in-the-settings-of-placetel'
const [doc, marty] = ['7777abcdefg@fpbx.de', '7777xyzabcd@fpbx.de']
let at: DialectHouse

beforeAll(async () => {
  at = await openDialectHouse({
    kind: 'placetel',
    secrets: [secret],
    numberFormat: 'national',
    placetel: { rings: [{ number: '03023125100', agents: [doc, marty] }] },
  })
  await at.giveExtension('alice', doc)
  await at.giveExtension('bob', marty)
})
afterAll(() => at.close())

const notify = (form: Record<string, string>) => {
  const { path, headers, body: raw } = placetelPost(form, secret)
  return at.send(path, { raw, headers })
}

describe('Placetel', () => {
  let call: Record<string, string>
  const heard = () => at.storedCall(call.call_id ?? '')

  beforeEach(() => {
    at.newStory()
    call = { call_id: randomUUID(), from: '015112345678', to: '03023125100', direction: 'in' }
  })

  it('[P50] a number whose phones are configured rings there, and whoever accepts has it', async () => {
    expect(await notify({ event: 'IncomingCall', ...call })).toEqual({
      status: 200,
      type: 'application/xml',
      body: '<Response/>',
    })
    await at.untilShown('alice: ringing, bob: ringing')
    await notify({ event: 'CallAccepted', ...call, peer: marty })
    await at.untilShown('bob: connected')
    expect(at.shownPop('bob')?.caller.e164).toBe('+4915112345678')
    await notify({ event: 'HungUp', ...call, type: 'accepted', duration: '42' })
    await at.untilShown('bob: wrap-up')
  })

  it('[P50] any other number pops when it is accepted', async () => {
    const other = { ...call, to: '03023125199' }
    await notify({ event: 'IncomingCall', ...other })
    expect(at.shown()).toBe('')
    await notify({ event: 'CallAccepted', ...other, peer: doc })
    await at.untilShown('alice: connected')
    await notify({ event: 'HungUp', ...other, type: 'accepted', duration: '1' })
    await at.untilShown('alice: wrap-up')
  })

  it('[P50] nobody accepts, or the mailbox does: missed', async () => {
    for (const type of ['missed', 'voicemail']) {
      call = { ...call, call_id: randomUUID() }
      await notify({ event: 'IncomingCall', ...call })
      await at.untilShown('alice: ringing, bob: ringing')
      await notify({ event: 'HungUp', ...call, type, duration: '0' })
      await at.untilShown('')
      expect(await heard(), type).toMatchObject({ outcome: 'missed' })
    }
  })

  it('[P50] an agent calls out; that it was answered is heard at the end', async () => {
    const out = { call_id: call.call_id ?? '', from: doc, to: '015112345678', direction: 'out' }
    await notify({ event: 'OutgoingCall', ...out })
    await at.untilShown('alice: ringing')
    await notify({ event: 'HungUp', ...out, type: 'accepted', duration: '60' })
    await at.untilShown('alice: wrap-up')
    expect(await heard()).toMatchObject({ direction: 'outbound', outcome: 'answered' })
    call = { ...call, call_id: randomUUID() }
    await notify({
      event: 'OutgoingCall',
      ...out,
      call_id: call.call_id ?? '',
      from: '03023125100',
      peer: marty,
    })
    await at.untilShown('alice: wrap-up, bob: ringing')
    await notify({ event: 'HungUp', ...out, call_id: call.call_id ?? '', type: 'busy', duration: '0' })
    await at.untilShown('alice: wrap-up')
    expect(await heard()).toMatchObject({ outcome: 'busy' })
  })

  it('[P7] a call among ourselves pops nobody', async () => {
    for (const to of [marty, '23']) {
      const inside = { call_id: randomUUID(), from: doc, to, direction: 'out' }
      await notify({ event: 'OutgoingCall', ...inside })
      await notify({ event: 'HungUp', ...inside, type: 'accepted', duration: '3' })
    }
    expect(at.shown()).toBe('')
  })

  it('[P50] a withheld number is nobody’s', async () => {
    await notify({ event: 'IncomingCall', ...call, from: 'anonymous' })
    await at.untilShown('alice: ringing, bob: ringing')
    expect(at.shownPop('alice')?.outcome).toBe('withheld')
    await notify({ event: 'HungUp', ...call, from: 'anonymous', type: 'missed', duration: '0' })
    await at.untilShown('')
  })

  it('[P52] up to ten tries of the same request are one, and what comes after the end changes nothing', async () => {
    const rings = { event: 'IncomingCall', ...call }
    await Promise.all(Array.from({ length: 10 }, () => notify(rings)))
    await notify({ event: 'HungUp', ...call, type: 'missed', duration: '0' })
    await notify({ event: 'CallAccepted', ...call, peer: doc })
    await notify(rings)
    expect(at.shown()).toBe('')
    const stored = await at.house.app.store.readCall(`main:${call.call_id}`)
    expect(stored?.events).toHaveLength(4)
  })

  it('[P51] what is not signed, or with another secret, is refused', async () => {
    const form = { event: 'IncomingCall', ...call }
    expect((await at.send('placetel', { form })).status).toBe(401)
    const other = createHmac('sha256', 'another-secret')
      .update(bodyOf({ form }).text ?? '')
      .digest('hex')
    const refused = await at.send('placetel', { form, headers: { 'x-placetel-signature': other } })
    expect(refused.status).toBe(401)
    expect(await heard()).toBeNull()
  })

  it('[P26] what it does not know is taken without effect, what it cannot use refused', async () => {
    expect(await notify({ event: 'SomethingNew', ...call })).toMatchObject({ status: 200 })
    expect(await notify({ event: 'IncomingCall', from: '1' })).toMatchObject({ status: 422 })
  })
})
