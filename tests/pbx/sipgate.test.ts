import { generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sipgatePost } from '../../src/speakers/sipgate.ts'
import { bodyOf, type DialectHouse, hookToken, openDialectHouse, publicUrl } from './dialect-story.ts'

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
let at: DialectHouse

beforeAll(async () => {
  at = await openDialectHouse({
    kind: 'sipgate',
    tokens: [hookToken],
    secrets: [publicKey.export({ type: 'spki', format: 'pem' }).toString()],
    numberFormat: 'e164-no-plus',
  })
  await at.giveExtension('alice', '1234567w0')
  await at.giveExtension('bob', 'w1')
  await at.giveExtension('carol', 'Carol Müller')
})
afterAll(() => at.close())

const customer = { from: '4915112345678', to: '493023125100', direction: 'in' }
const doc = { 'user[]': 'Alice Adams', 'userId[]': 'w0', 'fullUserId[]': '1234567w0' }
const marty = { 'user[]': 'Bob Brown', 'userId[]': 'w1', 'fullUserId[]': '1234567w1' }
const one = (who: object) =>
  Object.fromEntries(Object.entries(who).map(([name, value]) => [name.replace('[]', ''), value as string]))

function push(form: Record<string, string | readonly string[]>) {
  const said = new URLSearchParams(bodyOf({ form }).text ?? '')
  const { path, headers, body: raw } = sipgatePost(said, { token: hookToken, privateKey })
  return at.send(path, { raw, headers })
}

