import { createServer } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openHouse, type TestHouse } from '../house.ts'
import { openBrowser, type TestBrowser } from './browser.ts'

let house: TestHouse
let browser: TestBrowser

beforeAll(async () => {
  house = await openHouse({ port: await freePort() })
  browser = await openBrowser()
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await house?.close()
})

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

it('[P85] the supervisor imports contacts of other channels where customers are imported', async () => {
  const sam = await house.signIn('sam')
  const made = await sam.ask('POST', '/v1/customers', { name: '陳大文', externalId: 'C-1' })
  const { id } = made.body as { id: number }
  const { page, faults } = await browser.open(house, 'sam')
  await page.getByRole('link', { name: 'Import' }).click()
  await page.getByText('Contacts', { exact: true }).click()
  const rows =
    'externalId,channel,startedAt,customerExternalId,text\nm-1,e-mail,2026-03-01T10:00:00Z,C-1,Where is it?\n'
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'mail.csv', mimeType: 'text/csv', buffer: Buffer.from(rows) })
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  const stored = async () => {
    const { body } = await sam.ask('GET', `/v1/customers/${id}/interactions`)
    return (body as { items: { text: string }[] }).items.map(({ text }) => text)
  }
  await expect.poll(stored, { timeout: 5000 }).toEqual(['Where is it?'])
  expect(faults).toEqual([])
  await page.context().close()
})
