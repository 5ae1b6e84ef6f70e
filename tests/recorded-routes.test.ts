import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { personalReads } from '../src/wire/personal-reads.ts'
import type { RouteName } from '../src/wire/routes.ts'
import { routes } from '../src/wire/routes.ts'
import { openHouse, type Person, type TestHouse, testConfig } from './house.ts'

const number = '+4930901821'
/** What stands in an answer only where somebody's data is answered. */
const marks = [
  'Zephyrina',
  'Quuxworth',
  '30901821',
  'zx-note-of-hers',
  'zx-case',
  'zx-task',
  'zx-fact',
  'zx-promise',
]

const settings = {
  facts: [
    { key: 'parcel', name: { en: 'Parcel' } },
    { key: 'pin', name: { en: 'Word' }, sensitive: true },
    { key: 'shelf', name: { en: 'Shelf' } },
  ],
  departments: [{ id: 'claims', name: { en: 'Claims' } }],
  quality: {
    forms: [
      { id: 'form', name: { en: 'Form' }, questions: [{ id: 'q', name: { en: 'Q' }, kind: 'points' }] },
    ],
  },
}
const [source] = testConfig.sources
const roles = ['agent', 'supervisor', 'admin'] as const

interface Asked {
  readonly params?: Readonly<Record<string, string | number>>
  readonly query?: string
  readonly body?: object
}

