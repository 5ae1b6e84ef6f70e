import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { HourOfCalls } from '../../src/wire/hour-api.ts'
import type { Report, ReportList } from '../../src/wire/report-api.ts'
import { openHouse, type Person, type TestHouse, testConfig } from '../house.ts'

/** Marks of what is the red team's: nothing that a supervisor of the blue one is told may hold any. */
const reds = ['support', 'account-alice', 'Alice Adams', 'red']
const minute = 60_000

let house: TestHouse
let ada: Person
let sam: Person
let begin = 0

beforeAll(async () => {
  const [source] = testConfig.sources
  house = await openHouse({
    sources: [
      {
        ...source,
        queues: ['support', 'sales', 'stray'].map((id) => ({ id, name: `Queue ${id}` })),
      },
    ],
    teams: [
      { id: 'red', name: { en: 'Red' }, queues: ['support'] },
      { id: 'blue', name: { en: 'Blue' }, queues: ['sales'] },
    ],
  })
  ada = await house.signIn('ada')
  await change('alice', { team: 'red' })
  await change('bob', { team: 'blue' })
  await change('sam', { leads: ['blue'] })
  sam = await house.signIn('sam')
  // Half past the hour before: all of it lies in one hour and most likely in one day.
  begin = Math.floor(Date.now() / (60 * minute)) * 60 * minute - 30 * minute
  await call('red-1', 'support', '1001')
  await call('red-2', 'support', '1001')
  await call('red-given-up', 'support', null)
  await call('red-in-blue-queue', 'sales', '1001')
  await call('blue-1', 'sales', '1002')
  await call('blue-given-up', 'sales', null)
  await call('of-no-team', 'stray', '1003')
  house.clock.ahead += 61_000
  await vi.waitFor(async () => expect((await read(ada, 'waiting', 'by=none')).total[0]).toBe(7), {
    timeout: 20_000,
    interval: 300,
  })
}, 60_000)
afterAll(() => house.close())

describe('a supervisor of one team', () => {
  it('[P105] is drawn only what is of it, by every report, whatever it is grouped by, and as a file', async () => {
    const { items } = (await sam.ask('GET', '/v1/reports')).body as ReportList
    for (const { id, by, steps, byQueue } of items) {
      for (const one of by) {
        const queries = [
          `by=${one}`,
          ...(steps.includes('hour') ? [`by=${one}&step=hour&from=${day()}`] : []),
        ]
        for (const query of queries) {
          expect(marked(await read(sam, id, query)), `${id} ${query}`).toEqual([])
        }
        expect(marked(await table(sam, id, `by=${one}`)), `${id} ${one} as CSV`).toEqual([])
      }
      if (!byQueue) continue
      const report = await read(sam, id, 'queue=support')
      expect(
        report.total.every((value) => value === null || value === 0),
        `${id} of another’s queue`,
      ).toBe(true)
      expect(report.groups, id).toEqual([])
    }
  }, 60_000)

  it('[P105] finds the blue calls and no others in sums, groups, points, cells, and the file', async () => {
    const report = await read(sam, 'waiting', 'by=queue')
    const place = (id: string) => report.columns.findIndex((one) => one.id === id)
    expect([report.total[place('calls')], report.total[place('abandoned')]]).toEqual([2, 1])
    expect(report.groups.map(({ key, values }) => [key, values[place('calls')]])).toEqual([['sales', 2]])
    const points = report.series.map(({ values }) => values[place('calls')] ?? 0)
    expect(points.reduce((sum, calls) => sum + calls, 0)).toBe(2)
    expect(report.heat?.cells.flat().filter((cell) => cell !== null)).toEqual([0.5])
    expect((await read(sam, 'waiting', 'by=team')).groups.map(({ key }) => key)).toEqual(['blue'])
    expect((await table(sam, 'waiting', 'by=queue')).split('\r\n')).toHaveLength(4)
    const asked = await read(sam, 'asked-again', 'by=agent')
    expect(asked.groups.map(({ key }) => key)).toEqual(['account-bob'])
  })

  it('[P154] finds who answered, nobody, and callers of no tier, of the blue calls alone, also in the file', async () => {
    const calls = async (who: Person, id: string, by: string) =>
      (await read(who, id, `by=${by}`)).groups.map(({ key, values }) => [key, values[0]])
    for (const id of ['waiting', 'recognition']) {
      expect(await calls(sam, id, 'agent'), id).toEqual([
        ['', 1],
        ['account-bob', 1],
      ])
      expect(await calls(sam, id, 'tier'), id).toEqual([['', 2]])
      expect(new Map((await calls(ada, id, 'agent')) as [string, number][]), id).toEqual(
        new Map([
          ['account-alice', 3],
          ['account-bob', 1],
          ['account-carol', 1],
          ['', 2],
        ]),
      )
    }
    for (const id of ['wrap-up', 'greeting', 'asked-again', 'promises']) {
      const { status } = await sam.ask('GET', `/v1/reports/${id}/figures?by=tier`)
      expect([id, status]).toEqual([id, 200])
    }
    const file = (await table(sam, 'waiting', 'by=agent')).split('\r\n')
    expect(file).toHaveLength(5)
    expect(file[2]).toContain('account-bob')
  })

  it('[P156] is told as everybody since when it is counted how customers stand, by the report of risk alone', async () => {
    await vi.waitFor(async () => expect((await read(ada, 'risk', 'by=none')).countedSince).not.toBeNull(), {
      timeout: 20_000,
      interval: 300,
    })
    const { today, items } = (await sam.ask('GET', '/v1/reports')).body as ReportList
    for (const { id } of items) {
      const { countedSince, total, columns } = await read(sam, id, 'by=none')
      expect([id, countedSince !== null]).toEqual([id, id === 'risk'])
      if (countedSince === null) continue
      expect(countedSince <= today && countedSince >= day()).toBe(true)
      expect(total[columns.findIndex((one) => one.id === 'highRiskShare')]).toBeNull()
    }
  })

  it('[P105] is refused another team and what is of none, in figures, file and hour alike', async () => {
    for (const team of ['red', '', 'green']) {
      for (const path of [
        `/v1/reports/waiting/figures?team=${team}`,
        `/v1/reports/waiting/table.csv?team=${team}`,
        `/v1/reports/waiting/hour?team=${team}`,
      ]) {
        expect([path, (await askRaw(sam, path)).status]).toEqual([path, 422])
      }
    }
  })

  it('[P105] is told of an hour only whose calls were theirs then, though people have moved since', async () => {
    const hour = await readHour(sam)
    expect(hour.queues.map(({ key, now }) => [key, now.calls])).toEqual([['sales', 2]])
    expect(hour.agents.map(({ accountId }) => accountId)).toEqual(['account-bob'])
    expect(marked(hour)).toEqual([])
    expect((await readHour(sam, '&queue=support')).queues).toEqual([])
    await change('alice', { team: 'blue' })
    expect(marked(await readHour(sam))).toEqual([])
    await change('sam', { leads: ['red'] })
    sam = await house.signIn('sam')
    const red = await readHour(sam)
    expect(red.queues.map(({ key, now }) => [key, now.calls])).toEqual([
      ['support', 3],
      ['sales', 1],
    ])
    await change('alice', { team: 'red' })
  })

  it('[P105] who leads no team is told of nothing', async () => {
    await change('sam', { leads: [] })
    sam = await house.signIn('sam')
    const report = await read(sam, 'waiting', 'by=queue')
    expect([report.total[0], report.groups]).toEqual([0, []])
    expect((await readHour(sam)).queues).toEqual([])
  })
})

