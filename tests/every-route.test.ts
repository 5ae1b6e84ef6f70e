import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Role } from '../src/wire/access-api.ts'
import { type RouteName, routes } from '../src/wire/routes.ts'
import { openHouse, type Person, type TestHouse, testConfig } from './house.ts'
import { eventually } from './own-time.ts'

const roles = ['agent', 'supervisor', 'admin', 'auditor'] as const
/** Stands in everything that is the blue team's, and in nothing else. */
const mark = 'zx-blue'
const callId = `main:${mark}-over`
const liveId = `main:${mark}-live`
const [main] = testConfig.sources
const tokens = (['supervisor', 'admin', 'auditor'] as const).map((role) => ({
  name: `program-${role}`,
  role,
  token: `token-of-a-program-as-${role}-long-enough`,
}))

const settings = {
  sources: [{ ...main, queues: ['support', 'sales'].map((id) => ({ id, name: id })) }],
  teams: [
    { id: 'red', name: { en: 'Red' }, queues: ['support'] },
    { id: 'blue', name: { en: 'Blue' }, queues: ['sales'] },
  ],
  facts: [{ key: 'parcel', name: { en: 'Parcel' } }],
  departments: [{ id: 'claims', name: { en: 'Claims' } }],
  quality: {
    forms: [
      { id: 'form', name: { en: 'Form' }, questions: [{ id: 'q', name: { en: 'Q' }, kind: 'points' }] },
    ],
  },
  apiTokens: tokens,
}

interface Asked {
  readonly params?: Readonly<Record<string, string | number>>
  readonly query?: string
  readonly body?: object
}

/**
 * How it comes that a route tells a supervisor nothing of another team, where it is not asked with that team's own things:
 * it knows one's own desk, account or word only; or a customer, who is of no team; or what belongs to the whole house.
 */
type Excused = 'own' | 'customer' | 'house'

type Things = Readonly<
  Record<'interaction' | 'task' | 'promise' | 'export' | 'import' | 'search', string>
> & {
  readonly alert: string
  readonly review: string
  readonly bob: string
}

