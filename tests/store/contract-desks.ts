import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AccountStore } from '../../src/store/account-store.ts'
import type { CallStore } from '../../src/store/call-store.ts'
import type { DeskStore } from '../../src/store/desk-store.ts'
import { answered, ended, noon, rang, storeCall } from './told-calls.ts'

export type DeskContractStore = AccountStore & CallStore & DeskStore

export interface OpenedDesks {
  readonly store: DeskContractStore
  /** Rows of a statement with `?` placeholders, for what the port does not show. */
  sql(text: string, ...values: unknown[]): Promise<Record<string, unknown>[]>
  close(): Promise<void>
}

/** What every engine must do with desks, drafts, wrap-ups and the lists of calls. */
export function deskContract(engine: string, open: () => Promise<OpenedDesks>): void {
  describe(`desks on ${engine}`, () => {
    let opened: OpenedDesks
    let store: DeskContractStore

    beforeEach(async () => {
      opened = await open()
      store = opened.store
      for (const login of ['alice', 'bob']) {
        const name = login === 'alice' ? 'Alice' : 'Bob'
        const rights = { role: 'agent', language: 'en', extensions: [], passwordHash: null } as const
        await store.createAccount({ id: login, login, name, ...rights, now: noon })
      }
      await opened.sql(
        `insert into customer (id, kind, name, tier, wishes, version, created_at, updated_at)
         values (7, 'person', 'Chan Siu Ming', 'gold', '[]', 1, 0, 0)`,
      )
    })
    afterEach(() => opened.close())

    const interaction = async (id: string) =>
      (
        await opened.sql('select disposition, body, indexed from interaction where call_id = ?', `main:${id}`)
      )[0]
    const wrapUp = (callId: string, accountId: string, more: object = {}) =>
      store.saveWrapUp({
        callId: `main:${callId}`,
        accountId,
        agentName: accountId,
        disposition: 'solved',
        note: `note of ${accountId}`,
        followUpAt: null,
        followUpText: null,
        beganAt: null,
        now: noon,
        ...more,
      })

    const readDesk = async (accountId: string) => (await store.readDesks([accountId])).get(accountId)

    it('[P92] keeps how long the first wrap-up of a call took after its end, and all the typing', async () => {
      const times = () => store.readWrapUpTimes(noon - 1, noon + 100_000)
      await storeCall(store, { id: 'a', events: rang(), pops: [{ state: 'wrap-up' }] })
      await wrapUp('a', 'alice')
      expect(await times(), 'the call goes on').toEqual([])
      await wrapUp('a', 'alice', { beganAt: noon - 30_000, typedMs: 4_000 })
      await wrapUp('a', 'alice', { beganAt: noon - 30_000, typedMs: 500, now: noon + 90_000 })
      expect(await times()).toEqual([{ disposition: 'solved', afterCallMs: 30_000, typedMs: 4_500 }])
      expect(await store.readWrapUpTimes(noon, noon + 90_000)).toEqual([])
    })

    it('shows a desk that never had a change', async () => {
      expect(await readDesk('alice')).toEqual({ version: 0, availability: 'available', pops: [] })
      expect(await store.readDeskVersions(['alice', 'nobody'])).toEqual(
        new Map([
          ['alice', 0],
          ['nobody', 0],
        ]),
      )
    })

    it('shows the open pops of one agent only, and the version that tells of them', async () => {
      await storeCall(store, { id: 'a', events: rang(), pops: [{}, { accountId: 'bob' }] })
      await storeCall(store, { id: 'b', events: rang(), pops: [{ state: 'closed', closing: 'missed' }] })
      expect(await readDesk('alice')).toMatchObject({ version: 2, pops: ['{"call":"a"}'] })
      expect(await readDesk('bob')).toMatchObject({ version: 1, pops: ['{"call":"a"}'] })
    })

    it('shows many desks at once, each its own, and those that never had a change', async () => {
      const many = Array.from({ length: 60 }, (_, n) => `agent-${n}`)
      for (const [n, id] of ['agent-59', 'agent-0', 'agent-59'].entries())
        await storeCall(store, { id: `call-${n}`, events: rang(), pops: [{ accountId: id }] })
      const desks = await store.readDesks(many)
      expect([...desks.keys()]).toEqual(many)
      const shown = [...desks].filter(([, { version }]) => version > 0)
      expect(shown.map(([id, { version, pops }]) => [id, version, pops.length])).toEqual([
        ['agent-0', 1, 1],
        ['agent-59', 2, 2],
      ])
      expect(desks.get('agent-30')).toEqual({ version: 0, availability: 'available', pops: [] })
      expect(await store.readDesks([])).toEqual(new Map())
    })

    it('reads the versions of more desks than one statement asks for', async () => {
      const many = Array.from({ length: 250 }, (_, n) => `agent-${n}`)
      for (const id of ['agent-0', 'agent-120', 'agent-249']) await store.setAvailability(id, 'away', noon)
      const versions = await store.readDeskVersions(many)
      expect(versions.size).toBe(250)
      expect([...versions].filter(([, version]) => version === 1).map(([id]) => id)).toEqual([
        'agent-0',
        'agent-120',
        'agent-249',
      ])
    })

    it('tells of a change of availability once, in the line of the desk’s versions', async () => {
      await storeCall(store, { id: 'a', events: rang(), pops: [{}] })
      const [message, ...others] = await store.setAvailability('alice', 'away', noon)
      expect(others).toEqual([])
      expect(message).toMatchObject({ accountId: 'alice', version: 2 })
      expect(JSON.parse(message?.body ?? '')).toEqual({
        kind: 'availability',
        version: 2,
        availability: 'away',
      })
      expect(await store.setAvailability('alice', 'away', noon)).toEqual([])
      expect(await readDesk('alice')).toMatchObject({ version: 2, availability: 'away' })
      const outbox = await opened.sql(
        'select version, body from outbox where account_id = ? order by version',
        'alice',
      )
      expect(outbox.map((row) => row.version)).toEqual([1, 2])
      expect(outbox[1]?.body).toBe(message?.body)
    })

    it('keeps only the first painting of a pop, and none of a version that was never made', async () => {
      await storeCall(store, { id: 'a', events: rang(), pops: [{}] })
      const seen = { callId: 'main:a', accountId: 'alice', sentAt: noon + 5, renderedAt: noon + 20 }
      const rendered = () => opened.sql('select sent_at, rendered_at from pop')
      expect(await store.recordRendered({ ...seen, version: 9 })).toBeNull()
      expect(await rendered()).toMatchObject([{ sent_at: null, rendered_at: null }])
      expect(await store.recordRendered({ ...seen, version: 1 })).toEqual({ storedAt: expect.any(Number) })
      expect(await store.recordRendered({ ...seen, version: 1, renderedAt: noon + 900 })).toBeNull()
      expect(await rendered()).toMatchObject([{ sent_at: noon + 5, rendered_at: noon + 20 }])
    })

    it('keeps a draft only for whoever has read the one that is stored', async () => {
      const draft = { callId: 'main:a', accountId: 'alice', body: 'one', now: noon }
      expect(await store.readDraft('main:a', 'alice')).toBeNull()
      expect(await store.keepDraft({ ...draft, expectedVersion: 3 })).toBeNull()
      expect(await store.keepDraft({ ...draft, expectedVersion: 0 })).toBe(1)
      expect(await store.keepDraft({ ...draft, body: 'late tab', expectedVersion: 0 })).toBeNull()
      const both = [1, 1].map((expectedVersion, n) =>
        store.keepDraft({ ...draft, body: `tab ${n}`, expectedVersion }),
      )
      expect((await Promise.all(both)).toSorted()).toEqual([2, null])
      expect((await store.readDraft('main:a', 'alice'))?.version).toBe(2)
      expect(await store.readDraft('main:a', 'bob')).toBeNull()
    })

    it('writes a wrap-up into the interaction of the call, to be indexed again, and drops the draft', async () => {
      await storeCall(store, { id: 'a', events: [...rang(), ended(noon + 60_000)], pops: [{}] })
      await opened.sql('update interaction set indexed = 1 where call_id = ?', 'main:a')
      const draft = { callId: 'main:a', body: '{}', expectedVersion: 0, now: noon }
      await store.keepDraft({ ...draft, accountId: 'alice' })
      await store.keepDraft({ ...draft, accountId: 'bob' })
      await wrapUp('a', 'alice')
      expect(await interaction('a')).toEqual({ disposition: 'solved', body: 'note of alice', indexed: 0 })
      expect(await store.readDraft('main:a', 'alice')).toBeNull()
      expect(await store.readDraft('main:a', 'bob')).not.toBeNull()
    })

    it('gives what is noted on a call, by whom, drafts and wrap-ups, the oldest first', async () => {
      await storeCall(store, { id: 'a', events: rang(), pops: [{}] })
      const draft = { expectedVersion: 0, now: noon + 5 }
      await store.keepDraft({ ...draft, callId: 'main:a', accountId: 'bob', body: '{"note":"mine"}' })
      await store.keepDraft({ ...draft, callId: 'main:other', accountId: 'bob', body: '{}' })
      await wrapUp('a', 'alice', { now: noon + 1 })
      expect(await store.readNotesOfCall('main:a')).toEqual([
        { accountId: 'alice', note: 'note of alice', draft: null, writtenAt: noon + 1 },
        { accountId: 'bob', note: null, draft: '{"note":"mine"}', writtenAt: noon + 5 },
      ])
      expect(await store.readNotesOfCall('main:none')).toEqual([])
    })

    it('names the agents where several say something, and keeps the last wrap-up of each', async () => {
      await storeCall(store, { id: 'a', events: [...rang(), ended(noon + 60_000)], pops: [{}] })
      await wrapUp('a', 'alice')
      await wrapUp('a', 'alice', { note: 'said better', now: noon + 1 })
      await wrapUp('a', 'bob', { disposition: 'passed-on', now: noon + 2 })
      expect(await interaction('a')).toMatchObject({
        disposition: 'passed-on',
        body: 'Alice: said better\nBob: note of bob',
      })
    })

    it('gives a wrap-up that was saved before the end to the interaction that the end makes', async () => {
      await storeCall(store, { id: 'a', events: rang(), pops: [{}] })
      await wrapUp('a', 'alice')
      expect(await interaction('a')).toBeUndefined()
      await storeCall(store, { id: 'a', events: [...rang(), ended(noon + 60_000)], pops: [] })
      expect(await interaction('a')).toMatchObject({ disposition: 'solved', body: 'note of alice' })
    })

    it('lists what one has promised, soonest first, until it is done; nobody else’s', async () => {
      await storeCall(store, { id: 'a', events: rang(), pops: [{}], customerId: 7 })
      await wrapUp('a', 'alice', { followUpAt: noon + 9000, followUpText: 'call back' })
      await wrapUp('gone', 'alice', { followUpAt: noon + 5000 })
      await wrapUp('a', 'bob', { followUpAt: noon + 1000, followUpText: 'Bob’s' })
      const due = await store.readFollowUps('alice', 10)
      expect(due.map((one) => one.callId)).toEqual(['main:gone', 'main:a'])
      expect(due[1]).toEqual({
        callId: 'main:a',
        dueAt: noon + 9000,
        text: 'call back',
        customerId: 7,
        customerName: 'Chan Siu Ming',
        number: '+4930123456',
      })
      expect(await store.closeFollowUp('main:a', 'alice', noon)).toBe(true)
      expect(await store.closeFollowUp('main:a', 'alice', noon)).toBe(false)
      expect((await store.readFollowUps('alice', 10)).map((one) => one.callId)).toEqual(['main:gone'])
      expect(await store.readFollowUps('bob', 10)).toHaveLength(1)
    })

    it('opens a follow-up again only when it is set to another time', async () => {
      await wrapUp('a', 'alice', { followUpAt: noon + 9000 })
      await store.closeFollowUp('main:a', 'alice', noon)
      await wrapUp('a', 'alice', { followUpAt: noon + 9000, note: 'corrected' })
      expect(await store.readFollowUps('alice', 10)).toEqual([])
      await wrapUp('a', 'alice', { followUpAt: noon + 10_000 })
      expect(await store.readFollowUps('alice', 10)).toHaveLength(1)
    })

    it('pages through the agent’s own calls, newest first, and the ones they placed among them', async () => {
      for (const n of [1, 2, 3, 4]) {
        const at = noon + n * 1000
        const pop = { offeredAt: at, answeredAt: at, state: 'closed', closing: 'wrapped-up' }
        await storeCall(store, {
          id: `c${n}`,
          events: [...rang(at), answered(at, 'alice'), ended(at)],
          pops: [pop],
          customerId: 7,
        })
      }
      const placed = { more: { direction: 'outbound' as const, to: '030 999' }, events: rang(noon, []) }
      await storeCall(store, { id: 'out', ...placed, pops: [{ offeredAt: null }] })
      await wrapUp('c4', 'alice', { note: 'mine' })
      await wrapUp('c4', 'bob', { note: 'his' })
      const first = await store.readRecentCalls('alice', noon + 99_000, 3)
      expect(first.map((one) => one.callId)).toEqual(['main:c4', 'main:c3', 'main:c2'])
      expect(first[0]).toMatchObject({
        customerName: 'Chan Siu Ming',
        number: '+4930123456',
        note: 'mine',
        disposition: 'solved',
      })
      const rest = await store.readRecentCalls('alice', first[2]?.offeredAt ?? 0, 3)
      expect(rest.map((one) => one.callId)).toEqual(['main:c1', 'main:out'])
      expect(await store.readRecentCalls('bob', noon + 99_000, 3)).toEqual([])
    })

    it('shows no withheld number, and no name to who did not get the call', async () => {
      const closed = { state: 'closed', closing: 'missed' }
      await storeCall(store, {
        id: 'withheld',
        more: { presentation: 'restricted' },
        events: [...rang(noon + 1), answered(noon + 1, 'alice'), ended(noon + 2)],
        pops: [{ answeredAt: noon + 1 }],
      })
      await storeCall(store, {
        id: 'lost',
        events: [...rang(noon + 2, ['alice', 'bob']), answered(noon + 2, 'bob')],
        pops: [
          { ...closed, closing: 'lost' },
          { accountId: 'bob', answeredAt: noon + 2 },
        ],
      })
      await storeCall(store, {
        id: 'missed-by-one',
        events: [...rang(noon + 3), answered(noon + 4, 'bob'), ended(noon + 5)],
        pops: [closed],
        customerId: 7,
      })
      await storeCall(store, {
        id: 'ringing',
        events: rang(noon + 3, ['alice', 'bob']),
        pops: [{}],
        customerId: 7,
      })
      const calls = await store.readRecentCalls('alice', noon + 9000, 10)
      expect(calls.map((one) => one.callId).toSorted()).toEqual([
        'main:missed-by-one',
        'main:ringing',
        'main:withheld',
      ])
      for (const one of calls)
        expect(one).toMatchObject({ number: null, customerName: null, customerId: null })
    })

    it('lists as missed what nobody answered, with the name, since an instant', async () => {
      const missed = { state: 'closed', closing: 'missed' }
      const gaveUp = { state: 'closed', closing: 'withdrawn' }
      const both = rang(noon + 1, ['alice', 'bob'])
      await storeCall(store, { id: 'm', events: [...both, ended(noon + 9)], pops: [missed], customerId: 7 })
      await storeCall(store, { id: 'w', events: [...both, ended(noon + 9)], pops: [gaveUp] })
      await storeCall(store, {
        id: 'old',
        events: [...both, ended(noon + 9)],
        pops: [{ ...missed, offeredAt: noon - 1 }],
      })
      await storeCall(store, {
        id: 'taken',
        events: [...both, answered(noon + 5, 'bob'), ended(noon + 9)],
        pops: [missed],
      })
      await storeCall(store, { id: 'live', events: both, pops: [missed] })
      const calls = await store.readMissedCalls('alice', noon, 10)
      expect(calls.map((one) => one.callId)).toEqual(['main:m', 'main:w'])
      expect(calls[0]).toMatchObject({ customerName: 'Chan Siu Ming', number: '+4930123456' })
      expect(await store.readMissedCalls('bob', noon, 10)).toEqual([])
    })

    it('lists live calls, oldest first, and marks those that were offered to nobody we know', async () => {
      await storeCall(store, { id: 'b', events: rang(noon + 2, ['?9999']), pops: [], customerId: 7 })
      await storeCall(store, {
        id: 'a',
        events: [...rang(noon + 1), answered(noon + 1, 'alice')],
        pops: [{}],
      })
      await storeCall(store, { id: 'over', events: [...rang(), ended(noon + 9)], pops: [{}] })
      const calls = await store.readLiveCalls(10)
      expect(calls.map((one) => [one.callId, one.phase, one.unrouted])).toEqual([
        ['main:a', 'connected', false],
        ['main:b', 'ringing', true],
      ])
      expect(calls[0]).toMatchObject({ answeredBy: ['alice'], answeredAt: noon + 1, customerName: null })
      expect(calls[1]).toMatchObject({ answeredBy: [], customerName: 'Chan Siu Ming', source: 'main' })
    })
  })
}
