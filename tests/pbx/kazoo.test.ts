import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { gregorianSeconds, hookForm, kazoo } from '../../src/speakers/kazoo.ts'
import { type DialectHouse, hookToken, openDialectHouse } from './dialect-story.ts'
import { describeLegPlatform } from './leg-platform.ts'

const customer = '+4915112345678'
const owners = { alice: 'owner-of-alice', bob: 'owner-of-bob', carol: 'owner-of-carol' } as const
type Owner = keyof typeof owners

let at: DialectHouse
let call: string
let ago: number

beforeAll(async () => {
  at = await openDialectHouse({ kind: 'kazoo', tokens: [hookToken] })
  for (const who of ['alice', 'bob', 'carol'] as const) await at.giveExtension(who, owners[who])
})
afterAll(() => at.close())
beforeEach(() => {
  at.newStory()
  call = randomUUID()
  ago = 20
})

/** Each event is a second later. */
function now(): number {
  ago -= 1
  return Date.now() - ago * 1000
}
const callersLeg = (number = customer) => ({
  call_id: call,
  call_direction: 'inbound',
  authorizing_type: 'resource',
  authorizing_id: 'carrier',
  caller_id_number: number,
  caller_id_name: 'Marta Lind',
  from: `${number}@carrier.example`,
  request: '+493023125100@house.example',
  is_internal_leg: 'false',
})
const phone = (who: Owner, of = call, leg = `${of}-${who}`) => ({
  call_id: leg,
  other_leg_call_id: of,
  call_direction: 'outbound',
  authorizing_type: 'device',
  authorizing_id: `device-of-${who}`,
  owner_id: owners[who],
  caller_id_number: customer,
  caller_id_name: 'Marta Lind',
  request: `user_${who}@house.example`,
  is_internal_leg: 'false',
})
const dials = (who: Owner, to: string, leg = call) => ({
  call_id: leg,
  call_direction: 'inbound',
  authorizing_type: 'device',
  authorizing_id: `device-of-${who}`,
  owner_id: owners[who],
  caller_id_number: '+493023125100',
  request: `${to}@house.example`,
})

const form = (hook: string, leg: Record<string, string>) => {
  const state = { account_id: 'account', 'custom_channel_vars[fetch_id]': '1', ...leg }
  return hookForm(`channel_${hook}`, state, now())
}
const path = `kazoo/${hookToken}`
async function tell(hook: string, leg: Record<string, string>) {
  expect(await at.send(path, { form: form(hook, leg) })).toMatchObject({ status: 200 })
}