/** Each route, asked with what is the blue team's: the compiler wants a line for a new one. */
const asBlue = (blue: Things): Record<RouteName, Asked | Excused> => ({
  signIn: 'own',
  readSession: 'own',
  signOut: 'own',
  readMe: 'own',
  changeMe: 'own',
  readAccounts: 'house',
  createAccount: 'house',
  changeAccount: 'house',
  setAvailability: 'own',
  readRecentCalls: {},
  readMissedCalls: {},
  readFollowUps: {},
  closeFollowUp: { params: { id: callId } },
  readPop: { params: { id: liveId } },
  chooseIdentity: { params: { id: liveId }, body: { customerId: 1, verdict: 'is' } },
  verifyCaller: { params: { id: liveId }, body: { customerId: 1, method: 'questions' } },
  takeBackVerification: { params: { id: liveId } },
  readDraft: { params: { id: callId } },
  readCallNotes: { params: { id: callId } },
  keepDraft: {
    params: { id: callId },
    body: {
      draft: { disposition: null, note: '', followUpAt: null, followUpText: '', promises: [] },
      version: 0,
    },
  },
  saveWrapUp: {
    params: { id: callId },
    body: { disposition: 'solved', note: '', followUpAt: null },
  },
  readWrapUpTimes: { query: `?from=${Date.now() - 60_000}` },
  readLiveCalls: {},
  readAgentStates: {},
  explainCall: { params: { id: callId } },
  searchInteractions: { body: { text: mark, most: 50 } },
  countInteractions: { body: { text: mark } },
  readSavedSearches: {},
  saveSearch: 'own',
  changeSavedSearch: { params: { id: blue.search }, body: { name: 'mine', version: 1 } },
  removeSavedSearch: { params: { id: blue.search } },
  addInteraction: 'own',
  addInteractions: 'own',
  readInteraction: { params: { id: blue.interaction } },
  changeInteraction: { params: { id: blue.interaction }, body: { outcome: 'mine' } },
  createCustomer: 'customer',
  readCustomer: 'customer',
  findCustomer: 'customer',
  changeCustomer: 'customer',
  mergeCustomer: 'customer',
  readCustomerInteractions: 'customer',
  readCases: 'customer',
  openCase: 'customer',
  closeCase: 'customer',
  changeCase: 'customer',
  readCaseEntries: 'customer',
  readPressingCases: {},
  readFacts: 'customer',
  putFact: 'customer',
  verifyFact: 'customer',
  revealFact: 'customer',
  withdrawFact: 'customer',
  findFacts: 'customer',
  changeFacts: 'customer',
  putCallFact: { params: { id: liveId, key: 'parcel' }, body: { value: 'mine' } },
  recordAskedAgain: { params: { id: liveId }, body: { key: 'parcel' } },
  reportAskedAgain: { query: '?from=1' },
  findGuidance: 'house',
  readGuidance: 'house',
  saveGuidance: 'house',
  removeGuidance: 'house',
  readGuidanceVersions: 'house',
  restoreGuidance: 'house',
  sendGuidance: { params: { id: liveId }, body: { topic: 'x', link: null, channel: 'sms' } },
  readStanding: 'customer',
  readStandings: 'customer',
  readGreetings: 'house',
  readGreetingVersions: 'house',
  changeGreeting: 'house',
  giveBackGreeting: 'house',
  readGreetingCases: 'customer',
  tryGreeting: 'customer',
  readDueTasks: {},
  readTasks: {},
  planTask: 'customer',
  stepTask: { params: { id: blue.task }, body: { kind: 'done', outcome: 'mine' } },
  readTaskAttempts: { params: { id: blue.task } },
  readCustomerTasks: 'customer',
  dial: 'own',
  makePromise: 'customer',
  readPromises: {},
  readDuePromises: {},
  changePromise: { params: { id: blue.promise }, body: { kind: 'kept', note: null } },
  readOwnPromises: {},
  readColleagues: 'house',
  readCustomerPromises: 'customer',
  reportPromises: { query: `?from=1&until=${Date.now() * 2}` },
  postSignal: 'customer',
  postSignals: 'customer',
  readSignals: 'customer',
  readSignalTopics: 'house',
  withdrawSignals: 'house',
  signalTold: 'customer',
  reachOut: 'house',
  readRecord: 'house',
  readRecordFilters: 'house',
  readChain: 'house',
  verifyChain: 'house',
  showWall: 'house',
  readWallLinks: 'house',
  makeWallLink: 'house',
  revokeWallLink: 'house',
  readOpenAlerts: {},
  readAlerts: {},
  markAlert: { params: { id: blue.alert }, body: { version: 1 } },
  readReports: 'house',
  readReport: { params: { id: 'wrap-up' }, query: '?by=agent' },
  readHourOfCalls: {},
  readReportTable: { params: { id: 'wrap-up' }, query: '?by=agent' },
  readMysteryCalls: 'house',
  placeMysteryCall: 'house',
  beginExport: 'own',
  readExports: {},
  readExport: { params: { id: blue.export } },
  downloadExport: { params: { id: blue.export } },
  cancelExport: { params: { id: blue.export } },
  readReviewForms: 'house',
  drawSample: { query: `?week=${monday(Date.now())}` },
  addReview: { body: { callId, accountId: blue.bob, formId: 'form', answers: { q: 3 } } },
  readReviews: {},
  readOwnReviews: {},
  answerReview: { params: { id: blue.review }, body: { reply: 'mine' } },
  readChecklist: 'own',
  tickChecklist: 'own',
  readTimeline: 'customer',
  readCallStory: { params: { id: callId } },
  importCustomers: 'own',
  importInteractions: 'own',
  readImports: {},
  readImport: { params: { id: blue.import } },
  readImportRefusals: { params: { id: blue.import } },
  readNumberRereadings: 'house',
  readRereadingFindings: 'house',
  readWebhooks: 'house',
  readWebhookDeliveries: 'house',
  resendWebhooks: 'house',
  startWebhook: 'house',
  playDemoCall: 'house',
  readDemo: 'house',
  setDemo: 'house',
})

