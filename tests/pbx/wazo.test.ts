import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { timeAt } from '../../src/speakers/wazo.ts'
import { type DialectHouse, hookToken, openDialectHouse } from './dialect-story.ts'

let at: DialectHouse
let conversation: string
let clock: number

beforeAll(async () => {
  at = await openDialectHouse({ kind: 'wazo', tokens: [hookToken], numberFormat: 'national', areaCode: '30' })
  await at.giveExtension('alice', 'a1111111-1111-4111-8111-111111111111')
  await at.giveExtension('bob', 'b2222222-2222-4222-8222-222222222222')
})
afterAll(() => at.close())
beforeEach(() => {
  at.newStory()
  conversation = `${Date.now()}.${randomUUID().slice(0, 8)}`
  clock = Date.now() - 2000
})

function now(): string {
  clock += 10
  return timeAt(clock)
}
const customer = '015112345678'
const trunk = (number = customer) => ({
  call_id: conversation,
  conversation_id: conversation,
  user_uuid: null,
  is_caller: true,
  direction: 'inbound',
  caller_id_number: number,
  caller_id_name: number === '' ? '' : 'Marta Lind',
  peer_caller_id_number: '030555100',
  dialed_extension: '030555100',
})
const users = {
  alice: { user_uuid: 'a1111111-1111-4111-8111-111111111111', extension: '1001' },
  bob: { user_uuid: 'b2222222-2222-4222-8222-222222222222', extension: '1002' },
  /** Known by the number of her line alone. */
  carol: { user_uuid: 'c3333333-3333-4333-8333-333333333333', extension: '1003' },
}
const phone = (who: keyof typeof users, peer = customer, of = conversation) => ({
  call_id: `${of}-${who}`,
  conversation_id: of,
  user_uuid: users[who].user_uuid,
  is_caller: false,
  direction: 'inbound',
  caller_id_number: users[who].extension,
  caller_id_name: who,
  peer_caller_id_number: peer,
  peer_caller_id_name: 'Marta Lind',
  dialed_extension: '030555100',
})

const states: Readonly<Record<string, () => object>> = {
  call_created: () => ({ status: 'Ringing', creation_time: now(), answer_time: null, hangup_time: null }),
  call_updated: () => ({ status: 'Up', answer_time: now() }),
  call_answered: () => ({ status: 'Up', answer_time: now() }),
  call_held: () => ({ status: 'Up', on_hold: true }),
  call_resumed: () => ({ status: 'Up', on_hold: false }),
  call_ended: () => ({ status: 'Up', hangup_time: now() }),
}
const post = (json: object) => at.send(`wazo/${hookToken}`, { json })
async function tell(name: string, leg: object) {
  expect(await post({ name, data: { ...leg, ...states[name]?.() } })).toMatchObject({ status: 204 })
}

