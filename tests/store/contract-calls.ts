import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { recall } from '../../src/call/call.ts'
import type { CallEvent } from '../../src/call/call-event.ts'
import type { AccountStore } from '../../src/store/account-store.ts'
import type { CallStore, FollowStep, StoredPop, WantedCaller } from '../../src/store/call-store.ts'
import type { CaseStore } from '../../src/store/case-store.ts'
import type { CustomerStore } from '../../src/store/customer-store.ts'
import type { DeskStore } from '../../src/store/desk-store.ts'
import type { HistoryStore } from '../../src/store/history-store.ts'
import type { TaskStore } from '../../src/store/task-store.ts'
import { answered, ended, noon, rang } from './told-calls.ts'
import { interaction, number, person } from './told-customers.ts'

export interface OpenedCalls {
  readonly store: AccountStore & CallStore & DeskStore & CustomerStore & CaseStore & TaskStore & HistoryStore
  sql(text: string, ...values: unknown[]): Promise<Record<string, unknown>[]>
  close(): Promise<void>
}

const minute = 60_000
const day = 24 * 60 * minute
const nobody: WantedCaller = { numberKey: null, prefixes: [], claimedIds: [], ending: null }

/** What every engine must do on the way of a call. */
export function callContract(engine: string, open: () => Promise<OpenedCalls>): void {
  describe(`calls on ${engine}`, () => {
    let opened: OpenedCalls
    let store: OpenedCalls['store']

    beforeEach(async () => {
      opened = await open()
      store = opened.store
    })
    afterEach(() => opened.close())

    const created = async (...args: Parameters<typeof person>): Promise<number> => {
      const made = await store.createCustomer(person(...args), [], noon)
      if (made.kind !== 'written') throw new Error(made.kind)
      return made.customer.id
    }
    const withNumber = async (
      name: string,
      numberKey: string,
      { fields, ...more }: { fields?: Parameters<typeof person>[1]; verifiedAt?: number } = {},
    ): Promise<number> => {
      const made = await store.createCustomer(person(name, fields), [number(numberKey, more)], noon)
      if (made.kind !== 'written') throw new Error(made.kind)
      return made.customer.id
    }
    const found = async (wanted: Partial<WantedCaller>) =>
      (await store.findCallers({ ...nobody, ...wanted })).map(({ customer, foundBy }) => [
        customer.id,
        foundBy,
      ])

    describe('following', () => {
      it('gives back a call as it was written', async () => {
        const step = stepOf('c1', [...rang()], { pops: [{ accountId: 'alice' }], recognition: '{"a":1}' })
        expect(await store.followCall(step)).toMatchObject({ kind: 'written' })
        const call = await store.readCall('main:c1')
        expect(call).toEqual({
          id: 'main:c1',
          version: 1,
          events: step.newEvents.map(({ event }) => event),
          recognition: '{"a":1}',
          customerId: null,
          identifiedBy: null,
          verification: null,
          directory: null,
          lastEventAt: noon,
          pops: step.changedPops,
        })
        expect(await store.readCall('main:c2')).toBeNull()
        const verified = {
          ...step,
          expectedVersion: 1,
          verification: '{"by":"alice"}',
          directory: '{"found":[]}',
        }
        await store.followCall(verified)
        expect(await store.readCall('main:c1')).toMatchObject({
          verification: '{"by":"alice"}',
          directory: '{"found":[]}',
        })
      })

      it('tells who is behind that somebody else was faster, and leaves nothing of theirs', async () => {
        const first = stepOf('c1', rang(), { pops: [{ accountId: 'alice' }] })
        const results = await Promise.all([store.followCall(first), store.followCall(first)])
        expect(results.map((one) => one.kind).sort()).toEqual(['overtaken', 'written'])
        const late = stepOf('c1', [...rang(), answered(noon + 1, 'bob')], { pops: [{ accountId: 'bob' }] })
        expect(await store.followCall({ ...late, expectedVersion: 7 })).toEqual({ kind: 'overtaken' })
        expect((await store.readCall('main:c1'))?.pops.map((pop) => pop.accountId)).toEqual(['alice'])
        expect(await store.readOutbox(0, 10)).toHaveLength(1)
        expect(await store.followCall({ ...late, expectedVersion: 1 })).toMatchObject({ kind: 'written' })
        expect((await store.readCall('main:c1'))?.version).toBe(2)
      })

      it('passes over an event that is stored already', async () => {
        const first = stepOf('c1', rang())
        await store.followCall(first)
        const again = stepOf('c1', [...rang(), answered(noon + 9, 'alice')])
        await store.followCall({ ...again, expectedVersion: 1 })
        const events = (await store.readCall('main:c1'))?.events ?? []
        expect(events.map((event) => event.id).sort()).toEqual(['c1-0', 'c1-1', 'c1-2'])
      })

      it('keeps one pop per call and agent, in its newest version', async () => {
        await store.followCall(stepOf('c1', rang(), { pops: [{ content: '{"n":1}' }] }))
        const closed = { version: 2, state: 'closed', closing: 'missed', content: '{"n":2}' }
        await store.followCall({ ...stepOf('c1', rang(), { pops: [closed] }), expectedVersion: 1 })
        expect((await store.readCall('main:c1'))?.pops).toEqual([
          { ...popOf('c1', {}), ...closed, offeredAt: noon, answeredAt: null },
        ])
      })

      it('takes characters that an engine might not', async () => {
        const event = { kind: 'arrived' as const, at: noon, from: '030\u0000 "\' $1 ? 👋 \u2028' }
        await store.followCall(stepOf('c1', [event]))
        expect((await store.readCall('main:c1'))?.events[0]?.from).toBe(event.from)
      })
    })

    describe('the outbox', () => {
      it('holds a message for each changed pop, numbered for each desk without a gap', async () => {
        for (let n = 0; n < 5; n++) {
          const pops = [{ accountId: 'bob' }, { accountId: 'alice' }]
          await store.followCall(stepOf(`c${n}`, rang(noon, ['alice', 'bob']), { pops }))
        }
        const rows = await store.readOutbox(0, 100)
        for (const accountId of ['alice', 'bob']) {
          const versions = rows.filter((row) => row.accountId === accountId).map((row) => row.version)
          expect(versions).toEqual([1, 2, 3, 4, 5])
        }
        expect(JSON.parse(rows[0]?.body ?? '')).toMatchObject({
          kind: 'pop',
          version: 1,
          pop: { call: 'c0' },
        })
        expect(rows.map((row) => row.id)).toEqual(rows.map((row) => row.id).toSorted((a, b) => a - b))
        expect(await store.readOutbox(rows[3]?.id ?? 0, 2)).toEqual(rows.slice(4, 6))
        expect((await store.readDesks(['bob'])).get('bob')?.version).toBe(5)
      })

      it('numbers what is written at once for the same desks in another order', async () => {
        const steps = Array.from({ length: 24 }, (_, n) => {
          const pops = [{ accountId: 'alice' }, { accountId: 'bob' }, { accountId: 'carol' }]
          return stepOf(`c${n}`, rang(), { pops: n % 2 === 0 ? pops : pops.reverse() })
        })
        const results = await Promise.all(steps.map((step) => store.followCall(step)))
        expect(results.every((one) => one.kind === 'written')).toBe(true)
        const rows = await store.readOutbox(0, 1000)
        for (const accountId of ['alice', 'bob', 'carol']) {
          const versions = rows.filter((row) => row.accountId === accountId).map((row) => row.version)
          expect(versions.toSorted((a, b) => a - b)).toEqual(steps.map((_, n) => n + 1))
        }
      })
    })

    describe('finding who calls', () => {
      it('finds all who have the number, and says how many share it', async () => {
        const anna = await withNumber('Anna', '+491')
        const ben = await withNumber('Ben', '+491', { verifiedAt: noon })
        const hits = await store.findCallers({ ...nobody, numberKey: '+491' })
        expect(hits.map((hit) => [hit.customer.id, hit.verifiedAt, hit.sharedBy])).toEqual([
          [anna, null, 2],
          [ben, noon, 2],
        ])
        expect(await found({ numberKey: '+492' })).toEqual([])
      })

      it('counts all who share a number, and shows twelve of them', async () => {
        for (let n = 0; n < 15; n++) await withNumber(`Number ${n}`, '+491')
        const hits = await store.findCallers({ ...nobody, numberKey: '+491' })
        expect([hits.length, hits[0]?.sharedBy]).toEqual([12, 15])
      })

      it('finds by a claim, also where the claimed customer was merged twice', async () => {
        const [first, second, third] = [
          await created('One', { externalId: 'K-1' }),
          await created('Two', { externalId: 'K-2' }),
          await created('Three'),
        ]
        await store.mergeCustomers(first, second, noon)
        await store.mergeCustomers(second, third, noon)
        expect(await found({ claimedIds: ['K-1', 'K-2', 'K-9'] })).toEqual([[third, 'claim']])
      })

      it('finds by what an agent said, and shows the judgement', async () => {
        const anna = await created('Anna')
        const ben = await withNumber('Ben', '+491')
        const judged = { numberKey: '+491', accountId: 'a', callId: 'main:c', at: noon }
        await store.recordJudgement({ ...judged, customerId: anna, verdict: 'is' })
        await store.recordJudgement({ ...judged, customerId: ben, verdict: 'is' })
        await store.recordJudgement({ ...judged, customerId: ben, verdict: 'is-not', at: noon + 1 })
        const hits = await store.findCallers({ ...nobody, numberKey: '+491' })
        expect(hits.map((hit) => [hit.customer.id, hit.foundBy, hit.judgement])).toEqual([
          [ben, 'number', { verdict: 'is-not', at: noon + 1 }],
          [anna, 'agent', { verdict: 'is', at: noon }],
        ])
      })

      it('finds in every way at once: by claim and by number, and those who live where the number is', async () => {
        const family = await withNumber('The Millers', '+491', { fields: { kind: 'household' } })
        const anna = await created('Anna Miller', { belongsTo: family, externalId: 'K-1' })
        const ben = await created('Ben Miller', { belongsTo: family })
        const ways = await found({ numberKey: '+491', claimedIds: ['K-1'] })
        expect(ways).toEqual([
          [anna, 'claim'],
          [family, 'number'],
          [anna, 'household'],
          [ben, 'household'],
        ])
        const eva = await withNumber('Eva', '+492', { fields: { externalId: 'K-2' } })
        expect(await found({ numberKey: '+492', claimedIds: ['K-2'] })).toEqual([
          [eva, 'claim'],
          [eva, 'number'],
        ])
        const firm = await withNumber('Miller Ltd', '+4930123*')
        const wanted = { numberKey: '+4930123456', prefixes: ['+4930123*'], claimedIds: ['K-2'] }
        expect(await found(wanted)).toEqual([
          [eva, 'claim'],
          [firm, 'switchboard'],
        ])
      })

      it('tells as whom a number was recognised of late, each once', async () => {
        const [anna, ben] = [await created('Anna'), await created('Ben')]
        const calls = [anna, anna, ben, null].map((customerId, n) => ({
          ...stepOf(`c${n}`, rang()),
          customerId,
          numberKey: n === 2 ? '+491' : '+492',
        }))
        for (const call of calls) await store.followCall(call)
        expect(await store.readCustomersSeenWith('+492', noon - minute, noon + minute, 9)).toEqual([anna])
        expect(await store.readCustomersSeenWith('+491', noon - minute, noon + minute, 9)).toEqual([ben])
        expect(await store.readCustomersSeenWith('+492', noon + minute, noon + day, 9)).toEqual([])
        expect(await store.readCustomersSeenWith('+492', noon - day, noon - minute, 9)).toEqual([])
      })

      it('tries switchboards and the ending only where nobody has the number', async () => {
        const house = await withNumber('Miller Ltd', '+4930123*')
        const owner = await withNumber('Owner', '+493012345678')
        const wanted = { prefixes: ['+49301234*', '+4930123*', '+4930*'], ending: '2345678' }
        expect(await found({ numberKey: '+493012345678', ...wanted })).toEqual([[owner, 'number']])
        expect(await found({ numberKey: '+493012300000', ...wanted })).toEqual([[house, 'switchboard']])
        expect(await found({ numberKey: '+442012345678', ending: '2345678' })).toEqual([[owner, 'ending']])
        await withNumber('Namesake', '+862012345678')
        expect(await found({ numberKey: '+442012345678', ending: '2345678' })).toEqual([])
      })

      it('gives all that a pop needs of a customer', async () => {
        const family = await created('The Millers', { kind: 'household' })
        const wishes = ['Call after six']
        const anna = await created('Anna Miller', { belongsTo: family, wishes, tier: 'gold' })
        for (let n = 0; n < 7; n++) {
          const heard = { customerId: anna, startedAt: noon + n * minute }
          await store.addInteraction(interaction(`heard ${n}`, heard))
        }
        const caseOf = { externalId: null, customerId: anna, reference: 'T-1', closedAt: null }
        await store.openCase({ ...caseOf, subject: 'late parcel', openedAt: noon })
        await store.openCase({ ...caseOf, subject: 'done', openedAt: noon, closedAt: noon })
        const card = await store.readCard(anna)
        expect(card).toMatchObject({ name: 'Anna Miller', tier: 'gold', wishes, followUp: null })
        expect(card?.belongsTo).toEqual({ id: family, kind: 'household', name: 'The Millers' })
        expect(card?.lastInteractions.map((one) => one.body)).toEqual(
          [6, 5, 4, 3, 2].map((n) => `heard ${n}`),
        )
        expect(card?.lastInteractions[0]).toMatchObject({
          startedAt: noon + 6 * minute,
          direction: 'inbound',
        })
        expect(card?.openCases.map((one) => [one.subject, one.openedAt])).toEqual([['late parcel', noon]])
        expect(await store.readCard(1)).toBeNull()
      })
    })

    describe('what a call leaves', () => {
      it('writes one entry of the history, and again what a late event changes', async () => {
        const anna = await created('Anna')
        const told = [...rang(), ended(noon + minute)]
        const left = { ...entryOf('c1', noon + minute), customerId: anna }
        await store.followCall(stepOf('c1', told, { interaction: left }))
        const again = stepOf('c1', told, { interaction: { ...left, outcome: 'missed', queue: 'support' } })
        await store.followCall({ ...again, expectedVersion: 1 })
        expect(await store.readInteractionsOf(anna, null, 10)).toMatchObject([
          { callId: 'main:c1', outcome: 'missed', queue: 'support', customerName: 'Anna', body: '' },
        ])
      })

      it('puts wrap-ups into it, whichever is written first', async () => {
        for (const [n, login] of ['alice', 'bob'].entries()) {
          await store.createAccount({ ...account(login), name: login.toUpperCase(), now: noon + n })
        }
        await store.followCall(stepOf('c1', rang()))
        await store.saveWrapUp(wrapUp('alice', 'parcel found', noon))
        const over = stepOf('c1', [...rang(), ended(noon + 1)], { interaction: entryOf('c1', noon + 1) })
        await store.followCall({ ...over, expectedVersion: 1 })
        for (let n = 1; n <= 20; n++) {
          await Promise.all([
            store.saveWrapUp(wrapUp('bob', `told the driver ${n}`, noon + 2)),
            store.saveWrapUp(wrapUp('alice', `parcel sent ${n}`, noon + 1)),
          ])
          const [row] = await opened.sql(
            'select body, disposition from interaction where call_id = ?',
            'main:c1',
          )
          const body = `ALICE: parcel sent ${n}\nBOB: told the driver ${n}`
          expect(row).toEqual({ body, disposition: 'solved' })
        }
      })

      it('gives calls of one millisecond an entry each', async () => {
        const many = Array.from({ length: 12 }, (_, n) => `c${n}`)
        await Promise.all(
          many.map((id) => store.followCall(stepOf(id, rang(), { interaction: entryOf(id, noon + 1) }))),
        )
        const rows = await opened.sql('select distinct id from interaction')
        expect(rows).toHaveLength(12)
      })
    })

    describe('what is overdue', () => {
      it('finds calls that have fallen silent, the most silent first', async () => {
        const at = (id: string, lastEventAt: number, events: Told = rang()) =>
          store.followCall({ ...stepOf(id, events), lastEventAt })
        await at('answered', noon - 90 * minute, [...rang(), answered(noon, 'alice')])
        await at('rings', noon - 61 * minute)
        await at('fresh', noon - minute)
        await at('over', noon - 300 * minute, [...rang(), ended(noon)])
        const since = { answered: noon - 240 * minute, unanswered: noon - 60 * minute }
        expect(await store.findSilentCalls(since, 10)).toEqual(['main:rings'])
        const sooner = { ...since, answered: noon - 80 * minute }
        expect(await store.findSilentCalls(sooner, 10)).toEqual(['main:answered', 'main:rings'])
        expect(await store.findSilentCalls(sooner, 1)).toEqual(['main:answered'])
      })

      it('finds pops that wait for their wrap-up for too long', async () => {
        const waits = { state: 'wrap-up', closing: null }
        await store.followCall({ ...stepOf('c1', rang(), { pops: [waits] }), now: noon - 1 })
        await store.followCall({ ...stepOf('c2', rang(), { pops: [waits] }), now: noon })
        await store.followCall({ ...stepOf('c3', rang(), { pops: [{}] }), now: noon - 1 })
        expect(await store.findOldWrapUps(noon, 9)).toEqual([{ callId: 'main:c1', accountId: 'alice' }])
        // Written by a node whose clock is a day behind: the phone system knows that the call has just ended.
        const justOver = [...rang(), ended(noon)]
        const behind = { ...stepOf('c4', justOver, { pops: [waits] }), now: noon - 86_400_000 }
        await store.followCall(behind)
        expect(await store.findOldWrapUps(noon, 9)).toHaveLength(1)
        expect(await store.findOldWrapUps(noon + 1, 9)).toHaveLength(3)
      })

      it('forgets old events, pops and messages in batches, and keeps the calls and the newest message', async () => {
        for (let n = 0; n < 5; n++) {
          const told = [...rang(noon + n), ended(noon + n)]
          await store.followCall(stepOf(`c${n}`, told, { pops: [{ state: 'closed' }] }))
        }
        await store.followCall(stepOf('live', rang(noon), { pops: [{}] }))
        const newest = (await store.readOutbox(0, 100)).at(-1)
        const before = { events: noon + 4, outbox: noon + 1 }
        let batches = 1
        while (await store.forgetOld(before, 2)) batches++
        expect(batches).toBe(3)
        expect(await store.readOutbox(0, 100)).toEqual([newest])
        const kept = await opened.sql('select distinct call_id as "id" from call_event order by 1')
        expect(kept.map((row) => row.id)).toEqual(['main:c4', 'main:live'])
        expect(await store.readCall('main:c1')).toMatchObject({ version: 1, events: [], pops: [] })
      })
    })
  })
}

