import { createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openHouse, type TestHouse } from '../house.ts'
import { eventually } from '../own-time.ts'
import { type PostgresServer, startPostgres } from '../store/postgres-server.ts'
import { openBrowser, type TestBrowser } from './browser.ts'

let server: PostgresServer
let house: TestHouse
let browser: TestBrowser

beforeAll(async () => {
  server = await startPostgres()
  house = await openHouse({ store: server.url, port: await freePort() })
  browser = await openBrowser()
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await house?.close()
  await server?.stop()
})

describe('the desk while the database is away', () => {
  it('[P36] says so in the language of the page, keeps what is written, and shows the call when it is over', async () => {
    const { page } = await browser.open(house, 'alice')
    await (await house.signIn('bob')).ask('PATCH', '/v1/me', { language: 'zh-CN' })
    const { page: chinese } = await browser.open(house, 'bob', { locale: 'zh-CN', scheme: 'dark' })
    await tell('answered-before', 'offered', 1, ['1001'])
    await tell('answered-before', 'answered', 2, ['1001'])
    await page.locator('article[data-state=connected]').waitFor()
    await server.end('SIGINT')
    const notice = page.getByText('Service is degraded')
    await notice.waitFor()
    await chinese.getByText('服务受限').waitFor()
    await page.locator('#wrap-up-note').fill('Wants it on Wednesday')
    await tell('meanwhile', 'offered', 3, ['1001'])
    await page.locator('[data-call][data-state=ringing]').waitFor()
    await page.keyboard.press('Escape')
    await page.locator('[data-call][data-state=ringing]').click()
    await page.getByText('The directory is not available').waitFor()
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/provisional-en.png` })
    await tell('meanwhile', 'ended', 4)
    await page.locator('[data-call][data-state=ringing]').waitFor({ state: 'detached' })
    await page.locator('[data-call][data-state=connected]').click()
    await tell('answered-before', 'ended', 5)
    await page.locator('article[data-state=wrap-up]').waitFor()
    await page.waitForTimeout(1500)
    if (process.env.SHOTS) {
      await page.screenshot({ path: `${process.env.SHOTS}/degraded-en.png` })
      await chinese.screenshot({ path: `${process.env.SHOTS}/degraded-zh.png` })
    }
    expect(await page.locator('article').getAttribute('data-state')).toBe('wrap-up')
    await server.start()
    await notice.waitFor({ state: 'detached' })
    await page.locator('article[data-state=wrap-up]').waitFor()
    expect(await page.locator('#wrap-up-note').inputValue()).toBe('Wants it on Wednesday')
    const alice = await house.signIn('alice')
    await eventually(
      async () =>
        expect((await alice.ask('GET', '/v1/calls/main%3Aanswered-before/draft')).body).toMatchObject({
          draft: { note: 'Wants it on Wednesday' },
        }),
      12_000,
    )
  })
})

async function tell(call: string, kind: string, n: number, extensions?: string[]): Promise<void> {
  const agents = extensions?.map((extension) => ({ extension }))
  const event = {
    id: `${call}-${n}`,
    call,
    kind,
    time: Date.now() + n,
    from: '+49309018201',
    to: '+493023125100',
    agents,
  }
  expect((await house.post(event)).status).toBe(202)
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}
