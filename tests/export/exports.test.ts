import { createHash, randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parse } from 'csv-parse/sync'
import { afterEach, describe, expect, it } from 'vitest'
import type { ExportJobView } from '../../src/wire/export-api.ts'
import { openHouse, type Person, type TestHouse, testConfig } from '../house.ts'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close()
})

async function house(changes: object = {}) {
  const opened = await openHouse(changes)
  open.push(opened)
  return { opened, sam: await opened.signIn('sam') }
}

async function asked(who: Person, body: object): Promise<ExportJobView> {
  const answer = await who.ask('POST', '/v1/exports', body)
  expect(answer.status).toBe(202)
  return answer.body
}

async function done(who: Person, id: string, state = 'done'): Promise<ExportJobView> {
  for (let tries = 0; tries < 300; tries++) {
    const job = (await who.ask('GET', `/v1/exports/${id}`)).body as ExportJobView
    if (job.state === state) return job
    if (!['waiting', 'running'].includes(job.state)) throw new Error(JSON.stringify(job))
    await pause(100)
  }
  throw new Error('never done')
}

async function fileOf(opened: TestHouse, who: Person, id: string): Promise<Response> {
  return fetch(`${opened.app.url}/v1/exports/${id}/file`, { headers: { cookie: who.cookie } })
}

async function add(sam: Person, text: string, more: object = {}): Promise<void> {
  const contact = { channel: 'e-mail', direction: 'inbound', startedAt: Date.now() - 60_000, text, ...more }
  expect((await sam.ask('POST', '/v1/interactions', contact)).status).toBe(201)
}

async function indexed(sam: Person, text: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const { found } = (await sam.ask('POST', '/v1/interactions/search', { text })).body as {
      found?: unknown[]
    }
    if (found && found.length > 0) return
    await pause(50)
  }
  throw new Error('never indexed')
}

