import { afterEach, beforeEach, expect, it } from 'vitest'
import { openHouse, type TestHouse, testConfig } from './house.ts'

let house: TestHouse

beforeEach(async () => {
  house = await openHouse()
})
afterEach(() => house.close())

const [source] = testConfig.sources

it('[P62] a house that changes a source’s region finds its customers by the new numbers, and says what changed', async () => {
  const sam = await house.signIn('sam')
  const made = await sam.ask('POST', '/v1/customers', {
    name: 'Max Mustermann',
    numbers: [{ number: '0664 1234567' }],
  })
  expect(made.status).toBe(201)
  await house.restart({ sources: [{ ...source, region: 'AT' }] })
  const again = await house.signIn('sam')
  const jobs = async () =>
    ((await again.ask('GET', '/v1/number-rereadings')).body as { items: { state: string; id: number }[] })
      .items
  await expect.poll(async () => (await jobs())[0]?.state, { timeout: 5000 }).toBe('done')
  const [job] = await jobs()
  expect(job).toMatchObject({ rowsRead: 1, rowsChanged: 1, rowsUnreadable: 0, sources: ['', 'main'] })
  const findings = await again.ask('GET', `/v1/number-rereadings/${job?.id}/findings`)
  expect(findings.body).toMatchObject({
    items: [{ raw: '0664 1234567', newKey: '+436641234567' }],
    next: null,
  })
  const found = await again.ask('POST', '/v1/customers/find', { number: '+436641234567' })
  expect((found.body as { items: unknown[] }).items).toHaveLength(1)
  expect(house.logged()).toContain('stored numbers were read again')
  const agent = await house.signIn('alice')
  expect((await agent.ask('GET', '/v1/number-rereadings')).status).toBe(403)
})

it('a house that starts again as it was reads nothing again', async () => {
  const sam = await house.signIn('sam')
  await sam.ask('POST', '/v1/customers', { name: 'Max', numbers: [{ number: '0151 12345678' }] })
  await house.restart()
  await house.restart()
  const again = await house.signIn('sam')
  expect((await again.ask('GET', '/v1/number-rereadings')).body).toEqual({ items: [] })
})
