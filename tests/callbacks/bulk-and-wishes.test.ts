import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openHouse, type Person, type TestHouse } from '../house.ts'

let house: TestHouse
let sam: Person
let alice: Person

beforeAll(async () => {
  house = await openHouse()
  sam = await house.signIn('sam')
  alice = await house.signIn('alice')
})
afterAll(() => house.close())

async function customer(body: object): Promise<number> {
  return ((await alice.ask('POST', '/v1/customers', { name: 'Ada', ...body })).body as { id: number }).id
}

describe('over HTTP', () => {
  it('[P85] says of each of many interactions what became of it', async () => {
    const customerId = await customer({})
    const mail = { channel: 'e-mail', direction: 'inbound', startedAt: Date.now(), customerId }
    const items = [
      { ...mail, externalId: 'm1', subject: 'Hello', thread: 't' },
      { ...mail, externalId: 'm1' },
      { ...mail, channel: 'pigeon' },
      { ...mail, customerId: 1 },
      'nonsense',
    ]
    const { status, body } = await sam.ask('POST', '/v1/interactions/bulk', { items })
    expect(status).toBe(200)
    const told = (body as { items: { kind: string; faults: { path: string }[] }[] }).items
    expect(told.map(({ kind, faults }) => [kind, faults[0]?.path])).toEqual([
      ['added', undefined],
      ['known', undefined],
      ['refused', 'channel'],
      ['refused', 'customerId'],
      ['refused', ''],
    ])
    expect((await alice.ask('POST', '/v1/interactions/bulk', { items })).status).toBe(403)
  })

  it('[P83] refuses a callback against what the customer has stated, and says what that is', async () => {
    const said = { saidBy: 'customer', channel: 'call', at: Date.now(), text: null }
    const customerId = await customer({ contactWishes: [{ kind: 'write', ...said }] })
    const plan = (kind: string) => alice.ask('POST', '/v1/tasks', { kind, customerId, dueFrom: Date.now() })
    const refused = await plan('callback')
    expect(refused).toMatchObject({ status: 409, body: { error: { code: 'against-wish' } } })
    expect(JSON.stringify(refused.body)).toContain('please write')
    expect((await plan('message')).status).toBe(201)
  })
})
