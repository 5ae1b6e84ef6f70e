import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { notificationOf } from '../../src/speakers/ringcentral.ts'
import { type DialectHouse, hookToken, openDialectHouse } from './dialect-story.ts'

const customer = { phoneNumber: '+4915112345678', name: 'MARTA LIND' }
const line = { phoneNumber: '+493023125100' }
const extensions = { alice: '62001', bob: '62002', carol: '62003', queue: '62801', menu: '62900' } as const
type Extension = keyof typeof extensions

let at: DialectHouse
let session: string
let sequence: number

beforeAll(async () => {
  at = await openDialectHouse({
    kind: 'ringcentral',
    tokens: [hookToken],
    queues: [{ id: extensions.queue, name: 'Support' }],
    ringcentral: { queues: [extensions.queue], menus: [extensions.menu] },
  })
  for (const who of ['alice', 'bob'] as const) await at.giveExtension(who, extensions[who])
})
afterAll(() => at.close())
beforeEach(() => {
  at.newStory()
  session = `s-${randomUUID()}`
  sequence = 1
})

interface Status {
  readonly code: string
  readonly reason?: string
  readonly peerId?: object
}

/** The next notification, of one party. */
function notification(party: object, status: Status, of = session) {
  sequence++
  const said = { sequence, telephonySessionId: of, parties: [{ ...party, status }] }
  return notificationOf(randomUUID(), said, Date.now() - 500 + sequence)
}
const post = (json: object) => at.send('ringcentral', { json, headers: { 'verification-token': hookToken } })
async function tell(party: object, code: string, more: object = {}, of = session) {
  expect(await post(notification(party, { code, ...more }, of))).toMatchObject({ status: 200 })
}

const caller = (from: object = customer) => ({ id: `p-${session}-1`, direction: 'Outbound', to: line, from })
const called = (who: Extension, number: number, from: object = customer) => ({
  id: `p-${session}-${number}`,
  extensionId: extensions[who],
  direction: 'Inbound',
  to: { ...line, name: who, extensionId: extensions[who] },
  from,
})

async function ring(party: object) {
  await tell(party, 'Setup')
  await tell(party, 'Proceeding')
}

