import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AlertView } from '../../src/wire/alert-api.ts'
import { openHouse, type Person, password, type TestHouse } from '../house.ts'
import { askServer } from '../store/ask-server.ts'
import { freshDatabase } from '../store/postgres.ts'
import { openReceiver } from '../webhook-receiver.ts'

const secret = 'whsec_dGhlLXNlY3JldC1vZi1hbm90aGVyLXN5c3RlbS0x'
const minute = 60_000
const patiently = { timeout: 30_000, interval: 300 }

/** How somebody with the database in their hands writes into it, beside the program. */
const engines = [
  ['SQLite', async () => ({})],
  ['PostgreSQL', async () => ({ store: await freshDatabase() })],
] as const

describe.each(engines)('a record that was tampered with, on %s', (_engine, place) => {
  let house: TestHouse
  let auditor: Person
  let receiver: Awaited<ReturnType<typeof openReceiver>>

  beforeEach(async () => {
    receiver = await openReceiver(secret)
    const events = ['alert.raised', 'alert.over']
    const webhooks = [{ name: 'guard', url: receiver.url, secret, withoutTls: true, events }]
    house = await openHouse({ webhooks, ...(await place()) })
    const ada = await house.signIn('ada')
    const account = { login: 'ines', name: 'Ines Moreau', role: 'auditor', password }
    expect((await ada.ask('POST', '/v1/accounts', account)).status).toBe(201)
    auditor = await house.signIn('ines')
  })
  afterEach(async () => {
    await house.close()
    await receiver.close()
  })

  const tamper = async (sql: string): Promise<void> => {
    const { store } = house.config
    if (store === 'sqlite') {
      const file = new Database(join(house.folder, 'greetline.sqlite'))
      file.exec(sql)
      file.close()
      return
    }
    await askServer(store, sql)
  }
  const note = (detail: string) =>
    house.app.store.audit({
      at: Date.now() + house.clock.ahead,
      accountId: house.ids.alice ?? null,
      action: 'read-customer',
      subject: 'customer:1',
      detail,
    })
  const check = async () => (await house.app.store.readChainState()).check
  const allSealed = () =>
    expect.poll(async () => (await house.app.store.readChainState()).unsealed, patiently).toBe(0)
  const openFor = async (who: Person): Promise<AlertView[]> =>
    ((await who.ask('GET', '/v1/alerts/open')).body as { items: AlertView[] }).items
  const checked = () =>
    expect.poll(async () => (await check())?.finishedAt, patiently).toEqual(expect.any(Number))
  const verifyWhole = async (): Promise<void> => {
    await checked()
    const at = (await check())?.startedAt
    expect((await auditor.ask('POST', '/v1/audit/verification')).status).toBe(202)
    await expect
      .poll(async () => ((await check())?.startedAt === at ? null : (await check())?.finishedAt), patiently)
      .toEqual(expect.any(Number))
  }

  it('[P149] is found by itself, told to auditors and administrators alone, and over only when it is whole and seen', async () => {
    await note('before')
    await checked()
    await note('what was done')
    await allSealed()
    await tamper("update audit set detail = 'something else' where detail = 'what was done'")
    // Nobody asks for it: what is new is looked at every few minutes.
    house.clock.ahead += 11 * minute
    await expect
      .poll(async () => (await openFor(auditor)).map(({ rule }) => rule), patiently)
      .toEqual(['record-broken'])
    const [alert] = await openFor(auditor)
    expect(alert).toMatchObject({ severity: 'critical', figures: { fault: 'row-changed' }, seenBy: null })
    const told = await receiver.until((all) => all.length >= 1)
    expect(told[0]).toMatchObject({ type: 'alert.raised', data: { rule: 'record-broken' } })

    const other = { severity: 'warning', customerId: null, callId: null, team: null, figures: {} } as const
    const raised = {
      id: 'other',
      rule: 'case-unresolved',
      subjectKey: 'case:7',
      text: 'Parcel lost',
      ...other,
    }
    await house.app.store.raiseAlert({ ...raised, at: Date.now() }, [])
    expect((await openFor(auditor)).map(({ rule }) => rule)).toEqual(['record-broken'])
    const past = (await auditor.ask('GET', '/v1/alerts')).body as { items: AlertView[] }
    expect(past.items.map(({ rule }) => rule)).toEqual(['record-broken'])
    const mark = (id: string, version = 1) => [`/v1/alerts/${id}/mark`, { version }] as const
    expect((await auditor.ask('POST', ...mark('other'))).status).toBe(404)
    const sam = await house.signIn('sam')
    expect((await openFor(sam)).map(({ rule }) => rule)).not.toContain('record-broken')
    expect((await sam.ask('POST', ...mark(alert?.id ?? ''))).status).toBe(404)
    const ada = await house.signIn('ada')
    expect((await openFor(ada)).map(({ rule }) => rule)).toContain('record-broken')

    await tamper("update audit set detail = 'what was done' where detail = 'something else'")
    await verifyWhole()
    expect((await check())?.faults).toEqual([])
    // Whoever has mended what they had done is not to be forgotten with it.
    await new Promise((resolve) => setTimeout(resolve, 11_000))
    expect((await openFor(auditor)).map(({ rule }) => rule)).toEqual(['record-broken'])
    expect((await auditor.ask('POST', ...mark(alert?.id ?? ''))).status).toBe(200)
    await expect.poll(() => openFor(auditor), patiently).toEqual([])
    await receiver.until((all) => all.some(({ type }) => type === 'alert.over'))
  }, 120_000)

  it('[P149] shows by the next morning, whatever was changed long ago', async () => {
    await note('long ago')
    await allSealed()
    await verifyWhole()
    await tamper("update audit set account_id = null where detail = 'long ago'")
    await note('later')
    house.clock.ahead += 25 * 60 * minute
    const open = async () => (await house.app.store.readOpenAlerts(['record-broken'], 10)).length
    await expect.poll(open, patiently).toBe(1)
  }, 90_000)
})