describe('the routes that tell of customers', () => {
  let house: TestHouse
  let ada: Person
  let alice: Person
  let bob: Person
  let sam: Person
  let customer = 0
  const call = randomUUID()
  const callId = `main:${call}`
  const past = randomUUID()

  beforeAll(async () => {
    house = await openHouse(settings)
    const first = await house.signIn('ada')
    const made = await first.ask('POST', '/v1/customers', {
      name: 'Zephyrina Quuxworth',
      kind: 'person',
      givenName: 'Zephyrina',
      familyName: 'Quuxworth',
      numbers: [{ number }, { number: '0664 1234567' }],
    })
    expect(made.status).toBe(201)
    customer = (made.body as { id: number }).id
    // The source is read in another way from now on, so that stored numbers are read again.
    await house.restart({ ...settings, sources: [{ ...source, region: 'AT' }] })
    ;[ada, alice, bob, sam] = [
      await house.signIn('ada'),
      await house.signIn('alice'),
      await house.signIn('bob'),
      await house.signIn('sam'),
    ]
  }, 60_000)
  afterAll(() => house.close())

  it('[P106] tells no person of a customer, on any route, without a row that says so', async () => {
    const asked = requests(await fill())
    const told = new Set<RouteName>()
    for (const [name, how] of Object.entries(asked) as [RouteName, Asked][]) {
      for (const role of roles) if (await isTold(name, how, role)) told.add(name)
    }
    const personal = (Object.keys(routes) as RouteName[]).filter((name) => personalReads[name] !== 'none')
    expect(personal.filter((name) => !told.has(name))).toEqual([])
  }, 120_000)

  it('[P106] tells nothing of a customer on the routes that say so', async () => {
    for (const name of Object.keys(routes) as RouteName[]) {
      const { method, path } = routes[name]
      if (method !== 'get' || personalReads[name] !== 'none') continue
      const { body } = await ada.ask('GET', path.replace(/:\w+/g, String(customer)))
      const found = marks.filter((mark) => JSON.stringify(body ?? '').includes(mark))
      expect([name, found]).toEqual([name, []])
    }
  })

  /** Asks as somebody of this role; true where it was answered, and the record has the row that is declared for it. */
  async function isTold(name: RouteName, { params, query, body }: Asked, role: (typeof roles)[number]) {
    const { method, path, roles: allowed } = routes[name]
    if (!(allowed as readonly string[]).includes(role)) return false
    const who = { agent: alice, supervisor: sam, admin: ada }[role]
    const id = { agent: house.ids.alice, supervisor: house.ids.sam, admin: house.ids.ada }[role] ?? ''
    const address = path.replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(String(params?.[key])))
    const read = personalReads[name]
    const action = typeof read === 'string' ? null : read.action
    const before = action === null ? 0 : await newestRow(action, id)
    const answer = await who.ask(method.toUpperCase(), `${address}${query ?? ''}`, body)
    const isPersonal = marks.some((mark) => JSON.stringify(answer.body ?? '').includes(mark))
    if (isPersonal) expect(read, `${name} answers personal data to an ${role}`).not.toBe('none')
    if (answer.status >= 300) {
      expect([name, role, isPersonal]).toEqual([name, role, false])
      return false
    }
    if (typeof read === 'string') return read === 'pop' && (isPersonal || answer.status === 204)
    const after = await newestRow(read.action, id)
    if (read.by === 'door' && read.tells && !read.tells(answer.body)) {
      expect(after, `${name} tells of nobody and leaves a row`).toBe(before)
      return true
    }
    const least = read.by === 'glance' ? 1 : before + 1
    expect(after, `${name} answers an ${role} without a row`).toBeGreaterThanOrEqual(least)
    return true
  }

  async function newestRow(action: string, accountId: string): Promise<number> {
    const { status, body } = await ada.ask('GET', `/v1/audit?most=1&action=${action}&accountId=${accountId}`)
    expect(status).toBe(200)
    return (body as { items: { id: number }[] }).items[0]?.id ?? 0
  }

  const say = (id: string, kind: string, more: object = {}) =>
    house.post({
      id: randomUUID(),
      call: id,
      time: Date.now(),
      from: number,
      to: '+493023125100',
      queue: 'support',
      kind,
      ...more,
    })
  const asIfAt = (extension: string) => ({ agents: [{ extension }] })

  async function made(path: string, body: object, status = 201): Promise<number | string> {
    const answer = await ada.ask('POST', path, body)
    expect([path, answer.status]).toEqual([path, status])
    return (answer.body as { id: number }).id
  }

  /** Something of hers in every state: called, missed, noted, promised, refused, exported. */
  async function fill() {
    const kase = await made(`/v1/customers/${customer}/cases`, {
      subject: 'zx-case',
      ownerId: house.ids.alice,
    })
    const escalate = { department: 'claims', question: 'Why?', dueAt: Date.now() + 1000 }
    await ada.ask('PATCH', `/v1/cases/${kase}`, { escalate })
    const plan = { customerId: customer, reason: 'zx-task', dueFrom: Date.now() }
    const task = await made('/v1/tasks', { ...plan, ownerId: house.ids.alice })
    const letter = { channel: 'letter', direction: 'inbound', text: 'zx-note-of-hers' }
    const interaction = await made('/v1/interactions', {
      ...letter,
      startedAt: Date.now() - 1000,
      customerId: customer,
    })
    const soon = Date.now() + 60_000
    const promise = await made('/v1/promises', { customerId: customer, text: 'zx-promise', dueAt: soon })
    for (const key of ['parcel', 'pin', 'shelf']) {
      await ada.ask('PUT', `/v1/customers/${customer}/facts/${key}`, { value: 'zx-fact' })
    }
    const twin = await made('/v1/customers', { name: 'Zephyrina Twin', kind: 'person' })
    await haveCalls()
    const upload = await fetch(`${house.app.url}/v1/imports/customers`, {
      method: 'POST',
      headers: { cookie: sam.cookie, origin: house.app.url, 'content-type': 'text/csv' },
      body: 'externalId,name,number\nzx-3,Zephyrina Third,30901821x\n',
    })
    expect(upload.status).toBe(202)
    const { id: refused } = (await upload.json()) as { id: number }
    const exported = await made('/v1/exports', { kind: 'customers', format: 'json-lines' }, 202)
    const jobs = (await ada.ask('GET', '/v1/number-rereadings')).body as { items: { id: number }[] }
    const reread = jobs.items[0]?.id ?? 0
    await until(() => ada.ask('POST', '/v1/interactions/search', { text: 'zx-note', most: 5 }), 'zx-note')
    await until(() => ada.ask('GET', '/v1/alerts/open'), 'promise-at-risk')
    await until(() => ada.ask('GET', `/v1/exports/${exported}`), '"done"')
    await until(() => ada.ask('GET', `/v1/imports/${refused}`), '"done"')
    await until(() => ada.ask('GET', '/v1/number-rereadings'), '"done"')
    const { items } = (await ada.ask('GET', '/v1/alerts/open')).body as { items: { id: string }[] }
    const alert = items[0]?.id ?? ''
    return { interaction, kase, task, promise, twin, refused, exported, reread, alert }
  }

  /** One that is over and wrapped up, one that was missed, one that a colleague has passed on and that goes on. */
  async function haveCalls(): Promise<void> {
    const desk = await alice.openDesktop()
    const isIn = (id: string, state: string) =>
      desk.until((pops) => pops.some((pop) => pop.callId === `main:${id}` && pop.state === state))
    await say(past, 'offered', asIfAt('1001'))
    await say(past, 'answered', asIfAt('1001'))
    await isIn(past, 'connected')
    await say(past, 'ended')
    await isIn(past, 'wrap-up')
    const wrapUp = { disposition: 'follow-up', note: 'zx-note-of-hers', followUpAt: Date.now() + 1000 }
    expect((await alice.ask('POST', `/v1/calls/main:${past}/wrap-up`, wrapUp)).status).toBe(204)
    await say(call, 'offered', asIfAt('1002'))
    await say(call, 'answered', asIfAt('1002'))
    const draft = { disposition: null, note: 'zx-note-of-hers', followUpAt: null, followUpText: '' }
    await until(
      () =>
        bob.ask('PUT', `/v1/calls/${encodeURIComponent(callId)}/draft`, {
          draft: { ...draft, promises: [] },
          version: 0,
        }),
      'zx-note',
    )
    await say(call, 'offered', asIfAt('1001'))
    await say(call, 'answered', asIfAt('1001'))
    await isIn(call, 'connected')
    const missed = randomUUID()
    await say(missed, 'offered', { ...asIfAt('1001'), from: '+4366412345670' })
    await isIn(missed, 'ringing')
    await say(missed, 'ended')
    desk.close()
  }

  async function until(ask: () => Promise<{ body: unknown }>, wanted: string): Promise<void> {
    await vi.waitFor(async () => expect(JSON.stringify((await ask()).body)).toContain(wanted), {
      timeout: 20_000,
      interval: 200,
    })
  }

  /** What each route is asked with so that it answers something of hers; what ends something is asked last. */
  function requests(ids: Awaited<ReturnType<typeof fill>>): Partial<Record<RouteName, Asked>> {
    const { interaction, kase, task, promise, twin, refused, exported, reread, alert } = ids
    const hers = { params: { id: customer } }
    const ofCall = { params: { id: callId } }
    const fact = { params: { id: customer, key: 'parcel' } }
    const draft = {
      disposition: null,
      note: 'zx-note-of-hers',
      followUpAt: null,
      followUpText: '',
      promises: [],
    }
    const review = { callId: `main:${past}`, accountId: house.ids.alice, formId: 'form', answers: { q: 3 } }
    const plan = { customerId: customer, reason: 'zx-task', dueFrom: Date.now() }
    const again = { customerId: customer, text: 'zx-promise', dueAt: Date.now() + 60_000 }
    const letter = { channel: 'letter', direction: 'inbound', startedAt: 1, text: 'zx-note-of-hers' }
    return {
      readRecentCalls: {},
      readMissedCalls: {},
      readFollowUps: {},
      readPop: ofCall,
      keepDraft: { ...ofCall, body: { draft, version: 0 } },
      readDraft: ofCall,
      readCallNotes: ofCall,
      readLiveCalls: {},
      explainCall: ofCall,
      readCallStory: ofCall,
      searchInteractions: { body: { text: 'zx-note', most: 5 } },
      readInteraction: { params: { id: interaction } },
      changeInteraction: { params: { id: interaction }, body: { outcome: 'read' } },
      addInteraction: { body: { ...letter, externalId: 'zx-2' } },
      readCustomer: hers,
      findCustomer: { body: { number } },
      changeCustomer: { ...hers, body: { about: 'x' } },
      createCustomer: { body: { name: 'Zephyrina Two', kind: 'person' } },
      readCustomerInteractions: hers,
      readTimeline: hers,
      readCases: hers,
      openCase: { ...hers, body: { subject: 'zx-case', externalId: 'zx' } },
      changeCase: { params: { id: kase }, body: { reference: 'r' } },
      readCaseEntries: { params: { id: kase } },
      readPressingCases: {},
      readFacts: hers,
      putFact: { ...fact, body: { value: 'zx-fact' } },
      verifyFact: fact,
      revealFact: { params: { id: customer, key: 'pin' } },
      findFacts: { body: { customerId: customer } },
      putCallFact: { params: { id: callId, key: 'parcel' }, body: { value: 'zx-fact' } },
      readStanding: hers,
      readStandings: {},
      readGreetingCases: {},
      tryGreeting: { body: { language: 'en', phrase: 'hello', text: 'Hello', cases: [] } },
      readTasks: {},
      readDueTasks: {},
      readCustomerTasks: hers,
      planTask: { body: plan },
      readPromises: {},
      readDuePromises: {},
      readOwnPromises: {},
      readCustomerPromises: hers,
      makePromise: { body: again },
      postSignal: { body: { customerId: customer, kind: 'delivery', text: 'late' } },
      readSignals: {},
      readRecord: {},
      readReport: { params: { id: 'recognition' } },
      readHourOfCalls: {},
      readReportTable: { params: { id: 'recognition' } },
      readOpenAlerts: {},
      readAlerts: {},
      markAlert: { params: { id: alert }, body: { version: 1 } },
      downloadExport: { params: { id: exported } },
      drawSample: { query: `?week=${monday(Date.now())}` },
      addReview: { body: review },
      readReviews: {},
      readOwnReviews: {},
      readImportRefusals: { params: { id: refused } },
      readRereadingFindings: { params: { id: reread } },
      dial: { body: { customerId: customer } },
      changePromise: { params: { id: promise }, body: { kind: 'moved', dueAt: Date.now() + 90_000 } },
      stepTask: { params: { id: task }, body: { kind: 'again', dueFrom: Date.now() } },
      readTaskAttempts: { params: { id: task } },
      withdrawFact: { params: { id: customer, key: 'shelf' } },
      mergeCustomer: { params: { id: twin }, body: { into: customer } },
    }
  }
})

function monday(at: number): string {
  const day = new Date(at)
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7))
  return day.toISOString().slice(0, 10)
}