describe('a call at kazoo', () => {
  it('[P50] rings at two, is answered, and over when the customer hangs up', async () => {
    await tell('create', callersLeg())
    await tell('create', phone('alice'))
    await tell('create', phone('bob'))
    await at.untilShown('alice: ringing, bob: ringing')
    await tell('answer', phone('bob'))
    await tell('destroy', { ...phone('alice'), hangup_cause: 'LOSE_RACE' })
    await tell('answer', { ...callersLeg(), other_leg_call_id: `${call}-bob` })
    await tell('bridge', { ...callersLeg(), other_leg_call_id: `${call}-bob` })
    await at.untilShown('bob: connected')
    expect(at.shownPop('bob')).toMatchObject({ caller: { e164: customer } })
    await tell('hold', phone('bob'))
    await at.untilShown('bob: held')
    await tell('unhold', phone('bob'))
    await tell('destroy', { ...callersLeg(), hangup_cause: 'NORMAL_CLEARING' })
    await tell('destroy', { ...phone('bob'), hangup_cause: 'NORMAL_CLEARING' })
    await at.untilShown('bob: wrap-up')
    expect((await at.storedCall(call))?.offers).toMatchObject([{ result: 'lost' }, { result: 'won' }])
  })

  it('[P50] legs inside the switch are nobody’s and tie the telephone’s leg to the caller’s', async () => {
    const inside = { call_id: `${call}-in-a`, is_internal_leg: 'true', call_direction: 'outbound' }
    const other = { call_id: `${call}-in-b`, is_internal_leg: 'true', call_direction: 'inbound' }
    await tell('create', callersLeg())
    await tell('create', { ...inside, other_leg_call_id: call })
    await tell('create', { ...other, other_leg_call_id: `${call}-in-a`, owner_id: owners.carol })
    await tell('create', phone('alice', `${call}-in-b`))
    await tell('answer', phone('alice', `${call}-in-b`))
    await tell('destroy', { ...inside, other_leg_call_id: call, hangup_cause: 'NORMAL_UNSPECIFIED' })
    await at.untilShown('alice: connected')
    expect(at.shownPop('alice')?.callId).toBe(`main:${call}`)
    await tell('destroy', { ...callersLeg(), hangup_cause: 'NORMAL_CLEARING' })
    await at.untilShown('alice: wrap-up')
  })

  it('[P50] an attended transfer: the consultation goes into the customer’s call', async () => {
    await tell('create', callersLeg())
    await tell('create', phone('alice'))
    await tell('answer', phone('alice'))
    await at.untilShown('alice: connected')
    const asking = `${call}-asking`
    await tell('create', dials('alice', '1002', asking))
    await tell('create', phone('bob', asking))
    await tell('answer', phone('bob', asking))
    expect(at.shown()).toBe('alice: connected')
    await tell('bridge', { ...callersLeg(), other_leg_call_id: `${asking}-bob` })
    await tell('destroy', { ...dials('alice', '1002', asking), hangup_cause: 'ATTENDED_TRANSFER' })
    await tell('destroy', { ...phone('alice'), hangup_cause: 'ATTENDED_TRANSFER' })
    await at.untilShown('alice: wrap-up, bob: connected')
    expect(at.shownPop('bob')).toMatchObject({ caller: { e164: customer } })
    await tell('destroy', { ...phone('bob', asking), hangup_cause: 'NORMAL_CLEARING' })
    await tell('destroy', { ...callersLeg(), hangup_cause: 'NORMAL_CLEARING' })
    await at.untilShown('alice: wrap-up, bob: wrap-up')
  })

  it('[P50] a phone is not answered, the next one rings, the caller gives up', async () => {
    await tell('create', callersLeg())
    await tell('create', phone('alice'))
    await tell('destroy', { ...phone('alice'), hangup_cause: 'NO_ANSWER' })
    await at.untilShown('')
    await tell('create', phone('alice', call, `${call}-second-ring`))
    await at.untilShown('alice: ringing')
    await tell('destroy', { ...callersLeg(), hangup_cause: 'ORIGINATOR_CANCEL' })
    await tell('destroy', {
      ...phone('alice', call, `${call}-second-ring`),
      hangup_cause: 'ORIGINATOR_CANCEL',
    })
    await at.untilShown('')
    expect(await at.storedCall(call)).toMatchObject({ outcome: 'abandoned', offers: [{ rounds: 2 }] })
  })

  it('[P50] an agent calls out: the switch sees it come in; extensions pop nobody', async () => {
    await tell('create', dials('alice', customer))
    await at.untilShown('alice: ringing')
    expect(at.shownPop('alice')).toMatchObject({ direction: 'outbound', caller: { e164: customer } })
    // The leg to the carrier inherits whose call it is.
    const carrier = { ...phone('alice'), call_id: `${call}-out`, request: `${customer}@carrier.example` }
    await tell('create', carrier)
    await tell('answer', carrier)
    await at.untilShown('alice: connected')
    await tell('destroy', { ...carrier, hangup_cause: 'NORMAL_CLEARING' })
    await tell('destroy', { ...dials('alice', customer), hangup_cause: 'NORMAL_CLEARING' })
    await at.untilShown('alice: wrap-up')
    at.newStory()
    call = randomUUID()
    await tell('create', dials('alice', '1002'))
    await tell('create', phone('bob'))
    expect(at.shown()).toBe('')
    expect(await at.storedCall(call)).toMatchObject({ direction: 'internal' })
  })

  it('[P50] a queue’s own hooks say who has taken the call', async () => {
    const pickup = {
      call_state: 'pickup',
      member_call_id: call,
      agent_call_id: `${call}-agent`,
      agent_id: owners.carol,
      queue_id: 'support',
      caller_id_number: customer,
      now: gregorianSeconds(now()),
    }
    const query = new URLSearchParams(pickup).toString()
    expect(await at.send(`${path}?${query}`, { method: 'GET' })).toMatchObject({ status: 200 })
    await at.untilShown('carol: connected')
    expect(await at.storedCall(call)).toMatchObject({ queue: 'support' })
    await at.send(path, { form: { ...pickup, call_state: 'hangup', now: gregorianSeconds(now()) } })
    await at.untilShown('carol: wrap-up')
  })

  it('[P17] a withheld number is nobody’s', async () => {
    await tell('create', callersLeg('anonymous'))
    await tell('create', { ...phone('bob'), caller_id_number: 'anonymous' })
    await at.untilShown('bob: ringing')
    expect(at.shownPop('bob')).toMatchObject({ outcome: 'withheld', caller: { number: null } })
    await tell('destroy', { ...callersLeg('anonymous'), hangup_cause: 'ORIGINATOR_CANCEL' })
  })

  it('[P52] as JSON, an object or a list of one; twice, and the other way round', async () => {
    const arrives = form('create', callersLeg())
    const rings = form('create', phone('alice'))
    const answers = { ...form('answer', phone('alice')), is_internal_leg: false, custom_channel_vars: {} }
    for (const json of [answers, [rings], arrives, [answers], rings]) {
      expect(await at.send(path, { json })).toMatchObject({ status: 200 })
    }
    await at.untilShown('alice: connected')
    expect(at.shownPop('alice')?.callId).toBe(`main:${call}`)
    await tell('destroy', { ...callersLeg(), hangup_cause: 'NORMAL_CLEARING' })
    for (const json of [rings, answers]) await at.send(path, { json })
    await at.untilShown('alice: wrap-up')
  })

  it('[P51] what is of no interest is answered with 200 too; without the token it is nobody’s', async () => {
    expect(await at.send(path, { form: form('create', { call_id: call }) })).toMatchObject({ status: 200 })
    expect(await at.send(path, { json: [] })).toMatchObject({ status: 200 })
    expect(await at.send(path, { json: [1] })).toMatchObject({ status: 422 })
    expect(await at.send(path, { form: { hook_event: 'channel_create' } })).toMatchObject({ status: 422 })
    expect(await at.send('kazoo', { form: form('create', callersLeg()) })).toMatchObject({ status: 401 })
    expect(await at.storedCall(call)).toBeNull()
  })
})

describeLegPlatform(kazoo)