type Told = readonly Pick<CallEvent, 'kind' | 'at'>[]

interface More {
  readonly pops?: readonly Partial<StoredPop>[]
  readonly recognition?: string
  readonly interaction?: FollowStep['interaction']
}

function stepOf(
  id: string,
  told: Told,
  { pops = [], recognition, interaction = null }: More = {},
): FollowStep {
  const events = told.map(
    (event, n): CallEvent => ({ ...event, id: `${id}-${n}`, source: 'main', call: id }) as CallEvent,
  )
  return {
    id: `main:${id}`,
    expectedVersion: 0,
    call: recall(events).call,
    numberKey: '+4930123456',
    numberRaw: '+4930123456',
    recognition: recognition ?? null,
    customerId: null,
    identifiedBy: null,
    verification: null,
    lastEventAt: told.at(-1)?.at ?? noon,
    newEvents: events.map((event) => ({ event, receivedAt: event.at })),
    changedPops: pops.map((pop) => popOf(id, pop)),
    interaction,
    now: noon,
  }
}

function popOf(id: string, pop: Partial<StoredPop>): StoredPop {
  return {
    callId: `main:${id}`,
    accountId: 'alice',
    version: 1,
    state: 'ringing',
    closing: null,
    content: `{"call":"${id}"}`,
    offeredAt: noon,
    answeredAt: null,
    ...pop,
  }
}

function entryOf(id: string, endedAt: number) {
  return {
    direction: 'inbound',
    startedAt: noon,
    endedAt,
    customerId: null,
    numberKey: null,
    numberRaw: null,
    accountId: null,
    agentName: null,
    source: 'main',
    queue: null,
    queueName: null,
    callId: `main:${id}`,
    outcome: 'answered',
  }
}

function account(login: string) {
  return { id: login, login, role: 'agent' as const, language: 'en', extensions: [], passwordHash: null }
}

function wrapUp(accountId: string, note: string, now: number) {
  const none = { followUpAt: null, followUpText: null, beganAt: null }
  return { callId: 'main:c1', accountId, agentName: accountId, disposition: 'solved', note, ...none, now }
}
