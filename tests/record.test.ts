import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { personalReads, socketReads } from '../src/wire/personal-reads.ts'
import type { RouteName } from '../src/wire/routes.ts'
import { routes } from '../src/wire/routes.ts'
import { openHouse, type Person, password, type TestHouse } from './house.ts'

interface Row {
  readonly at: number
  readonly accountId: string | null
  readonly action: string
  readonly subject: string
  readonly detail: string
}

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

describe('the record', () => {
  let house: TestHouse
  let ada: Person
  let alice: Person
  let sam: Person
  let auditor: Person
  let customer = 0
  const call = randomUUID()
  const callId = `main:${call}`

  const rows = async (who = auditor): Promise<readonly Row[]> => {
    const { status, body } = await who.ask('GET', '/v1/audit?most=200')
    expect(status).toBe(200)
    return (body as { items: Row[] }).items
  }
  const of = async (action: string): Promise<readonly Row[]> =>
    (await rows()).filter((row) => row.action === action)

  beforeAll(async () => {
    house = await openHouse({
      facts: [{ key: 'parcel', name: { en: 'Parcel' } }],
      departments: [{ id: 'claims', name: { en: 'Claims' } }],
    })
    ada = await house.signIn('ada')
    const account = { login: 'ines', name: 'Ines', role: 'auditor', password }
    expect((await ada.ask('POST', '/v1/accounts', account)).status).toBe(201)
    ;[alice, sam, auditor] = [
      await house.signIn('alice'),
      await house.signIn('sam'),
      await house.signIn('ines'),
    ]
    const made = await ada.ask('POST', '/v1/customers', {
      name: 'Zephyrina Quuxworth',
      kind: 'person',
      givenName: 'Zephyrina',
      familyName: 'Quuxworth',
      numbers: [{ number }],
    })
    customer = (made.body as { id: number }).id
  }, 60_000)
  afterAll(() => house.close())

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

  it('[P106] holds one row for each pop, written with it, and one more when the pop shows somebody else', async () => {
    const desk = await alice.openDesktop()
    const said: [keyof typeof socketReads, string][] = []
    desk.socket.onAny((event, ...what) => said.push([event, JSON.stringify(what)]))
    await say(call, 'offered', { agents: [{ extension: '1001' }] })
    await desk.until((pops) => pops.length === 1)
    await say(call, 'answered', { agents: [{ extension: '1001' }] })
    await desk.until((pops) => pops[0]?.state === 'connected')
    const wanted = { accountId: house.ids.alice, subject: `customer:${customer}`, detail: callId }
    expect(await of('pop')).toMatchObject([wanted])
    const other = await ada.ask('POST', '/v1/customers', { name: 'Other Person', kind: 'person' })
    const { id } = other.body as { id: number }
    const path = `/v1/calls/${encodeURIComponent(callId)}/identity`
    expect((await alice.ask('POST', path, { customerId: id, verdict: 'is' })).status).toBe(204)
    await desk.until((pops) => pops[0]?.person?.customerId === id)
    expect((await of('pop')).map(({ subject }) => subject)).toEqual([
      `customer:${id}`,
      `customer:${customer}`,
    ])
    expect((await alice.ask('POST', path, { customerId: customer, verdict: 'is' })).status).toBe(204)
    await desk.until((pops) => pops[0]?.person?.customerId === customer)
    const unknown = randomUUID()
    await say(unknown, 'offered', { from: '+4930901888', agents: [{ extension: '1001' }] })
    await desk.until((pops) => pops.some((pop) => pop.callId === `main:${unknown}`))
    expect((await of('pop'))[0]).toMatchObject({ subject: `call:main:${unknown}` })
    await say(unknown, 'ended')
    const personal = said.filter(([, what]) => marks.some((mark) => what.includes(mark)))
    expect(personal.map(([event]) => socketReads[event])).toContain('pop')
    expect(personal.filter(([event]) => socketReads[event] === 'none')).toEqual([])
    desk.close()
  })

  it('[P106] tells no person of a customer, on any route, without a row that says so', async () => {
    const ids = await fill()
    const walked = new Set<RouteName>()
    for (const [name, asked] of Object.entries(requests(ids)) as [RouteName, Asked][]) {
      const { method, path, roles } = routes[name]
      const address = path.replace(/:(\w+)/g, (_, key: string) =>
        encodeURIComponent(String(asked.params?.[key])),
      )
      for (const role of ['agent', 'supervisor', 'admin'] as const) {
        if (!(roles as readonly string[]).includes(role)) continue
        const who = { agent: alice, supervisor: sam, admin: ada }[role]
        const before = (await rows()).length === 200 ? null : await newest()
        const answer = await who.ask(method.toUpperCase(), `${address}${asked.query ?? ''}`, asked.body)
        const told = JSON.stringify(answer.body ?? '')
        const isPersonal = marks.some((mark) => told.includes(mark))
        const read = personalReads[name]
        if (isPersonal) walked.add(name)
        if (!isPersonal) continue
        expect(read, `${name} answers personal data to an ${role} and is declared none`).not.toBe('none')
        if (typeof read === 'string') continue
        const id = { agent: house.ids.alice, supervisor: house.ids.sam, admin: house.ids.ada }[role]
        const found = (await rows()).filter((row) => row.action === read.action && row.accountId === id)
        expect(found.length, `${name} answers personal data to an ${role} without a row`).toBeGreaterThan(0)
        if (read.by !== 'glance' && before !== null) {
          expect(
            found.some((row) => row.at >= before),
            `${name} by an ${role}`,
          ).toBe(true)
        }
      }
    }
    for (const name of Object.keys(routes) as RouteName[]) {
      const { method, path } = routes[name]
      if (method !== 'get' || personalReads[name] !== 'none') continue
      const { body } = await ada.ask('GET', path.replace(/:\w+/g, String(customer)))
      expect(
        marks.filter((mark) => JSON.stringify(body ?? '').includes(mark)),
        name,
      ).toEqual([])
    }
    // So that the walk is not one of refusals.
    const missing = (Object.keys(requests(ids)) as RouteName[]).filter((name) => !walked.has(name))
    expect(missing).toEqual([])
    const gets = (Object.keys(routes) as RouteName[]).filter((name) => personalReads[name] !== 'none')
    expect(gets.filter((name) => !walked.has(name) && !elsewhere.has(name))).toEqual([])
  }, 60_000)

  it('[P106] shows nothing where the row cannot be written', async () => {
    const { store } = house.app
    const real = store.audit
    const broken = vi.fn(() => Promise.reject(new Error('the record is away')))
    Object.assign(store, { audit: broken })
    try {
      for (const path of [
        `/v1/customers/${customer}`,
        `/v1/customers/${customer}/tasks`,
        '/v1/standings?most=5',
      ]) {
        const { status, body } = await sam.ask('GET', path)
        expect([path, status]).toEqual([path, 500])
        expect(JSON.stringify(body)).not.toContain('Zephyrina')
      }
    } finally {
      Object.assign(store, { audit: real })
    }
  })

  it('[P108] is read by auditors and admins only, and to read it is recorded', async () => {
    expect((await alice.ask('GET', '/v1/audit')).status).toBe(403)
    expect((await sam.ask('GET', '/v1/audit')).status).toBe(403)
    await auditor.ask('GET', `/v1/audit?customerId=${customer}&action=pop`)
    expect((await rows(ada))[0]).toMatchObject({
      accountId: expect.any(String),
      action: 'read-record',
      detail: `action pop, customerId ${customer}`,
    })
    const people = (await auditor.ask('GET', '/v1/audit/people')).body as { people: { name: string }[] }
    expect(people.people.map(({ name }) => name)).toContain('Alice Adams')
  })

  it('[P105] gives an auditor nothing but the record: no other route, and no desk', async () => {
    for (const name of Object.keys(routes) as RouteName[]) {
      const { method, path, roles } = routes[name]
      if (roles === 'anyone' || (roles as readonly string[]).includes('auditor')) continue
      const { status } = await auditor.ask(
        method.toUpperCase(),
        path.replace(/:\w+/g, '1'),
        method === 'get' ? undefined : {},
      )
      expect([name, status]).toEqual([name, name.includes('Demo') ? 404 : 403])
    }
    await expect(auditor.openDesktop()).rejects.toThrow()
  })

  it('[P107] is sealed by itself, and verified on demand', async () => {
    const chain = async () => (await auditor.ask('GET', '/v1/audit/chain')).body as never as Chain
    await vi.waitFor(async () => expect((await chain()).newest?.n).toBeGreaterThan(0), { timeout: 15_000 })
    await vi.waitFor(async () => expect((await chain()).check?.finishedAt).not.toBeNull(), {
      timeout: 15_000,
    })
    expect((await auditor.ask('POST', '/v1/audit/verification')).status).toBe(202)
    await vi.waitFor(
      async () =>
        expect(await chain()).toMatchObject({ check: { finishedAt: expect.any(Number), faults: [] } }),
      { timeout: 15_000 },
    )
  }, 60_000)

  interface Chain {
    readonly newest: { readonly n: number } | null
    readonly check: { readonly finishedAt: number | null } | null
  }

  const newest = async (): Promise<number> => (await rows())[0]?.at ?? 0

  interface Asked {
    readonly params?: Readonly<Record<string, string | number>>
    readonly query?: string
    readonly body?: object
  }
  interface Ids {
    readonly interaction: number
    readonly kase: number
    readonly task: number
    readonly promise: number
  }

  async function fill(): Promise<Ids> {
    const made = async (path: string, body: object): Promise<number> => {
      const answer = await ada.ask('POST', path, body)
      expect([path, answer.status]).toEqual([path, 201])
      return (answer.body as { id: number }).id
    }
    const kase = await made(`/v1/customers/${customer}/cases`, {
      subject: 'zx-case',
      ownerId: house.ids.alice,
    })
    const escalate = { department: 'claims', question: 'Why?', dueAt: Date.now() + 1000 }
    await ada.ask('PATCH', `/v1/cases/${kase}`, { escalate })
    const dueFrom = Date.now()
    const task = await made('/v1/tasks', {
      customerId: customer,
      reason: 'zx-task',
      ownerId: house.ids.alice,
      dueFrom,
    })
    const interaction = await made('/v1/interactions', {
      channel: 'letter',
      direction: 'inbound',
      startedAt: Date.now() - 1000,
      customerId: customer,
      text: 'zx-note-of-hers',
    })
    const promise = await made('/v1/promises', {
      customerId: customer,
      text: 'zx-promise',
      dueAt: Date.now() + 60_000,
    })
    await ada.ask('PUT', `/v1/customers/${customer}/facts/parcel`, { value: 'zx-fact' })
    await vi.waitFor(
      async () => {
        const { body } = await ada.ask('POST', '/v1/interactions/search', { text: 'zx-note', most: 5 })
        expect((body as { found: unknown[] }).found.length).toBe(1)
      },
      { timeout: 15_000 },
    )
    return { interaction, kase, task, promise }
  }

  /** What each route is asked with so that it answers something of hers. */
  function requests({ interaction, kase, task, promise }: Ids): Partial<Record<RouteName, Asked>> {
    const hers = { params: { id: customer } }
    const ofCall = { params: { id: callId } }
    return {
      readRecentCalls: {},
      readPop: ofCall,
      readLiveCalls: {},
      explainCall: ofCall,
      readCallStory: ofCall,
      searchInteractions: { body: { text: 'zx-note', most: 5 } },
      readInteraction: { params: { id: interaction } },
      changeInteraction: { params: { id: interaction }, body: { outcome: 'read' } },
      readCustomer: hers,
      findCustomer: { body: { number } },
      changeCustomer: { ...hers, body: { about: 'x' } },
      readCustomerInteractions: hers,
      readTimeline: hers,
      readCases: hers,
      openCase: { ...hers, body: { subject: 'zx-case', externalId: 'zx' } },
      changeCase: { params: { id: kase }, body: { reference: 'r' } },
      readCaseEntries: { params: { id: kase } },
      readPressingCases: {},
      readFacts: hers,
      putFact: { params: { id: customer, key: 'parcel' }, body: { value: 'zx-fact' } },
      verifyFact: { params: { id: customer, key: 'parcel' } },
      readTasks: {},
      readDueTasks: {},
      readCustomerTasks: hers,
      planTask: { body: { customerId: customer, reason: 'zx-task', dueFrom: Date.now() } },
      readPromises: {},
      changePromise: { params: { id: promise }, body: { kind: 'moved', dueAt: Date.now() + 90_000 } },
      readCustomerPromises: hers,
      addInteraction: {
        body: {
          channel: 'letter',
          direction: 'inbound',
          startedAt: 1,
          text: 'zx-note-of-hers',
          externalId: 'zx-2',
        },
      },
      createCustomer: { body: { name: 'Zephyrina Two', kind: 'person' } },
      makePromise: { body: { customerId: customer, text: 'zx-promise', dueAt: Date.now() + 60_000 } },
      readOwnPromises: {},
      stepTask: { params: { id: task }, body: { kind: 'again', dueFrom: Date.now() } },
    }
  }
})

/** Routes that answer personal data and are walked over by tests of their own, or answer it only in another state. */
const elsewhere: ReadonlySet<RouteName> = new Set<RouteName>([
  'readMissedCalls',
  'drawSample',
  'addReview',
  'readReviews',
  'readOwnReviews',
  'readDuePromises',
  'beginExport',
  'downloadExport',
  'readFollowUps',
  'readDraft',
  'keepDraft',
  'readCallNotes',
  'mergeCustomer',
  'revealFact',
  'withdrawFact',
  'findFacts',
  'putCallFact',
  'readStanding',
  'readStandings',
  'readGreetingCases',
  'tryGreeting',
  'readTaskAttempts',
  'dial',
  'postSignal',
  'readSignals',
  'readRecord',
  'readReport',
  'readImportRefusals',
  'readRereadingFindings',
])