describe('sipgate.io', () => {
  let first: { callId: string }
  let second: { callId: string; origCallId: string }
  const heard = () => at.storedCall(first.callId)

  beforeEach(() => {
    at.newStory()
    first = { callId: randomUUID() }
    second = { callId: randomUUID(), origCallId: first.callId }
  })

  it('[P51] the answer to a new call subscribes to what follows, at the address that was called', async () => {
    const answer = await push({ event: 'newCall', ...customer, ...first, ...doc })
    const here = `${publicUrl}/v1/sources/main/sipgate/${hookToken}`
    expect(answer).toEqual({
      status: 200,
      type: 'application/xml',
      body: `<Response onAnswer="${here}" onHangup="${here}"/>`,
    })
    expect(await push({ event: 'hangup', ...first, ...customer, cause: 'cancel' })).toMatchObject({
      status: 200,
      type: 'application/xml',
      body: '<Response/>',
    })
  })

  it('[P50] a group rings at once; whoever answers is known by id or by name', async () => {
    await push({
      event: 'newCall',
      ...customer,
      ...first,
      'user[]': ['Alice Adams', 'Bob Brown', 'Carol Müller'],
      'userId[]': ['w0', 'w1', 'w2'],
      'fullUserId[]': ['1234567w0', '1234567w1', '1234567w2'],
    })
    await at.untilShown('alice: ringing, bob: ringing, carol: ringing')
    await push({
      event: 'answer',
      ...customer,
      ...first,
      user: 'Carol Müller',
      userId: 'w2',
      answeringNumber: '49302',
    })
    await at.untilShown('carol: connected')
    await push({ event: 'hangup', ...customer, ...first, cause: 'normalClearing' })
    await at.untilShown('carol: wrap-up')
  })

  it('[P50] a transfer takes identity and history along, and the first leg’s hangup does not end it', async () => {
    await push({ event: 'newCall', ...customer, ...first, ...doc })
    await push({ event: 'answer', ...customer, ...first, ...one(doc) })
    await at.untilShown('alice: connected')
    const transfer = { ...customer, ...second, diversion: '493023125101' }
    await push({ event: 'newCall', ...transfer, ...marty })
    await at.untilShown('alice: connected, bob: ringing')
    expect(at.shownPop('bob')?.callId).toBe(at.shownPop('alice')?.callId)
    await push({ event: 'answer', ...transfer, ...one(marty) })
    await push({ event: 'hangup', ...customer, ...first, cause: 'normalClearing' })
    await at.untilShown('alice: wrap-up, bob: connected')
    await push({ event: 'hangup', ...transfer, cause: 'normalClearing' })
    await at.untilShown('alice: wrap-up, bob: wrap-up')
    expect(await heard()).toMatchObject({ phase: 'ended', outcome: 'answered', diversion: null })
  })

  it('[P50] a transfer that nobody takes ends with its own leg', async () => {
    await push({ event: 'newCall', ...customer, ...first, ...doc })
    await push({ event: 'answer', ...customer, ...first, ...one(doc) })
    await push({ event: 'newCall', ...customer, ...second, ...marty })
    await push({ event: 'hangup', ...customer, ...first, cause: 'normalClearing' })
    await at.untilShown('alice: wrap-up, bob: ringing')
    await push({ event: 'hangup', ...customer, ...second, cause: 'noAnswer' })
    await at.untilShown('alice: wrap-up')
    expect((await heard())?.offers).toMatchObject([{ result: 'won' }, { result: 'withdrawn' }])
  })

  it('[P50] a forward ends the first leg before it tells of the second', async () => {
    await push({ event: 'newCall', ...customer, ...first, ...doc })
    await at.untilShown('alice: ringing')
    await push({ event: 'hangup', ...customer, ...first, cause: 'forwarded' })
    await at.untilShown('')
    await push({ event: 'newCall', ...customer, ...second, ...marty })
    await at.untilShown('bob: ringing')
    await push({ event: 'answer', ...customer, ...second, ...one(marty) })
    await push({ event: 'hangup', ...customer, ...second, cause: 'normalClearing' })
    await at.untilShown('bob: wrap-up')
    expect(await at.storedCall(second.callId)).toBeNull()
  })

  it('[P50][P9] what was begun for a leg goes over when its link comes late: pop, draft and who it is', async () => {
    await push({ event: 'newCall', ...customer, ...first, ...doc })
    await push({ event: 'answer', ...customer, ...first, ...one(doc) })
    // Its newCall, which names the first leg, has been lost on the way.
    await push({ event: 'answer', ...customer, callId: second.callId, ...one(marty) })
    await at.untilShown('alice: connected, bob: connected')
    const apart = `main:${second.callId}`
    expect(at.shownPop('bob')?.callId).toBe(apart)
    const bob = await at.house.signIn('bob')
    const made = await bob.ask('POST', '/v1/customers', { name: 'Marta Lind' })
    const customerId = (made.body as { id: number }).id
    const named = await bob.ask('POST', `/v1/calls/${apart}/identity`, { customerId, verdict: 'is' })
    const draft = { disposition: null, note: 'half a sentence', followUpAt: null, followUpText: '' }
    const kept = await bob.ask('PUT', `/v1/calls/${apart}/draft`, { draft, version: 0 })
    expect([named.status, kept.status]).toEqual([204, 200])
    await push({ event: 'answer', ...customer, ...second, ...one(marty), answeringNumber: '49' })
    await at.until(() => at.shownPop('bob')?.callId === `main:${first.callId}`)
    await at.untilShown('alice: connected, bob: connected')
    await at.until(() => at.shownPop('alice')?.outcome === 'recognised')
    expect(at.shownPop('alice')).toMatchObject({ person: { address: 'Marta Lind' } })
    expect((await bob.ask('GET', `/v1/calls/main:${first.callId}/draft`)).body).toMatchObject({
      draft: { note: 'half a sentence' },
    })
    expect(await at.storedCall(second.callId)).toMatchObject({ phase: 'ended', endReason: 'joined' })
    await push({ event: 'hangup', ...customer, ...first, cause: 'normalClearing' })
    await push({ event: 'hangup', ...customer, ...second, cause: 'normalClearing' })
    await at.untilShown('alice: wrap-up, bob: wrap-up')
    const { body } = await bob.ask('GET', `/v1/customers/${customerId}/interactions`)
    expect((body as { items: unknown[] }).items).toHaveLength(1)
  })

  it('[P50][P18] a link holds after a restart', async () => {
    await push({ event: 'newCall', ...customer, ...first, ...doc })
    await push({ event: 'newCall', ...customer, ...second, ...marty })
    await at.house.restart()
    await push({ event: 'answer', ...customer, callId: second.callId, ...one(marty) })
    expect(await heard()).toMatchObject({ answeredBy: [at.house.ids.bob] })
    await push({ event: 'hangup', ...customer, ...first, cause: 'normalClearing' })
    await push({ event: 'hangup', ...customer, callId: second.callId, cause: 'normalClearing' })
    expect(await heard()).toMatchObject({ phase: 'ended' })
    await at.reopenDesks()
  })

  it('[P50] a mailbox has answered nothing, also when it is a call of its own', async () => {
    await push({ event: 'newCall', ...customer, ...first, ...doc })
    await push({ event: 'hangup', ...customer, ...first, cause: 'forwarded' })
    await push({ event: 'newCall', ...customer, ...second, 'user[]': 'voicemail' })
    await push({ event: 'answer', ...customer, ...second, user: 'voicemail' })
    await push({ event: 'hangup', ...customer, ...second, cause: 'normalClearing' })
    expect(at.shown()).toBe('')
    expect(await heard()).toMatchObject({ outcome: 'missed', answeredBy: [] })
  })

  it('[P50] an agent calls out, and a withheld number is nobody’s', async () => {
    const out = { from: '493023125100', to: '4915112345678', direction: 'out' }
    await push({ event: 'newCall', ...out, ...first, ...doc })
    await at.untilShown('alice: ringing')
    await push({ event: 'answer', ...out, ...first, answeringNumber: '4915112345678' })
    await at.untilShown('alice: connected')
    await push({ event: 'hangup', ...out, ...first, cause: 'normalClearing' })
    await at.untilShown('alice: wrap-up')
    at.newStory()
    const other = { ...customer, callId: randomUUID(), from: 'anonymous' }
    await push({ event: 'newCall', ...other, ...marty })
    await at.untilShown('bob: ringing')
    expect(at.shownPop('bob')).toMatchObject({ outcome: 'withheld', caller: { number: null } })
    await push({ event: 'hangup', ...other, cause: 'cancel' })
    await at.untilShown('')
  })

  it('[P52] each push twice, and the answer after the hangup', async () => {
    const rings = { event: 'newCall', ...customer, ...first, ...doc }
    const hangs = { event: 'hangup', ...customer, ...first, cause: 'cancel' }
    for (const form of [
      rings,
      rings,
      hangs,
      { event: 'answer', ...customer, ...first, ...one(doc) },
      hangs,
      rings,
    ]) {
      expect((await push(form)).status).toBe(200)
    }
    expect(at.shown()).toBe('')
    expect(await heard()).toMatchObject({ outcome: 'abandoned' })
  })

  it('[P51] another account of sipgate’s, rightly signed, is refused', async () => {
    const form = { event: 'newCall', ...customer, ...first, ...doc }
    const { text } = bodyOf({ form })
    const signature = sign('sha256', Buffer.from(text ?? ''), privateKey).toString('base64')
    for (const path of ['sipgate', 'sipgate/token-of-another-house-entirely']) {
      const answer = await at.send(path, { form, headers: { 'x-sipgate-signature': signature } })
      expect(answer.status, path).toBe(401)
    }
    expect(at.shown()).toBe('')
  })

  it('[P26] digits that a caller types are of no interest, and a push without an id is refused', async () => {
    expect(await push({ event: 'dtmf', dtmf: '1', ...first })).toMatchObject({
      status: 200,
      body: '<Response/>',
    })
    expect(await push({ event: 'newCall', ...customer, ...doc })).toMatchObject({ status: 422 })
  })
})