describe('every route', () => {
  let house: TestHouse
  const people: Partial<Record<string, Person>> = {}
  const person = (login: string): Person => {
    const found = people[login]
    if (!found) throw new Error(`nobody is called ${login}`)
    return found
  }
  const byRole: Readonly<Record<Role, string>> = {
    agent: 'alice',
    supervisor: 'sam',
    admin: 'ada',
    auditor: 'olga',
  }

  beforeAll(async () => {
    house = await openHouse(settings)
    people.ada = await house.signIn('ada')
    const add = async (login: string, more: object): Promise<void> => {
      const body = { login, name: login, password: 'correct horse battery', ...more }
      expect((await person('ada').ask('POST', '/v1/accounts', body)).status).toBe(201)
    }
    await add('olga', { role: 'auditor' })
    await add('rose', { role: 'supervisor', leads: ['red'] })
    await add('beryl', { role: 'supervisor', leads: ['blue'] })
    for (const [login, team] of [
      ['alice', 'red'],
      ['bob', 'blue'],
    ]) {
      const path = `/v1/accounts/${house.ids[login ?? '']}`
      expect((await person('ada').ask('PATCH', path, { team })).status).toBe(200)
    }
    for (const login of ['alice', 'bob', 'sam', 'olga', 'rose', 'beryl'])
      people[login] = await house.signIn(login)
  }, 60_000)
  afterAll(() => house.close())

  const names = (Object.keys(routes) as RouteName[]).filter((name) => !/Demo/.test(name))
  const addressOf = (name: RouteName, { params = {}, query = '' }: Asked = {}): string =>
    routes[name].path.replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(params[key] ?? '1')) + query
  const send = (name: RouteName, headers: Record<string, string>) => {
    const method = routes[name].method.toUpperCase()
    const withBody = 'body' in routes[name]
    return fetch(`${house.app.url}${addressOf(name)}`, {
      method,
      headers: { ...headers, ...(withBody ? { 'content-type': 'application/json' } : {}) },
      ...(withBody ? { body: '{}' } : {}),
    })
  }
  const mayAsk = (name: RouteName, role: Role): boolean =>
    routes[name].roles === 'anyone' || (routes[name].roles as readonly string[]).includes(role)

  it('[P153] lets nobody in who is not signed in, and refuses each role what is not its own, person or program', async () => {
    const origin = house.app.url
    for (const name of names.filter((one) => routes[one].roles !== 'anyone')) {
      expect([name, (await send(name, { origin })).status]).toEqual([name, 401])
      const wrong = { authorization: 'Bearer a-token-that-nobody-has-given-out' }
      expect([name, (await send(name, wrong)).status]).toEqual([name, 401])
      for (const role of roles) {
        if (mayAsk(name, role)) continue
        const { cookie } = person(byRole[role])
        expect([name, role, (await send(name, { origin, cookie })).status]).toEqual([name, role, 403])
      }
      for (const { role, token } of tokens) {
        if (mayAsk(name, role)) continue
        const { status } = await send(name, { authorization: `Bearer ${token}` })
        expect([name, `program as ${role}`, status]).toEqual([name, `program as ${role}`, 403])
      }
    }
  }, 60_000)

  it('[P153] changes nothing for a page of another house that rides on somebody’s session', async () => {
    const { cookie } = person('ada')
    for (const name of names.filter((one) => routes[one].method !== 'get')) {
      const answer = await send(name, { cookie, origin: 'https://elsewhere.example' })
      const { error } = (await answer.json()) as { error?: { code?: string } }
      expect([name, answer.status, error?.code]).toEqual([name, 403, 'wrong-origin'])
    }
  }, 60_000)

  it('[P153] keeps what is another team’s from a supervisor of some teams, also by its id', async () => {
    const blue = await fill()
    const asked = asBlue(blue)
    const told: string[] = []
    for (const name of names) {
      const how = asked[name]
      if (typeof how === 'string' || !mayAsk(name, 'supervisor')) continue
      const { method } = routes[name]
      const ask = async (who: string) =>
        person(who).ask(method.toUpperCase(), addressOf(name, how), method === 'get' ? undefined : how.body)
      const { status, body } = await ask('rose')
      const text = JSON.stringify(body ?? '')
      if (text.includes(mark) || text.includes('Bob Brown')) told.push(`${name}: ${text.slice(0, 300)}`)
      // A thing of theirs is not there; a list is answered, without them.
      const isThing = name === 'addReview' || (how.params?.id !== undefined && !name.startsWith('readReport'))
      if (isThing ? ![403, 404].includes(status) : status >= 300)
        told.push(`${name} ${status}: ${text.slice(0, 300)}`)
    }
    expect(told).toEqual([])
    // Whoever leads the blue team is told on those very ways, so that silence above is no accident.
    const heard: string[] = []
    for (const name of seenByTheirOwn) {
      const how = asked[name] as Asked
      const { method } = routes[name]
      const { body } = await person('beryl').ask(method.toUpperCase(), addressOf(name, how), how.body)
      const text = JSON.stringify(body ?? '')
      if (text.includes(mark) || text.includes('Bob Brown')) heard.push(name)
    }
    expect(heard).toEqual(seenByTheirOwn)
  }, 120_000)

  /** Where the blue team's own supervisor finds its mark, or the name of its agent. */
  const seenByTheirOwn: RouteName[] = [
    'readLiveCalls',
    'explainCall',
    'searchInteractions',
    'readSavedSearches',
    'readInteraction',
    'readPressingCases',
    'readTasks',
    'readPromises',
    'readDuePromises',
    'reportPromises',
    'readOpenAlerts',
    'readAlerts',
    'readReviews',
    'readImportRefusals',
    'drawSample',
    'readCallStory',
  ]

  async function made(who: string, path: string, body: object, status = 201): Promise<string> {
    const answer = await person(who).ask('POST', path, body)
    expect([path, answer.status, answer.body]).toEqual([path, status, expect.anything()])
    return String((answer.body as { id: number | string }).id)
  }

  async function play(call: string, ends: boolean): Promise<void> {
    const agents = [{ extension: '1002' }]
    const said = [
      { kind: 'arrived' },
      { kind: 'offered', agents },
      { kind: 'answered', agents },
      ...(ends ? [{ kind: 'ended' }] : []),
    ]
    for (const [n, one] of said.entries()) {
      const event = { id: `${call}-${n}`, call: call.slice('main:'.length), time: Date.now() - 5000 + n }
      const about = { from: '+4930901999', to: '+493023125100', queue: 'sales' }
      expect((await house.post({ ...event, ...about, ...one })).status).toBe(202)
    }
  }

  /** Something of the blue team's of every kind. */
  async function fill(): Promise<Things> {
    await play(callId, true)
    await play(liveId, false)
    const customer = await made('ada', '/v1/customers', { name: 'Zoe Zander', kind: 'person' })
    const bob = house.ids.bob ?? ''
    const customerId = Number(customer)
    const wrapUp = { disposition: 'solved', note: `${mark} note`, followUpAt: null }
    await eventually(async () =>
      expect(
        (await person('bob').ask('POST', `/v1/calls/${encodeURIComponent(callId)}/wrap-up`, wrapUp)).status,
      ).toBe(204),
    )
    const letter = { channel: 'letter', direction: 'inbound', startedAt: Date.now() - 1000, queue: 'sales' }
    const interaction = await made('ada', '/v1/interactions', { ...letter, text: `${mark} letter` })
    const kase = await made('ada', `/v1/customers/${customer}/cases`, {
      subject: `${mark} case`,
      ownerId: bob,
    })
    const escalate = { department: 'claims', question: 'Why?', dueAt: Date.now() + 1000 }
    expect((await person('ada').ask('PATCH', `/v1/cases/${kase}`, { escalate })).status).toBe(200)
    const task = await made('ada', '/v1/tasks', {
      customerId,
      reason: `${mark} task`,
      dueFrom: Date.now(),
      ownerId: bob,
    })
    const promise = await made('ada', '/v1/promises', {
      customerId,
      text: `${mark} promise`,
      dueAt: Date.now() + 60_000,
      owner: 'bob',
    })
    const search = await made('beryl', '/v1/saved-searches', {
      name: `${mark} search`,
      shared: 'team',
      search: { text: 'x', order: 'newest' },
    })
    const exported = await made('beryl', '/v1/exports', { kind: 'promises' }, 202)
    const review = await made('beryl', '/v1/quality/reviews', {
      callId,
      accountId: bob,
      formId: 'form',
      answers: { q: 3 },
    })
    const upload = await fetch(`${house.app.url}/v1/imports/customers`, {
      method: 'POST',
      headers: { cookie: person('beryl').cookie, origin: house.app.url, 'content-type': 'text/csv' },
      body: `externalId,name,number\none,Zoe,${mark}\n`,
    })
    const { id: imported } = (await upload.json()) as { id: number }
    const until = (path: string, wanted: string, who = 'beryl', body?: object) =>
      vi.waitFor(
        async () => {
          const answer = await person(who).ask(body ? 'POST' : 'GET', path, body)
          expect(JSON.stringify(answer.body)).toContain(wanted)
          return answer.body
        },
        { timeout: 30_000, interval: 200 },
      )
    await until('/v1/interactions/search', `${mark} letter`, 'beryl', { text: mark, most: 50 })
    await until('/v1/interactions/search', callId, 'beryl', { text: '', most: 50 })
    await until(`/v1/exports/${exported}`, '"done"')
    await until(`/v1/imports/${imported}`, '"done"')
    const { items } = (await until('/v1/alerts/open', 'promise-at-risk')) as { items: { id: string }[] }
    const alert = items[0]?.id ?? ''
    return {
      interaction,
      task,
      promise,
      export: exported,
      import: String(imported),
      search,
      alert,
      review,
      bob,
    }
  }
})

function monday(at: number): string {
  const day = new Date(at)
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7))
  return day.toISOString().slice(0, 10)
}