describe('exports', () => {
  it('[P130] what a search finds is a file that is read again as it was, with its sum, and is on record', async () => {
    const { opened, sam } = await house()
    const made = await sam.ask('POST', '/v1/customers', {
      name: '=cmd|"/C calc"!A1',
      numbers: [{ number: '+4915112345678' }],
    })
    const customerId = (made.body as { id: number }).id
    const text = '快递丢了, "again";=1+1\nline two'
    await add(sam, text, { customerId, number: '+4915112345678' })
    await add(sam, 'something else')
    await indexed(sam, '快递')
    const job = await asked(sam, { kind: 'interactions', search: { text: '快递' } })
    const { rows, sha256, bytes } = await done(sam, job.id)
    expect(rows).toBe(1)
    const answer = await fileOf(opened, sam, job.id)
    expect(answer.headers.get('content-disposition')).toMatch(
      /^attachment; filename="greetline-interactions-/,
    )
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    const content = Buffer.from(await answer.arrayBuffer())
    expect(content.length).toBe(bytes)
    expect(createHash('sha256').update(content).digest('hex')).toBe(sha256)
    expect([...content.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const [row] = parse(content, { bom: true, columns: true }) as Record<string, string>[]
    expect(row).toMatchObject({
      channel: 'e-mail',
      customerName: '\'=cmd|"/C calc"!A1',
      number: 'tel:+4915112345678',
      text: text.replace(';=', ";'="),
    })
    const lines = await asked(sam, { kind: 'interactions', search: { text: '快递' }, format: 'json-lines' })
    await done(sam, lines.id)
    const [line] = (await (await fileOf(opened, sam, lines.id)).text()).split('\n')
    expect(JSON.parse(line ?? '')).toMatchObject({ text, customerName: '=cmd|"/C calc"!A1', customerId })
    const ada = await opened.signIn('ada')
    const record = await asked(ada, { kind: 'audit', format: 'json-lines' })
    await done(ada, record.id)
    const entries = (await (await fileOf(opened, ada, record.id)).text())
      .trim()
      .split('\n')
      .map((one) => JSON.parse(one))
    const ofJob = entries.filter(({ subject }) => subject === `export:${job.id}`)
    expect(ofJob.map(({ action }) => action)).toEqual(['export', 'export-done', 'export-downloaded'])
    expect(ofJob[0].detail).toContain('sha256:')
    expect(ofJob[0].detail).not.toContain('快递')
    expect(JSON.parse(ofJob[1].detail)).toEqual({ rows: 1, bytes, sha256 })
  })

  it('[P130] everybody gets what their role and teams may see, and a file only whoever has asked for it', async () => {
    const teams = [
      { id: 'north', name: { en: 'North' }, queues: ['support'] },
      { id: 'south', name: { en: 'South' }, queues: ['sales'] },
    ]
    const [main] = testConfig.sources
    const queues = ['support', 'sales'].map((id) => ({ id, name: id }))
    const { opened, sam } = await house({ teams, sources: [{ ...main, queues }] })
    await add(sam, 'from the north', { queue: 'support' })
    await add(sam, 'from the south', { queue: 'sales' })
    await indexed(sam, 'south')
    const all = await asked(sam, { kind: 'interactions', search: {} })
    expect((await done(sam, all.id)).rows).toBe(2)
    const ada = await opened.signIn('ada')
    const led = await ada.ask('PATCH', '/v1/accounts/account-sam', { leads: ['north'] })
    expect(led.status).toBe(200)
    const lead = await opened.signIn('sam')
    const north = await asked(lead, { kind: 'interactions', search: {}, format: 'json-lines' })
    expect((await done(lead, north.id)).rows).toBe(1)
    expect(await (await fileOf(opened, lead, north.id)).text()).toContain('from the north')
    for (const kind of ['customers', 'audit']) {
      expect((await lead.ask('POST', '/v1/exports', { kind })).status, kind).toBe(403)
    }
    const alice = await opened.signIn('alice')
    expect((await alice.ask('POST', '/v1/exports', { kind: 'cases' })).status).toBe(403)
    expect((await fileOf(opened, alice, north.id)).status).toBe(403)
    const other = await ada.ask('POST', '/v1/accounts', {
      login: 'other',
      name: 'Other Lead',
      role: 'supervisor',
      language: 'en',
      extensions: [],
      password: 'correct horse battery',
    })
    expect(other.status).toBe(201)
    const stranger = await opened.signIn('other')
    expect((await fileOf(opened, stranger, north.id)).status).toBe(404)
    expect((await stranger.ask('POST', `/v1/exports/${north.id}/cancel`)).status).toBe(404)
    expect((await fileOf(opened, ada, north.id)).status).toBe(200)
    for (const kind of ['customers', 'promises', 'cases', 'surveys', 'audit']) {
      const job = await asked(ada, { kind })
      expect((await done(ada, job.id)).state, kind).toBe('done')
    }
  })

  it('[P130] a file is given only to who still sees all that is in it', async () => {
    const teams = ['north', 'south'].map((id) => ({ id, name: { en: id }, queues: [] }))
    const { opened, sam } = await house({ teams })
    const ada = await opened.signIn('ada')
    const lead = async (change: object): Promise<Person> => {
      expect((await ada.ask('PATCH', '/v1/accounts/account-sam', change)).status).toBe(200)
      return opened.signIn('sam')
    }
    const whole = await asked(sam, { kind: 'cases' })
    await done(sam, whole.id)
    const both = await lead({ leads: ['north', 'south'] })
    const ofBoth = await asked(both, { kind: 'cases' })
    await done(both, ofBoth.id)
    const one = await lead({ leads: ['north'] })
    const ofOne = await asked(one, { kind: 'cases' })
    await done(one, ofOne.id)
    const given = async (who: Person) =>
      Promise.all([whole, ofBoth, ofOne].map(async ({ id }) => (await fileOf(opened, who, id)).status))
    expect(await given(one)).toEqual([403, 403, 200])
    expect(await given(ada)).toEqual([200, 200, 200])
    expect(await given(await lead({ role: 'auditor' }))).toEqual([403, 403, 403])
  })

  it('[P130] is cancelled, ends with its time, and what a crash leaves never looks whole', async () => {
    const { opened, sam } = await house({ exports: { keepHours: 1 } })
    await add(sam, 'one')
    const job = await asked(sam, { kind: 'interactions', search: {} })
    await done(sam, job.id)
    const folder = join(opened.folder, 'exports')
    expect(readdirSync(folder)).toEqual([`${job.id}.csv`])
    // A cut line in the middle of a file, as a power failure would leave it.
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, `${randomUUID()}.csv.part`), '"id"\r\n1,"ha')
    writeFileSync(join(folder, `${randomUUID()}.jsonl`), '{}')
    // Somebody else's, in a folder that was named carelessly.
    for (const name of ['ledger.csv', 'plan.csv.part']) writeFileSync(join(folder, name), 'theirs')
    await opened.restart()
    for (let tries = 0; tries < 50 && readdirSync(folder).length > 3; tries++) await pause(100)
    expect(readdirSync(folder).toSorted()).toEqual(
      [`${job.id}.csv`, 'ledger.csv', 'plan.csv.part'].toSorted(),
    )
    opened.clock.ahead = 61 * 60_000
    const later = await opened.signIn('sam')
    expect((await fileOf(opened, later, job.id)).status).toBe(404)
    const again = await asked(later, { kind: 'cases' })
    const cancelled = await later.ask('POST', `/v1/exports/${again.id}/cancel`)
    if (cancelled.status === 204) {
      expect(((await later.ask('GET', `/v1/exports/${again.id}`)).body as ExportJobView).state).toBe(
        'cancelled',
      )
      await pause(1500)
      expect((await fileOf(opened, later, again.id)).status).toBe(404)
      expect(readdirSync(folder).some((name) => name.startsWith(again.id))).toBe(false)
    } else expect(cancelled.status).toBe(409)
  })
})