function marked(told: unknown): string[] {
  const text = typeof told === 'string' ? told : JSON.stringify(told)
  return reds.filter((mark) => new RegExp(`\\b${mark}\\b`).test(text))
}

function day(): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Berlin' }).format(begin)
}

async function change(login: string, changes: object): Promise<void> {
  const { status } = await ada.ask('PATCH', `/v1/accounts/${house.ids[login]}`, changes)
  expect(status).toBe(200)
}

async function read(who: Person, id: string, query: string): Promise<Report> {
  const { status, body } = await who.ask('GET', `/v1/reports/${id}/figures?${query}`)
  expect([id, query, status]).toEqual([id, query, 200])
  return body
}

async function table(who: Person, id: string, query: string): Promise<string> {
  const answer = await askRaw(who, `/v1/reports/${id}/table.csv?${query}`)
  expect(answer.status).toBe(200)
  return answer.text()
}

function askRaw(who: Person, path: string): Promise<Response> {
  return fetch(`${house.app.url}${path}`, { headers: { cookie: who.cookie } })
}

async function readHour(who: Person, more = ''): Promise<HourOfCalls> {
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/Berlin',
    hour: '2-digit',
    hourCycle: 'h23',
  })
  const at = `${day()}T${clock.format(begin)}`
  const { status, body } = await who.ask('GET', `/v1/reports/waiting/hour?at=${at}${more}`)
  expect(status).toBe(200)
  return body
}

async function call(name: string, queue: string, extension: string | null): Promise<void> {
  const event = (kind: string, later: number, more: object = {}) => ({
    id: `${name}-${kind}`,
    call: name,
    kind,
    time: new Date(begin + later).toISOString(),
    from: '+4915112345678',
    to: '+493023125100',
    direction: 'inbound',
    ...more,
  })
  const agents = { agents: [{ extension }] }
  const posted = await house.post([
    event('arrived', 0, { queue }),
    ...(extension === null ? [] : [event('offered', 1000, agents), event('answered', 5000, agents)]),
    event('ended', 60_000, { reason: extension === null ? 'abandoned' : 'hung-up' }),
  ])
  expect(posted.status).toBeLessThan(300)
}
