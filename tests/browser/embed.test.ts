import { randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sessionCookie } from '../../src/access/session-cookie.ts'
import { openHouse, type TestHouse } from '../house.ts'
import { openBrowser, type TestBrowser } from './browser.ts'

/** A CRM's page, of one site with the house, that holds the pop and keeps what it is told. */
async function openCrm(frame: () => string): Promise<{ server: Server; origin: string }> {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html')
    response.end(`<!doctype html><title>CRM</title><script>
      window.told = []
      addEventListener('message', (event) => told.push({ from: event.origin, data: event.data }))
    </script><iframe src="${frame()}" width="380" height="640"></iframe>`)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { server, origin: `http://localhost:${(server.address() as AddressInfo).port}` }
}

let house: TestHouse
let browser: TestBrowser
const crms: Awaited<ReturnType<typeof openCrm>>[] = []

beforeAll(async () => {
  for (let n = 0; n < 2; n++) crms.push(await openCrm(() => `${house.app.url}/embed/pop`))
  house = await openHouse({ embed: { ancestors: [crms[0]?.origin] } })
  browser = await openBrowser()
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await house?.close()
  for (const { server } of crms) server.close()
})

describe('the pop in another system’s page', () => {
  it('[P75] shows the call, tells the page its ids and nothing else, and is held by no other page', async () => {
    const sam = await house.signIn('sam')
    const numbers = [{ number: '+49309018201' }]
    const made = await sam.ask('POST', '/v1/customers', { name: 'Anna Sommerfeld', numbers })
    const customerId = (made.body as { id: number }).id
    const { context } = await browser.open(house, 'alice')
    const page = await context.newPage()
    await page.goto(crms[0]?.origin ?? '')
    const frame = page.frameLocator('iframe')
    await frame.getByText('No calls at the moment').waitFor()

    const call = randomUUID()
    const say = (kind: string, n: number, more: object = {}) =>
      house.post({ id: `${call}-${n}`, call, time: Date.now() + n, kind, from: '+49309018201', ...more })
    await say('arrived', 1)
    await say('offered', 2, { agents: [{ extension: '1001' }] })
    await frame.getByRole('heading', { name: 'Anna Sommerfeld' }).waitFor()
    const told = await page.evaluate(
      () => (window as never as { told: { from: string; data: object }[] }).told,
    )
    expect(told.at(-1)).toEqual({
      from: house.app.url,
      data: { type: 'greetline.pop', callId: `main:${call}`, customerId, state: 'ringing' },
    })
    expect(JSON.stringify(told)).not.toMatch(/Sommerfeld|9018201/)

    const stranger = await context.newPage()
    await stranger.goto(crms[1]?.origin ?? '')
    await stranger.waitForTimeout(1000)
    expect(stranger.frames()[1]?.url()).toContain('chrome-error:')
    expect(await stranger.evaluate(() => (window as never as { told: unknown[] }).told)).toEqual([])
  }, 60_000)

  it('[P75] only that page may be framed, and only by those who are named', async () => {
    const policyOf = async (path: string) => {
      const { headers } = await fetch(`${house.app.url}${path}`)
      return { csp: headers.get('content-security-policy'), frame: headers.get('x-frame-options') }
    }
    const embedded = await policyOf('/embed/pop')
    expect(embedded.csp).toContain(`frame-ancestors ${crms[0]?.origin}`)
    expect(embedded.frame).toBeNull()
    for (const path of ['/desk', '/embed', '/s/x']) {
      expect((await policyOf(path)).csp, path).toContain("frame-ancestors 'none'")
    }
  })

  it('a session goes across sites only partitioned and over https', async () => {
    const cookie = sessionCookie('https://calls.example', 1000, true).write('x')
    expect(cookie).toBe('__Host-greetline=x; Max-Age=1; Path=/; HttpOnly; SameSite=None; Secure; Partitioned')
    expect(sessionCookie('http://localhost', 1000, true).write('x')).toContain('SameSite=Lax')
    await expect(
      openHouse({ embed: { crossSite: true, ancestors: ['https://crm.example/'] } }),
    ).rejects.toThrow(/embed\.ancestors\[0\]: an origin/)
    await expect(openHouse({ embed: { crossSite: true } })).rejects.toThrow(/embed\.crossSite/)
  })
})
