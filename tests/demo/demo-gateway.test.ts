import { afterEach, describe, expect, it } from 'vitest'
import { openDemoGateway } from '../../src/demo/demo-gateway.ts'
import { openHouse } from '../house.ts'

const opened: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close()
})

describe('the gateway of the demo', () => {
  it('[P74] writes the message down, and answers in the customer’s place where nobody else does', async () => {
    const lines: string[] = []
    const at = { url: '' }
    const gateway = await openDemoGateway({
      houseUrl: () => at.url,
      say: (line) => lines.push(line),
      patienceMs: 50,
    })
    opened.push(gateway)
    const house = await openHouse({ ...gateway.settings, publicUrl: 'https://calls.example' })
    opened.push(house)
    at.url = house.app.url
    const agents = [{ extension: '1001' }]
    const call = async (nth: number) => {
      const say = (kind: string, n: number, more: object = {}) => ({
        id: `${nth}-${n}`,
        call: `c${nth}`,
        time: Date.now() + n,
        kind,
        from: `+4915112345${600 + nth}`,
        to: '+493023125100',
        ...more,
      })
      const story = [
        say('arrived', 1),
        say('offered', 2, { agents }),
        say('answered', 3, { agents }),
        say('ended', 4),
      ]
      for (const event of story) expect((await house.post(event)).status).toBe(202)
    }
    for (let nth = 1; nth <= 4; nth++) await call(nth)
    const sam = await house.signIn('sam')
    const tasks = async () =>
      ((await sam.ask('GET', '/v1/tasks')).body as { items: { origin: string; kind: string }[] }).items
    await expect.poll(tasks, { timeout: 15_000 }).toMatchObject([{ origin: 'survey', kind: 'callback' }])
    expect(lines).toHaveLength(4)
    expect(lines[0]).toContain('SMS to +4915112345601: ')
    expect(lines[0]).toMatch(new RegExp(`${house.app.url}/s/[A-Za-z0-9_-]{24}`))
  })

  it('takes nothing else for a message', async () => {
    const gateway = await openDemoGateway({ houseUrl: () => '', say: () => undefined, patienceMs: 1 })
    opened.push(gateway)
    const { webhooks } = gateway.settings as { webhooks: { url: string }[] }
    const post = async (body: string) =>
      (await fetch(webhooks[0]?.url ?? '', { method: 'POST', body })).status
    expect(await post('{')).toBe(400)
    expect(await post('{"type":"survey.sent","data":{}}')).toBe(400)
    expect(await post('x'.repeat(100_000)).catch(() => 400)).toBe(400)
  })
})
