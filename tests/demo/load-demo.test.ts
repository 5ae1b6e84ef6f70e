import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { numberKey } from '../../src/call/caller-number.ts'
import { demoSecrets, readConfig } from '../../src/config.ts'
import { demoConfig } from '../../src/demo/demo-config.ts'
import { demoCustomers, withoutSpaces } from '../../src/demo/demo-customers.ts'
import { demoHistory } from '../../src/demo/demo-history.ts'
import { loadDemo } from '../../src/demo/load-demo.ts'
import { demoSurveys } from '../../src/demo/load-surveys.ts'
import { givenPromises, toldFacts } from '../../src/demo/told-in-demo.ts'
import { nameTokens } from '../../src/history/search-tokens.ts'
import { readNumber } from '../../src/recognition/read-number.ts'
import { openSqliteStore } from '../../src/store/sqlite-store.ts'
import type { Store } from '../../src/store/store.ts'
import { timeIds } from '../../src/store/time-id.ts'

const day = 24 * 60 * 60_000
const now = Date.UTC(2026, 4, 4, 9)
const hash = async (password: string) => `hash of ${password}`

let folder: string
let store: Store

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'greetline-demo-'))
  store = openSqliteStore({
    file: join(folder, 'demo.sqlite'),
    ids: timeIds(0),
    nameTokens,
    searchReader: new URL('../../src/history/search-reader.ts', import.meta.url),
  })
})

afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true })
})

async function idOf(externalId: string): Promise<number> {
  return (await store.findCustomerByExternalId(externalId)) ?? 0
}

describe('the demo tenant', () => {
  it('has accounts that can sign in, customers, cases and about four hundred interactions of 90 days', async () => {
    const loaded = await loadDemo(store, hash, now)
    expect(loaded).toMatchObject({ accounts: 11, customers: demoCustomers.length })
    expect(loaded.customers).toBeGreaterThanOrEqual(60)
    expect(loaded.cases).toBeGreaterThanOrEqual(6)
    expect(loaded.told).toBe(toldFacts.length + givenPromises.length + demoSurveys.length)
    expect(loaded.interactions).toBeGreaterThan(350)
    expect(loaded.interactions).toBeLessThan(450)
    const alice = await store.readAccountByLogin('alice')
    expect(alice).toMatchObject({ role: 'agent', passwordHash: `hash of ${demoSecrets.password}` })
    expect(alice?.extensions).toEqual([
      { source: 'berlin', extension: '1001' },
      { source: 'hongkong', extension: '1001' },
    ])
    expect(await store.readAccountByLogin('sam')).toMatchObject({ role: 'supervisor', extensions: [] })
  })

  it('is loaded twice without doing anything twice, and leaves alone what somebody changed', async () => {
    await loadDemo(store, hash, now)
    const chan = await idOf('SC-10001')
    await store.changeCustomer(chan, null, { about: 'Moved to Kennedy Town.' }, null, now)
    const [open] = await store.readCases(chan)
    await store.closeCase(open?.id ?? 0, now)
    const again = await loadDemo(store, hash, now + 60_000)
    expect(again).toEqual({ accounts: 0, customers: 0, cases: 0, interactions: 0, told: 0 })
    expect((await store.readCustomer(chan))?.customer.about).toBe('Moved to Kennedy Town.')
    expect((await store.readCases(chan)).map(({ closedAt }) => closedAt)).toEqual([now])
  })

  it('[P74] has two customers who were asked how it was: one is content, the other is to be called back', async () => {
    await loadDemo(store, hash, now)
    const of = async (externalId: string) => {
      const id = await idOf(externalId)
      const tasks = await store.readTasksOf(id)
      return [
        await store.readDissatisfied(id, 0),
        tasks.map(({ kind, origin, state }) => [kind, origin, state]),
      ]
    }
    expect(await of('SC-10023')).toEqual([null, []])
    expect(await of('SC-20023')).toEqual([now - 2 * 60 * 60_000, [['callback', 'survey', 'open']]])
  })

  it('tells on every day anew of a call of yesterday that nobody answered', async () => {
    await loadDemo(store, hash, now)
    const later = await loadDemo(store, hash, now + 5 * day)
    // And one promise that is about to break.
    expect(later).toEqual({ accounts: 0, customers: 0, cases: 0, interactions: 1, told: 1 })
    const [newest] = await store.readInteractionsOf(await idOf('SC-20001'), null, 1)
    expect(newest).toMatchObject({ direction: 'outbound', outcome: 'missed', agentName: 'Bob Keller' })
    expect(now + 5 * day - (newest?.startedAt ?? 0)).toBeLessThan(2 * day)
  })

  it('has persons who belong to their household or company, which are found by their numbers', async () => {
    await loadDemo(store, hash, now)
    const atHome = await store.findCallers({
      numberKey: '+493023125210',
      prefixes: [],
      claimedIds: [],
      ending: null,
    })
    expect(atHome.map(({ customer }) => customer.belongsTo?.name ?? customer.name)).toEqual(
      Array(4).fill('Familie Hoffmann'),
    )
    const atWork = await store.findCallers({
      numberKey: '+493023125458',
      prefixes: ['+49302312545*', '+4930231254*'],
      claimedIds: [],
      ending: null,
    })
    expect(atWork.map(({ foundBy }) => foundBy)).toEqual(Array(4).fill('switchboard'))
    expect(new Set(atWork.map(({ customer }) => customer.belongsTo?.name ?? customer.name)).size).toBe(1)
  })

  it('has only numbers that a phone system can send and that read as themselves', () => {
    const config = readConfig(demoConfig, {}, { demo: true, folder })
    for (const source of config.sources) {
      const plan = { region: source.region, format: source.numberFormat, extensionLength: 4 }
      const written = demoCustomers.flatMap(({ numbers }) => numbers.map(({ raw }) => withoutSpaces(raw)))
      const ours = source.dids.map(({ number }) => number)
      for (const raw of [...written, ...ours].filter((one) => !one.endsWith('*'))) {
        expect([raw, numberKey(readNumber(raw, plan), source.name)]).toEqual([raw, raw])
      }
    }
  })

  it('has a configuration that only the demo accepts', () => {
    expect(readConfig(demoConfig, {}, { demo: true, folder }).house.name).toBe('Star Courier')
    expect(() => readConfig(demoConfig, {}, { demo: false, folder })).toThrow(/demo’s secret/)
  })

  it('has a history in the past, in several languages, without gaps in its words', () => {
    const history = demoHistory(demoCustomers, now)
    expect(new Set(history.map(({ externalId }) => externalId)).size).toBe(history.length)
    expect(history.filter(({ body }) => /\{|undefined/.test(body))).toEqual([])
    expect(history.every(({ startedAt }) => startedAt < now && startedAt > now - 91 * day)).toBe(true)
    expect(history.every(({ startedAt, endedAt }) => endedAt === null || endedAt > startedAt)).toBe(true)
    const dispositions: readonly (string | null)[] = [null, ...demoConfig.dispositions.map(({ id }) => id)]
    expect(history.filter(({ disposition }) => !dispositions.includes(disposition))).toEqual([])
    for (const script of [/\p{Script=Han}/u, /[äöüß]/u, /\p{Script=Arabic}/u, /\bthe\b/u]) {
      expect(history.some(({ body }) => script.test(body))).toBe(true)
    }
    const channels = new Set(history.map(({ channel }) => channel))
    expect([...channels].sort()).toEqual(['call', 'chat', 'e-mail', 'letter', 'sms'])
  })
})
