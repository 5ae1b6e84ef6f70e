import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sinchPost } from '../../src/speakers/sinch.ts'
import { type DialectHouse, openDialectHouse, publicUrl } from './dialect-story.ts'

const secret = Buffer.from('secret of the application').toString('base64')

let at: DialectHouse
let call: string

beforeAll(async () => {
  at = await openDialectHouse({
    kind: 'sinch',
    secrets: [secret],
    numberFormat: 'e164-no-plus',
    sinch: { svaml: { action: { name: 'connectSip', destination: { endpoint: 'alice@agents.example' } } } },
  })
})
afterAll(() => at.close())
beforeEach(() => {
  at.newStory()
  call = randomUUID()
})

/** `source`: for whose address it is signed. */
function hook(said: object, source = 'main') {
  const address = `${publicUrl}/v1/sources/${source}`
  const event = { callid: call, timestamp: new Date().toISOString(), ...said }
  const { path, headers, body: raw } = sinchPost(event, { address, sent: Date.now(), secret })
  return at.send(path, { raw, headers })
}
const incoming = { event: 'ice', cli: '4915112345678', to: { type: 'did', endpoint: '+493023125100' } }

describe('a call at sinch', () => {
  it('[P50] is answered with the house’s SVAML, pops when the agent answers, and ends', async () => {
    const answer = await hook({ ...incoming, originationType: 'PSTN', rdnis: '' })
    expect(JSON.parse(answer.body)).toMatchObject({ action: { name: 'connectSip' } })
    const accepted = await hook({ event: 'ace', custom: '1001' })
    expect(JSON.parse(accepted.body)).toEqual({ action: { name: 'continue' } })
    await at.untilShown('alice: connected')
    expect(at.shownPop('alice')).toMatchObject({ caller: { e164: '+4915112345678' } })
    await hook({ event: 'dice', result: 'ANSWERED', reason: 'CALLERHANGUP' })
    await at.untilShown('alice: wrap-up')
  })

  it('[P50] what was typed into a menu is a claim; who gives up before anybody answers has abandoned', async () => {
    await hook({ ...incoming, originationType: 'PSTN' })
    await hook({ event: 'pie', menuResult: { menuId: 'account', type: 'sequence', value: '4711' } })
    await hook({ event: 'dice', result: 'NOANSWER', reason: 'CALLERHANGUP' })
    expect(await at.storedCall(call)).toMatchObject({ claims: { account: '4711' }, outcome: 'abandoned' })
    expect(at.shown()).toBe('')
  })

  it('[P50] whoever it is connected to next has it as the same call', async () => {
    await hook({ ...incoming, originationType: 'PSTN' })
    await hook({ event: 'ace', custom: '1001' })
    await at.untilShown('alice: connected')
    await hook({ event: 'ace', custom: '1002' })
    await at.untilShown('alice: connected, bob: connected')
    await hook({ event: 'dice', result: 'ANSWERED', reason: 'CALLERHANGUP' })
    await at.untilShown('alice: wrap-up, bob: wrap-up')
  })

  it('[P17] a withheld number is nobody’s', async () => {
    await hook({ ...incoming, cli: 'private', originationType: 'PSTN' })
    await hook({ event: 'ace', custom: '1002' })
    await at.untilShown('bob: connected')
    expect(at.shownPop('bob')).toMatchObject({ outcome: 'withheld', caller: { number: null } })
    await hook({ event: 'dice', result: 'ANSWERED', reason: 'CALLEEHANGUP' })
  })

  it('[P52] what comes twice and in another order leads to the same', async () => {
    const answered = { event: 'ace', custom: '1003', timestamp: new Date(Date.now() + 5).toISOString() }
    await hook(answered)
    await hook({ ...incoming, originationType: 'PSTN' })
    await hook(answered)
    await at.untilShown('carol: connected')
    expect(at.shownPop('carol')).toMatchObject({ caller: { e164: '+4915112345678' } })
    await hook({ event: 'dice', timestamp: new Date(Date.now() + 9).toISOString(), result: 'ANSWERED' })
    await hook(answered)
    await at.untilShown('carol: wrap-up')
  })

  it('[P51] signed for another address it is nobody’s', async () => {
    expect(await hook(incoming, 'elsewhere')).toMatchObject({ status: 401 })
    expect(await at.storedCall(call)).toBeNull()
  })
})