describe('a call at wazo', () => {
  it('[P50] rings at two, is answered by one, held, and over when the customer hangs up', async () => {
    await tell('call_created', trunk())
    await tell('call_created', phone('alice'))
    await tell('call_created', phone('carol'))
    await at.untilShown('alice: ringing, carol: ringing')
    await tell('call_answered', phone('carol'))
    await tell('call_ended', { ...phone('alice'), reason_code: 26 })
    await at.untilShown('carol: connected')
    expect(at.shownPop('carol')).toMatchObject({ caller: { e164: '+4915112345678' } })
    await tell('call_held', phone('carol'))
    await at.untilShown('carol: held')
    await tell('call_resumed', phone('carol'))
    await at.untilShown('carol: connected')
    await tell('call_ended', trunk())
    await tell('call_ended', phone('carol'))
    await at.untilShown('carol: wrap-up')
    expect((await at.storedCall(conversation))?.offers).toMatchObject([{ result: 'lost' }, { result: 'won' }])
  })

  it('[P50] without our template: what a leg says of itself', async () => {
    await post({ ...trunk(), status: 'Ring', creation_time: now() })
    await post({ ...phone('alice'), status: 'Ringing', creation_time: now() })
    await at.untilShown('alice: ringing')
    await post({ ...phone('alice'), status: 'Up', answer_time: now() })
    await at.untilShown('alice: connected')
    await post({ ...phone('alice'), status: 'Up', hangup_time: now() })
    await post({ ...trunk(), status: 'Up', hangup_time: now() })
    await at.untilShown('alice: wrap-up')
    expect(await at.storedCall(conversation)).toMatchObject({ phase: 'ended', outcome: 'answered' })
  })

  it('[P50] a consulted agent takes over: the conversation’s id becomes the customer’s', async () => {
    await tell('call_created', trunk())
    await tell('call_created', phone('alice'))
    await tell('call_answered', phone('alice'))
    await at.untilShown('alice: connected')
    const asking = `${conversation}9`
    const asks = { ...phone('alice', '1002', asking), is_caller: true, direction: 'internal' }
    const asked = { ...phone('bob', '1001', asking), direction: 'internal' }
    await tell('call_created', { ...asks, dialed_extension: '1002' })
    await tell('call_created', asked)
    await tell('call_answered', asked)
    expect(at.shown()).toBe('alice: connected')
    await tell('call_updated', { ...asked, conversation_id: conversation, peer_caller_id_number: customer })
    const before = { status: 'Up', answer_time: new Date(clock - 500).toISOString() }
    await post({ name: 'call_updated', data: { ...trunk(), ...before, peer_caller_id_number: '1002' } })
    await tell('call_ended', { ...asks, dialed_extension: '1002' })
    await tell('call_ended', phone('alice'))
    await at.untilShown('alice: wrap-up, bob: connected')
    expect(at.shownPop('bob')).toMatchObject({ caller: { e164: '+4915112345678' } })
    await tell('call_ended', { ...asked, conversation_id: conversation })
    await tell('call_ended', trunk())
    await at.untilShown('alice: wrap-up, bob: wrap-up')
  })

  it('[P50] the dialled number, written where the caller’s is not known yet, is nobody’s', async () => {
    await tell('call_created', phone('alice', '030555100'))
    await tell('call_created', trunk())
    await at.untilShown('alice: ringing')
    await at.until(() => at.shownPop('alice')?.caller.e164 === '+4915112345678')
    await tell('call_ended', trunk())
  })

  it.each([
    [0, 'abandoned'],
    [127, 'abandoned'],
    [16, 'missed'],
  ])(
    '[P50] nobody has come to the phone, and the caller’s channel ends with cause %i',
    async (cause, outcome) => {
      await tell('call_created', trunk())
      await tell('call_created', phone('alice'))
      await at.untilShown('alice: ringing')
      await tell('call_ended', { ...phone('alice'), reason_code: cause === 16 ? 19 : cause })
      await tell('call_ended', { ...trunk(), reason_code: cause })
      await at.untilShown('')
      const offers = [{ result: cause === 16 ? 'missed' : 'withdrawn' }]
      expect(await at.storedCall(conversation)).toMatchObject({ phase: 'ended', outcome, offers })
    },
  )

  it('[P50] an agent calls out; a call among ourselves pops nobody', async () => {
    const dials = { ...phone('alice'), is_caller: true, direction: 'outbound', dialed_extension: customer }
    await tell('call_created', dials)
    await at.untilShown('alice: ringing')
    expect(at.shownPop('alice')).toMatchObject({ direction: 'outbound', caller: { e164: '+4915112345678' } })
    await tell('call_answered', dials)
    await at.untilShown('alice: connected')
    await tell('call_ended', dials)
    await at.untilShown('alice: wrap-up')
    at.newStory()
    conversation = `${conversation}8`
    const among = {
      ...phone('alice', '1002'),
      is_caller: true,
      direction: 'internal',
      dialed_extension: '1002',
    }
    await tell('call_created', among)
    await tell('call_created', { ...phone('bob', '1001'), direction: 'internal', dialed_extension: '1002' })
    await tell('call_ended', among)
    expect(at.shown()).toBe('')
  })

  it('[P17] a withheld number is nobody’s, also where the dialled one stands in its place', async () => {
    await tell('call_created', trunk('anonymous'))
    await tell('call_created', phone('bob', '030555100'))
    await at.untilShown('bob: ringing')
    expect(at.shownPop('bob')).toMatchObject({ outcome: 'withheld', caller: { number: null } })
    await tell('call_ended', trunk('anonymous'))
  })

  it('[P52] in another order and twice the same; a ring that is tried again after minutes pops nobody', async () => {
    const rings = { name: 'call_created', data: { ...phone('alice'), ...states.call_created?.() } }
    const answers = { name: 'call_answered', data: { ...phone('alice'), ...states.call_answered?.() } }
    for (const one of [answers, rings, rings, answers]) await post(one)
    await tell('call_created', trunk())
    await at.untilShown('alice: connected')
    await tell('call_ended', trunk())
    await post(rings)
    await at.untilShown('alice: wrap-up')
    at.newStory()
    conversation = `${conversation}7`
    clock = Date.now() - 254_000
    await tell('call_created', phone('bob'))
    expect(await at.storedCall(conversation)).toMatchObject({ phase: 'ringing' })
    expect(at.shown()).toBe('')
  })

  it('[P51] other events are of no interest; without the token it is nobody’s', async () => {
    expect(await post({ name: 'user_missed_call', data: { user_uuid: 'a' } })).toMatchObject({ status: 204 })
    expect(await post({ name: 'call_created', data: { status: 'Ringing' } })).toMatchObject({ status: 422 })
    const json = { name: 'call_created', data: trunk() }
    expect(await at.send('wazo', { json })).toMatchObject({ status: 401 })
    expect(await at.send('wazo/another-token', { json })).toMatchObject({ status: 401 })
    expect(await at.storedCall(conversation)).toBeNull()
  })
})