describe('a call at ringcentral', () => {
  it('[P50] comes by a menu and a queue to two agents; one answers, holds, and the customer hangs up', async () => {
    await tell(caller(), 'Setup')
    await tell(called('menu', 2), 'Setup')
    await tell(caller(), 'Answered')
    await tell(called('menu', 2), 'Disconnected')
    await tell(called('queue', 3), 'Setup')
    await tell(called('queue', 3), 'Answered')
    expect(await at.storedCall(session)).toMatchObject({ phase: 'queued', queue: '62801', offers: [] })
    await ring(called('alice', 4))
    await ring(called('bob', 5))
    await at.untilShown('alice: ringing, bob: ringing')
    await tell(called('queue', 3), 'Disconnected')
    await tell(called('bob', 5), 'Answered')
    await tell(called('alice', 4), 'Disconnected', { reason: 'AgentAnswered' })
    await at.untilShown('bob: connected')
    expect(at.shownPop('bob')).toMatchObject({ caller: { e164: customer.phoneNumber } })
    await tell(called('bob', 5), 'Hold')
    await at.untilShown('bob: held')
    await tell(called('bob', 5), 'Answered')
    await at.untilShown('bob: connected')
    await tell(caller(), 'Disconnected')
    await tell(called('bob', 5), 'Disconnected')
    await at.untilShown('bob: wrap-up')
    expect(await at.storedCall(session)).toMatchObject({ phase: 'ended', outcome: 'answered' })
  })

  it('[P50] the caller gives up in the queue', async () => {
    await tell(caller(), 'Setup')
    await tell(called('queue', 2), 'Setup')
    await ring(called('alice', 3))
    await at.untilShown('alice: ringing')
    await tell(called('alice', 3), 'Disconnected', { reason: 'Cancelled' })
    await tell(caller(), 'Disconnected')
    await at.untilShown('')
    expect(await at.storedCall(session)).toMatchObject({ phase: 'ended', outcome: 'abandoned' })
  })

  it('[P50] a mailbox has answered nothing', async () => {
    await tell(caller(), 'Setup')
    await ring(called('alice', 2))
    await tell(called('alice', 2), 'VoiceMail')
    await at.untilShown('')
    await tell(called('alice', 2), 'Disconnected')
    await tell(caller(), 'Disconnected')
    expect(await at.storedCall(session)).toMatchObject({ outcome: 'missed', offers: [{ result: 'missed' }] })
  })

  it('[P50] a blind transfer: who transfers leaves first, and nobody speaks until the next answers', async () => {
    await tell(caller(), 'Setup')
    await ring(called('alice', 2))
    await tell(called('alice', 2), 'Answered')
    await tell(called('alice', 2), 'Disconnected', { reason: 'BlindTransfer' })
    await at.untilShown('alice: wrap-up')
    await ring(called('bob', 3, { phoneNumber: '1001', extensionId: extensions.alice }))
    await at.untilShown('alice: wrap-up, bob: ringing')
    await tell(called('bob', 3), 'Answered')
    await tell(caller(), 'Disconnected')
    await at.untilShown('alice: wrap-up, bob: wrap-up')
  })

  it('[P50] an attended transfer takes the call into the consultation’s session', async () => {
    await tell(caller(), 'Setup')
    await ring(called('alice', 2))
    await tell(called('alice', 2), 'Answered')
    await at.untilShown('alice: connected')
    const consultation = `s-${randomUUID()}`
    const asks = {
      id: `p-${consultation}-1`,
      extensionId: extensions.alice,
      direction: 'Outbound',
      from: { ...line, extensionId: extensions.alice },
      to: { phoneNumber: '1002' },
    }
    const asked = {
      id: `p-${consultation}-2`,
      extensionId: extensions.bob,
      direction: 'Inbound',
      from: { phoneNumber: '1001', extensionId: extensions.alice },
      to: { phoneNumber: '1002', extensionId: extensions.bob },
    }
    await tell(asks, 'Setup', {}, consultation)
    await tell(asked, 'Setup', {}, consultation)
    await tell(asked, 'Proceeding', {}, consultation)
    await tell(asked, 'Answered', {}, consultation)
    expect(at.shown()).toBe('alice: connected')
    const joined = (of: string) => ({ reason: 'AttendedTransfer', peerId: { telephonySessionId: of } })
    await tell(asks, 'Disconnected', joined(session), consultation)
    await tell(called('alice', 2), 'Disconnected', joined(consultation))
    await tell(caller(), 'Gone', joined(consultation))
    await at.untilShown('alice: wrap-up, bob: connected')
    expect(at.shownPop('bob')).toMatchObject({ caller: { e164: customer.phoneNumber } })
    expect(at.shownPop('bob')?.callId).toBe(`main:${session}`)
    await tell(asked, 'Disconnected', {}, consultation)
    await tell(caller(), 'Disconnected')
    await at.untilShown('alice: wrap-up, bob: wrap-up')
  })

  it('[P50] an agent calls out; a call among ourselves pops nobody', async () => {
    const placing = {
      id: `p-${session}-1`,
      extensionId: extensions.alice,
      direction: 'Outbound',
      from: { ...line, extensionId: extensions.alice },
      to: { phoneNumber: customer.phoneNumber },
    }
    const dialled = {
      id: `p-${session}-2`,
      direction: 'Inbound',
      from: placing.from,
      to: placing.to,
    }
    await tell(placing, 'Setup')
    await tell(dialled, 'Proceeding')
    await at.untilShown('alice: ringing')
    expect(at.shownPop('alice')).toMatchObject({
      direction: 'outbound',
      caller: { e164: '+4915112345678' },
    })
    await tell(dialled, 'Answered')
    await at.untilShown('alice: connected')
    await tell(placing, 'Disconnected')
    await tell(dialled, 'Disconnected')
    await at.untilShown('alice: wrap-up')
    expect(await at.storedCall(session)).toMatchObject({ phase: 'ended' })
  })

  it('[P17] a withheld number is nobody’s', async () => {
    await tell(caller({ name: 'Anonymous' }), 'Setup')
    await ring(called('bob', 2, {}))
    await at.untilShown('bob: ringing')
    expect(at.shownPop('bob')).toMatchObject({ outcome: 'withheld', caller: { number: null } })
    await tell(caller({}), 'Disconnected')
  })

  it('[P52] in any order, by two subscriptions at once, and wrapped as for telephones', async () => {
    const story = [
      notification(caller(), { code: 'Setup' }),
      notification(called('menu', 2), { code: 'Setup' }),
      notification(called('menu', 2), { code: 'Disconnected' }),
      notification(called('alice', 3), { code: 'Proceeding' }),
      notification(called('alice', 3), { code: 'Answered' }),
    ]
    for (const { body, ...around } of [...story].reverse()) {
      await post({ ...around, pn_apns: { aps: { 'content-available': 1 }, ...around, body } })
      await post({ ...around, body })
    }
    await at.untilShown('alice: connected')
    expect(at.shownPop('alice')).toMatchObject({ caller: { e164: customer.phoneNumber } })
    expect((await at.storedCall(session))?.offers).toMatchObject([{ result: 'won', rounds: 1 }])
    await tell(caller(), 'Disconnected')
    for (const one of story) await post(one)
    await at.untilShown('alice: wrap-up')
  })

  it('[P51] its question whether we are there is answered with its own token, in few bytes', async () => {
    const headers = { 'validation-token': 'made-up-by-ringcentral' }
    const answered = await fetch(`${at.house.app.url}/v1/sources/main/ringcentral/${hookToken}`, {
      method: 'POST',
      headers,
    })
    expect(answered.status).toBe(200)
    expect(answered.headers.get('validation-token')).toBe('made-up-by-ringcentral')
    const size = JSON.stringify([...answered.headers]).length + (await answered.text()).length
    expect(size).toBeLessThan(1024)
    expect(await at.send('ringcentral', { headers })).toMatchObject({ status: 401 })
  })

  it('[P51] without the subscription’s token it is nobody’s; other events are of no interest', async () => {
    const json = notification(caller(), { code: 'Setup' })
    expect(await at.send('ringcentral', { json })).toMatchObject({ status: 401 })
    expect(await at.send('ringcentral/another-token', { json })).toMatchObject({ status: 401 })
    expect(await post({ event: '/restapi/v1.0/subscription/~/renew' })).toMatchObject({ status: 200 })
    expect(await post({ ...json, body: { sequence: 2, parties: [] } })).toMatchObject({ status: 422 })
    expect(await at.storedCall(session)).toBeNull()
  })
})
