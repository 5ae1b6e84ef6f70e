import { afterEach, expect, it } from 'vitest'
import { openHouse, type Person, type TestHouse } from './house.ts'
import { openReceiver } from './webhook-receiver.ts'

const secret = 'whsec_dGhlLXNlY3JldC1vZi1hbm90aGVyLXN5c3RlbS0x'
const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close()
})

async function begin(events: string[]): Promise<{ house: TestHouse; sam: Person; heard: () => Message[] }> {
  const gateway = await openReceiver(secret)
  open.push(gateway)
  const house = await openHouse({
    webhooks: [{ name: 'gateway', url: gateway.url, secret, withoutTls: true, events }],
  })
  open.push(house)
  const heard = () => gateway.heard.map(({ data }) => data as Message)
  return { house, sam: await house.signIn('sam'), heard }
}

interface Message {
  readonly signalIds: number[]
  readonly customerId: number | null
  readonly text: string
  readonly to: object
}

it('[P80] a message goes once to each customer whom a topic hits, where they have nothing against it', async () => {
  const { sam, heard } = await begin(['message.planned'])
  const avoid = (...channels: string[]) => [
    { kind: 'channel', prefer: [], avoid: channels, saidBy: 'customer' },
  ]
  const customer = async (more: object): Promise<number> => {
    const made = await sam.ask('POST', '/v1/customers', { name: '王小明', ...more })
    expect(made.status, JSON.stringify(made.body)).toBe(201)
    return (made.body as { id: number }).id
  }
  const numbers = (number: string) => [{ number }]
  const anna = await customer({
    externalId: 'C-1',
    language: 'zh-CN',
    numbers: [{ number: '+4930123456' }, { number: '+4915112345601', verified: true }],
  })
  const mail = await customer({
    externalId: 'C-2',
    numbers: numbers('+4915112345602'),
    contactWishes: avoid('sms'),
  })
  const none = await customer({ numbers: numbers('+4915112345603'), contactWishes: avoid('sms', 'e-mail') })
  const unknown = await customer({})
  const shared = '+4915112345604'
  await customer({ numbers: numbers(shared) })
  await customer({ numbers: numbers(shared), contactWishes: avoid('sms') })
  const topic = { kind: 'outage', topic: 'outage-17' }
  const post = async (signal: object) => {
    const posted = await sam.ask('POST', '/v1/signals', { ...topic, ...signal })
    expect(posted.status, JSON.stringify(posted.body)).toBe(200)
  }
  await post({ customerId: anna, text: 'No power', answer: 'Back at 14:00' })
  await post({ customerId: anna, text: 'No water' })
  for (const customerId of [mail, none, unknown]) await post({ customerId, text: 'No power' })
  await post({ number: '+4915112345605', text: 'No power' })
  await post({ number: shared, text: 'No power' })
  expect((await sam.ask('GET', '/v1/signals/topics')).body).toMatchObject({ ways: ['callback', 'message'] })

  const reach = () => sam.ask('POST', '/v1/signals/reach-out', { way: 'message', topic: 'outage-17' })
  const both = await Promise.all([reach(), reach()])
  const planned = both.map(({ body }) => (body as { planned: number }).planned)
  expect(planned.reduce((sum, one) => sum + one)).toBe(3)
  expect((await reach()).body).toEqual({ planned: 0, passedOver: 3 })
  await expect.poll(() => heard().length).toBe(3)
  const of = (customerId: number | null) => heard().find((one) => one.customerId === customerId)
  expect(of(anna)).toMatchObject({
    externalId: 'C-1',
    topic: 'outage-17',
    language: 'zh-CN',
    to: { channel: 'sms', address: '+4915112345601' },
    text: 'No power\nBack at 14:00\n\nNo water',
  })
  expect(of(anna)?.signalIds).toHaveLength(2)
  expect(of(mail)).toMatchObject({ externalId: 'C-2', to: { channel: 'e-mail', address: null } })
  expect(of(null)).toMatchObject({ to: { channel: 'sms', address: '+4915112345605' }, language: 'en' })
  const { body } = await sam.ask('GET', '/v1/signals?topic=outage-17&told=no')
  expect((body as { items: object[] }).items).toHaveLength(3)
  await expect.poll(() => heard().length).toBe(3)
})

it('[P80] there is no such way where no gateway has asked for messages', async () => {
  const { sam } = await begin(['call.ended'])
  expect((await sam.ask('GET', '/v1/signals/topics')).body).toMatchObject({ ways: ['callback'] })
  const answer = await sam.ask('POST', '/v1/signals/reach-out', { way: 'message', topic: 'x' })
  expect(answer.status).toBe(422)
})
