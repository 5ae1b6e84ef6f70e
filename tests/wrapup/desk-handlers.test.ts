import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Refusal } from '../../src/errors.ts'
import { accountStore } from '../../src/store/account-queries.ts'
import { callStore } from '../../src/store/call-queries.ts'
import { deskStore } from '../../src/store/desk-queries.ts'
import { signalStore } from '../../src/store/signal-queries.ts'
import { openSqlite, type SqliteConnection } from '../../src/store/sqlite-connection.ts'
import { sqliteEngine } from '../../src/store/sqlite-engine.ts'
import { timeIds } from '../../src/store/time-id.ts'
import { followUp, liveCall, missedCaller, recentCall } from '../../src/wire/desk-api.ts'
import type { Who } from '../../src/wire/routes.ts'
import { type DeskRoute, deskHandlers } from '../../src/wrapup/desk-handlers.ts'
import { answered, ended, noon, rang, storeCall } from '../store/told-calls.ts'

const card = '4111 1111 1111 1111'
const day = 24 * 60 * 60_000

describe('the agent’s desk', () => {
  let connection: SqliteConnection
  let store: ReturnType<typeof openStore>
  let done: string[]

  const openStore = () => ({
    ...accountStore(sqliteEngine(connection), timeIds(0)),
    ...callStore(sqliteEngine(connection)),
    ...deskStore(sqliteEngine(connection)),
    ...signalStore(sqliteEngine(connection)),
  })
  const person = (accountId: string): Who => {
    return { accountId, name: accountId, role: 'agent', teams: null, sessionHash: 'h', address: '::1' }
  }
  const [alice, bob, carol] = [person('alice'), person('bob'), person('carol')]

  /** Asks a route as somebody; the code of the refusal if it is refused. */
  const ask = async (route: DeskRoute, who: Who, more: object = {}): Promise<unknown> => {
    const handlers = deskHandlers({
      teams: { ofAgent: () => null, ofQueue: () => null },
      store,
      dispositions: ['solved', 'passed-on'],
      departments: ['billing'],
      now: () => noon,
      deliver: (messages) => done.push(...messages.map((message) => `deliver ${message.body}`)),
      closePop: async (callId, accountId) => {
        done.push(`close ${callId} of ${accountId}`)
      },
      newsOf: async () => [],
      told: () => undefined,
      nameOf: (id) => (id === 'bob' ? 'Bob Tan' : null),
      remindMinutes: 30,
      untoldDispositions: [],
      customerChanged: async (id) => {
        done.push(`changed ${id}`)
      },
    })
    const asked = { who, params: { id: 'main:a' }, query: { most: 25 }, body: undefined, ...more }
    const handler = handlers[route] as (asked: unknown) => Promise<unknown>
    return handler(asked).catch((reason: unknown) => {
      if (reason instanceof Refusal) return reason.code
      throw reason
    })
  }
  const everything = () =>
    JSON.stringify(
      ['wrap_up', 'wrap_up_draft', 'interaction', 'promise'].map((table) =>
        connection.prepare(`select * from ${table}`).all(),
      ),
    )
  const said = { disposition: 'solved', note: 'all well', followUpAt: null, followUpText: '', promises: [] }

  beforeEach(async () => {
    connection = openSqlite(':memory:')
    store = openStore()
    done = []
    for (const login of ['alice', 'bob', 'carol']) {
      const rights = { role: 'agent', language: 'en', extensions: [], passwordHash: null } as const
      await store.createAccount({ id: login, login, name: login, ...rights, now: noon })
    }
    await storeCall(store, {
      id: 'a',
      events: [...rang(noon, ['alice', 'carol']), answered(noon + 1, 'alice'), ended(noon + 60_000)],
      pops: [
        { state: 'wrap-up', answeredAt: noon + 1 },
        { accountId: 'carol', state: 'closed', closing: 'lost' },
      ],
    })
  })
  afterEach(() => connection.close())

  it('saves a wrap-up once it is stored, then closes the pop', async () => {
    expect(await ask('saveWrapUp', alice, { body: said })).toBeUndefined()
    expect(done).toEqual(['close main:a of alice'])
    expect(connection.prepare('select * from wrap_up').all()).toMatchObject([
      { disposition: 'solved', note: 'all well', began_at: noon + 60_000, saved_at: noon },
    ])
  })

  it('[P92] says how long wrap-ups take: the median and what nine of ten stay below, by disposition', async () => {
    const made: [string, number, number | null][] = [
      ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 100].map((s): [string, number, null] => ['solved', s * 1000, null]),
      ['passed-on', 7000, 3000],
    ]
    for (const [n, [disposition, after, typed]] of made.entries()) {
      const row = [`main:t${n}`, 'alice', disposition, '', noon - n * day, after, typed]
      connection
        .prepare(
          `insert into wrap_up (call_id, account_id, disposition, note, saved_at, after_call_ms, typed_ms)
           values (?, ?, ?, ?, ?, ?, ?)`,
        )
        .run(...row)
    }
    const sam = { ...alice, role: 'supervisor' as const }
    expect(await ask('readWrapUpTimes', sam, { query: { until: noon + 1 } })).toEqual({
      from: noon + 1 - 30 * day,
      until: noon + 1,
      items: [
        { disposition: 'solved', count: 10, medianMs: 5000, p90Ms: 9000, typedMedianMs: null },
        { disposition: 'passed-on', count: 1, medianMs: 7000, p90Ms: 7000, typedMedianMs: 3000 },
      ],
    })
    const recent = { query: { from: noon - 2 * day, until: noon + 1 } }
    expect(await ask('readWrapUpTimes', sam, recent)).toMatchObject({ items: [{ count: 3, medianMs: 2000 }] })
    expect(await ask('readWrapUpTimes', sam, { query: { from: noon - 93 * day, until: noon } })).toBe(
      'bad-input',
    )
  })

  it('closes nothing when the wrap-up could not be stored', async () => {
    connection.prepare('drop table wrap_up').run()
    await expect(ask('saveWrapUp', alice, { body: said })).rejects.toThrow()
    expect(done).toEqual([])
  })

  it('takes no disposition that the house has not, and no follow-up without a day', async () => {
    expect(await ask('saveWrapUp', alice, { body: { ...said, disposition: 'x' } })).toBe('bad-input')
    expect(await ask('saveWrapUp', alice, { body: { ...said, followUpText: 'call back' } })).toBe('bad-input')
    expect(done).toEqual([])
  })

  it('knows nothing of calls that are another’s: never popped, lost to a colleague or not there', async () => {
    const draft = { draft: { ...said, disposition: null }, version: 0 }
    await ask('keepDraft', alice, { body: draft })
    for (const [who, id] of [
      [bob, 'main:a'],
      [carol, 'main:a'],
      [alice, 'main:none'],
    ] as const) {
      const params = { id }
      expect(await ask('readDraft', who, { params })).toBe('not-found')
      expect(await ask('keepDraft', who, { params, body: draft })).toBe('not-found')
      expect(await ask('saveWrapUp', who, { params, body: said })).toBe('not-found')
      expect(await ask('closeFollowUp', who, { params })).toBe('not-found')
    }
    expect(done).toEqual([])
    expect(connection.prepare('select count(*) as n from wrap_up_draft').get()).toEqual({ n: 1 })
  })

  it('keeps each one’s follow-ups to themselves', async () => {
    const promised = { ...said, followUpAt: noon + day, followUpText: 'call back' }
    await ask('saveWrapUp', alice, { body: promised })
    expect(await ask('closeFollowUp', bob)).toBe('not-found')
    expect(await ask('readFollowUps', bob)).toEqual({ items: [] })
    const { items } = (await ask('readFollowUps', alice)) as { items: unknown[] }
    expect(items.map((item) => followUp.parse(item))).toMatchObject([
      { text: 'call back', dueAt: noon + day },
    ])
    expect(await ask('closeFollowUp', alice)).toBeUndefined()
    expect(await ask('closeFollowUp', alice)).toBe('not-found')
  })

  it('[P79] makes what an agent has promised once, and takes none of it back', async () => {
    const promise = {
      text: 'Send the invoice',
      dueAt: noon + day,
      channel: 'e-mail',
      caseId: 99,
      department: null,
    }
    const other = { ...promise, text: 'Look into it', department: 'billing' }
    const strange = { ...said, promises: [promise, { ...promise, department: 'Billing' }] }
    expect(await ask('saveWrapUp', alice, { body: strange })).toBe('bad-input')
    await ask('saveWrapUp', alice, { body: { ...said, promises: [promise, promise] } })
    await ask('saveWrapUp', alice, { body: { ...said, promises: [promise, other] } })
    await ask('saveWrapUp', alice, { body: said })
    const made = connection.prepare(
      'select text, due_at, remind_at, owner_id, department, case_id, state, call_id from promise order by id',
    )
    const common = { due_at: noon + day, remind_at: noon + day - 30 * 60_000, case_id: null, state: 'open' }
    expect(made.all()).toEqual([
      { text: 'Send the invoice', ...common, owner_id: 'alice', department: null, call_id: 'main:a' },
      { text: 'Look into it', ...common, owner_id: null, department: 'billing', call_id: 'main:a' },
    ])
  })

  it('[P32] gives a draft back as it was kept, and tells the slower of two tabs', async () => {
    const draft = {
      disposition: null,
      note: 'half a sen',
      followUpAt: noon + day,
      followUpText: 'x',
      promises: [],
    }
    expect(await ask('readDraft', alice)).toEqual({ draft: null, version: 0 })
    expect(await ask('keepDraft', alice, { body: { draft, version: 0 } })).toEqual({ draft, version: 1 })
    expect(await ask('keepDraft', alice, { body: { draft, version: 0 } })).toBe('conflict')
    expect(await ask('keepDraft', alice, { body: { draft, version: 1 } })).toEqual({ draft, version: 2 })
    expect(await ask('readDraft', alice)).toEqual({ draft, version: 2 })
    await ask('saveWrapUp', alice, { body: said })
    expect(await ask('readDraft', alice)).toEqual({ draft: null, version: 0 })
  })

  it('[P30] stores no card number, neither in a draft nor in what is saved', async () => {
    const note = `card ${card}, cvv 123`
    const promise = { text: note, dueAt: noon, channel: 'call', caseId: null, department: card }
    const draft = { disposition: card, note, followUpAt: noon, followUpText: note, promises: [promise] }
    const kept = await ask('keepDraft', alice, { body: { draft, version: 0 } })
    expect(JSON.stringify(kept)).toContain('card •••• •••• •••• 1111, cvv •••')
    expect(everything()).not.toContain('4111')
    const promises = [{ ...promise, department: null }]
    await ask('saveWrapUp', alice, { body: { ...draft, disposition: 'solved', promises } })
    expect(everything()).toContain('card •••• •••• •••• 1111, cvv •••')
    expect(everything()).not.toContain('4111')
  })

  it('tells the desktops of a change of availability; programs have none', async () => {
    const body = { availability: 'away' }
    expect(await ask('setAvailability', alice, { body })).toEqual(body)
    expect(done).toEqual(['deliver {"kind":"availability","version":2,"availability":"away"}'])
    const program = { ...alice, accountId: 'token:crm', sessionHash: null }
    expect(await ask('setAvailability', program, { body })).toBe('forbidden')
  })

  it('pages through recent calls until there are no more', async () => {
    for (const n of [1, 2, 3, 4]) {
      const at = noon + n
      await storeCall(store, { id: `r${n}`, events: rang(at), pops: [{ offeredAt: at, answeredAt: at }] })
    }
    const seen: string[] = []
    let before: number | null | undefined
    do {
      const query = { most: 2, ...(before === undefined ? {} : { before }) }
      const page = (await ask('readRecentCalls', alice, { query })) as { items: []; next: number | null }
      seen.push(...page.items.map((item) => recentCall.parse(item).callId))
      before = page.next
    } while (before !== null)
    expect(seen).toEqual(['main:r4', 'main:r3', 'main:r2', 'main:r1', 'main:a'])
  })

  it('lists as missed what nobody answered within two days', async () => {
    const numberKey = '+49303'
    for (const [id, offeredAt] of [
      ['new', noon - 2 * day],
      ['old', noon - 2 * day - 1],
    ] as const) {
      const pops = [{ offeredAt, state: 'closed', closing: 'missed' }]
      await storeCall(store, { id, events: [...rang(offeredAt), ended(offeredAt + 9)], pops, numberKey })
    }
    const { items } = (await ask('readMissedCalls', alice)) as { items: unknown[] }
    expect(items.map((item) => missedCaller.parse(item).callId)).toEqual(['main:new'])
  })

  it('[P83] lists a caller once, however often they rang, until somebody has reached them', async () => {
    const missed = async (id: string, at: number, numberKey: string) => {
      const pops = [{ offeredAt: at, state: 'closed', closing: 'missed' as const }]
      await storeCall(store, { id, events: [...rang(at), ended(at + 9)], pops, numberKey })
    }
    await missed('first', noon - 9000, '+49301')
    await missed('second', noon - 5000, '+49301')
    await missed('other', noon - 7000, '+49302')
    const callers = async () => {
      const { items } = (await ask('readMissedCalls', alice)) as { items: unknown[] }
      return items.map((item) => missedCaller.parse(item)).map(({ callId, times }) => [callId, times])
    }
    expect(await callers()).toEqual([
      ['main:second', 2],
      ['main:other', 1],
    ])
    const events = [...rang(noon - 100, ['bob']), answered(noon - 90, 'bob'), ended(noon)]
    await storeCall(store, { id: 'back', events, pops: [], numberKey: '+49301' })
    expect(await callers()).toEqual([['main:other', 1]])
  })

  it('shows live calls with the names of those who speak', async () => {
    const events = [...rang(noon, ['bob']), answered(noon + 1, 'bob'), answered(noon + 2, '?ext:1099')]
    await storeCall(store, { id: 'live', events, pops: [] })
    const { items } = (await ask('readLiveCalls', person('boss'))) as { items: unknown[] }
    expect(items.map((item) => liveCall.parse(item))).toMatchObject([
      { callId: 'main:live', answeredBy: ['Bob Tan', 'ext:1099'], unrouted: false },
    ])
  })
})
