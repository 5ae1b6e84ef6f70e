import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Report, ReportList } from '../../src/wire/report-api.ts'
import { openHouse, type Person, type TestHouse } from '../house.ts'

let house: TestHouse
let sam: Person

beforeAll(async () => {
  house = await openHouse()
  sam = await house.signIn('sam')
})
afterAll(() => house.close())

async function readWaiting(): Promise<Report> {
  const { status, body } = await sam.ask('GET', '/v1/reports/waiting/figures')
  expect(status).toBe(200)
  return body as Report
}

describe('the report of waiting', () => {
  it('counts calls whose waiting is over, by queue, with the hour in which they came', async () => {
    const now = Date.now()
    const base = { from: '+4915112345678', to: '+493023125100', direction: 'inbound' }
    const event = (call: string, kind: string, at: number, more: object = {}) => ({
      ...base,
      id: `${call}-${kind}`,
      call,
      kind,
      time: new Date(at).toISOString(),
      ...more,
    })
    const posted = await house.post([
      event('w-1', 'arrived', now - 60_000, { queue: 'support' }),
      event('w-1', 'offered', now - 59_000, { agents: [{ extension: '1001' }] }),
      event('w-1', 'answered', now - 50_000, { agents: [{ extension: '1001' }] }),
      event('w-1', 'ended', now - 40_000, { reason: 'hung-up' }),
      event('w-2', 'arrived', now - 60_000, { queue: 'support' }),
      event('w-2', 'ended', now - 30_000, { reason: 'abandoned' }),
    ])
    expect(posted.status).toBeLessThan(300)
    house.clock.ahead += 61_000
    let report = await readWaiting()
    const figure = (id: string) => report.total[report.columns.findIndex((one) => one.id === id)]
    await expect
      .poll(
        async () => {
          report = await readWaiting()
          return figure('calls')
        },
        { timeout: 15_000 },
      )
      .toBe(2)
    expect(report.asOf).toBeGreaterThan(now)
    expect(report.filling).toBeNull()
    expect(figure('answered')).toBe(1)
    expect(figure('abandonedShare')).toBe(0.5)
    expect(figure('longestWait')).toBe(30_000)
    expect(report.groups.map(({ key, name }) => [key, name])).toEqual([['support', 'Support']])
    expect(report.series).toHaveLength(28)
    expect(report.heat?.cells.flat().filter((cell) => cell !== null)).toEqual([0.5])
    const [counts, cells] = [report.heat?.made.flat() ?? [], report.heat?.cells.flat() ?? []]
    expect(counts.map((made, n) => [made, cells[n] ?? null]).filter(([made]) => made !== 0)).toEqual([
      [2, 0.5],
    ])
  })

  it('says what is possible where it cannot be drawn as asked', async () => {
    const bad = await sam.ask('GET', '/v1/reports/waiting/figures?by=fact')
    expect(bad).toMatchObject({ status: 422, body: { error: { code: 'bad-input' } } })
    expect(JSON.stringify(bad.body)).toContain('queue, none, team, agent, tier')
    const list = (await sam.ask('GET', '/v1/reports')).body as ReportList
    expect(list.items).toHaveLength(12)
    const alice = await house.signIn('alice')
    expect((await alice.ask('GET', '/v1/reports')).status).toBe(403)
  })

  it('[P106] sums leave no row on the record; agents who are named, and each file, leave one', async () => {
    const ada = await house.signIn('ada')
    const rows = async (action: string) => {
      const { body } = await ada.ask('GET', `/v1/audit?action=${action}`)
      return (body as { items: unknown[] }).items.length
    }
    const { items } = (await sam.ask('GET', '/v1/reports')).body as ReportList
    const [looked, taken] = [await rows('read-report'), await rows('export-report')]
    for (const { id, by } of items) {
      for (const one of by.filter((grouping) => grouping !== 'agent')) {
        expect((await sam.ask('GET', `/v1/reports/${id}/figures?by=${one}`)).status).toBe(200)
      }
    }
    expect(await rows('read-report')).toBe(looked)
    await sam.ask('GET', '/v1/reports/asked-again/figures?by=agent')
    expect(await rows('read-report')).toBe(looked + 1)
    const table = '/v1/reports/waiting/table.csv?by=queue'
    await fetch(`${house.app.url}${table}`, { headers: { cookie: sam.cookie } })
    expect(await rows('export-report')).toBe(taken + 1)
  })
})
