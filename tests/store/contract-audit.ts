import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AccountStore } from '../../src/store/account-store.ts'
import type { AuditEntry, ChainReader, RecordFilter } from '../../src/store/audit-store.ts'
import type { CustomerStore } from '../../src/store/customer-store.ts'
import type { HistoryStore } from '../../src/store/history-store.ts'
import { verifyChain } from '../../src/verify-chain.ts'
import { interaction, noon, person } from './told-customers.ts'

export interface OpenedAudit {
  readonly store: AccountStore & CustomerStore & HistoryStore
  sql(text: string, ...values: unknown[]): Promise<Record<string, unknown>[]>
  openChain(): ChainReader
  close(): Promise<void>
}

const day = 24 * 60 * 60_000

/** What every engine must do with the record and its chain. */
export function auditContract(engine: string, open: () => Promise<OpenedAudit>): void {
  describe(`the record on ${engine}`, () => {
    let opened: OpenedAudit
    let store: OpenedAudit['store']

    beforeEach(async () => {
      opened = await open()
      store = opened.store
    })
    afterEach(() => opened.close())

    const note = (n: number, more: Partial<AuditEntry> = {}) =>
      store.audit({
        at: noon + n * 1000,
        accountId: 'alice',
        action: 'pop',
        subject: `customer:${n % 3}`,
        detail: `main:${n}`,
        ...more,
      })
    const fill = async (rows: number, from = 0): Promise<void> => {
      await Promise.all(Array.from({ length: rows }, (_, n) => note(from + n)))
    }
    const sealAll = async (at = noon + day): Promise<void> => {
      while (await store.sealAudit(at)) {
        // Batch by batch.
      }
    }
    interface Kept {
      readonly n: number
      readonly hash: string
    }
    const verify = async (kept: Kept[] = [], after?: Kept) => {
      const reader = opened.openChain()
      try {
        return await verifyChain(reader, { kept, after, startedAt: 1, tell: () => undefined })
      } finally {
        await reader.close()
      }
    }
    const kinds = async (kept: Kept[] = [], after?: Kept) =>
      (await verify(kept, after)).faults.map(({ kind }) => kind)

    it('[P107] seals every row once, in a chain that verifies from the first to the last', async () => {
      await fill(250)
      await sealAll()
      await fill(5, 250)
      const { newest, rows, unsealed } = await store.readChainState()
      expect({ rows, unsealed }).toEqual({ rows: 255, unsealed: 5 })
      expect(newest).toMatchObject({ rowsUntil: 250, prunedAt: null })
      expect(newest?.n).toBeGreaterThan(2)
      expect(await verify([{ n: newest?.n ?? 0, hash: newest?.hash ?? '' }])).toMatchObject({
        untilSeal: newest?.n,
        rowsRead: 250,
        faults: [],
      })
    })

    it('[P107] goes on with rows that come in with an earlier id than what is sealed', async () => {
      await fill(50)
      await sealAll()
      await note(7, { detail: 'late' })
      await fill(20, 60)
      await sealAll()
      expect(await verify()).toMatchObject({ rowsRead: 71, faults: [] })
    })

    const tampers: readonly [string, readonly string[], string][] = [
      [
        'a changed row',
        ["update audit set account_id = 'bob' where id = (select min(id) + 0 from audit)"],
        'row-changed',
      ],
      [
        'another time of a row',
        ['update audit set at = at + 1 where id = (select max(id) from audit)'],
        'row-changed',
      ],
      [
        'a deleted row',
        ['delete from audit where id = (select max(id) from audit where seal = 2)'],
        'row-missing',
      ],
      [
        'two rows in another order',
        [
          'update audit set id = -1 where id = (select min(id) from audit)',
          `update audit set id = (select first_id from audit_seal where n = 1)
            where id = (select min(id) from audit where id > 0)`,
          'update audit set id = (select first_id from audit_seal where n = 1) + 4096000 where id = -1',
        ],
        'row-changed',
      ],
      [
        'a row put in between',
        [
          `insert into audit (id, at, account_id, action, subject, detail, seal)
            select min(id) + 1, min(at), 'bob', 'pop', 'customer:1', '', 1 from audit`,
        ],
        'row-added',
      ],
      [
        'a row put in under a seal, far from its rows',
        [
          `insert into audit (id, at, account_id, action, subject, detail, seal)
            select max(id) + 99999999, max(at), 'bob', 'pop', 'customer:1', '', 1 from audit`,
        ],
        'row-added',
      ],
      [
        'a row moved to another seal',
        ['update audit set seal = 2 where id = (select min(id) from audit)'],
        'row-missing',
      ],
      [
        'a seal taken out',
        ['delete from audit where seal = 2', 'delete from audit_seal where n = 2'],
        'seal-missing',
      ],
      [
        'the beginning cut off',
        ['delete from audit where seal = 1', 'delete from audit_seal where n = 1'],
        'seal-missing',
      ],
      [
        'the last seal gone, its rows left',
        ['delete from audit_seal where n = (select max(n) from audit_seal)'],
        'unknown-seal',
      ],
      [
        'a row put in under a seal that never was',
        [
          `insert into audit (id, at, account_id, action, subject, detail, seal)
            select max(id) + 1, max(at), 'bob', 'pop', 'customer:1', '', 0 from audit`,
        ],
        'row-added',
      ],
      [
        'a changed row whose seal says that it was given up',
        [
          "update audit set account_id = 'bob' where id = (select max(id) from audit where seal = 2)",
          'update audit_seal set pruned_at = 1 where n = 2',
        ],
        'row-changed',
      ],
      ['a seal’s own words changed', ['update audit_seal set at = at + 1 where n = 2'], 'row-changed'],
    ]
    it.each(tampers)('[P107] shows %s', async (_what, statements, kind) => {
      await fill(330)
      await sealAll()
      expect(await kinds()).toEqual([])
      for (const sql of statements) await opened.sql(sql)
      expect(await kinds()).toContain(kind)
    })

    it('[P107] shows a tail that was cut off whole, against the seal that somebody kept', async () => {
      await fill(330)
      await sealAll()
      const { newest } = await store.readChainState()
      const kept = [{ n: newest?.n ?? 0, hash: newest?.hash ?? '' }]
      await opened.sql('delete from audit where seal = ?', newest?.n)
      await opened.sql('delete from audit_seal where n = ?', newest?.n)
      expect(await kinds()).toEqual([])
      expect(await kinds(kept)).toEqual(['kept-seal-missing'])
      // Whoever goes on writing makes another seal of that number.
      await fill(40, 400)
      await sealAll()
      expect(await kinds(kept)).toContain('seal-changed')
    })

    describe('where only what is new is verified', () => {
      let after: Kept
      beforeEach(async () => {
        await fill(330)
        await sealAll()
        const { untilSeal: n, untilHash: hash = '' } = await verify()
        after = { n, hash }
        await fill(200, 400)
        await sealAll()
      })

      it('[P149] reads only what was sealed since, and finds it right', async () => {
        const { newest } = await store.readChainState()
        const found = { rowsRead: 200, untilSeal: newest?.n, untilHash: newest?.hash, faults: [] }
        expect(await verify([], after)).toMatchObject(found)
      })

      it.each([
        [
          'a changed row',
          "update audit set account_id = 'bob' where id = (select max(id) from audit)",
          'row-changed',
        ],
        ['a deleted row', 'delete from audit where id = (select max(id) from audit)', 'row-missing'],
        [
          'a seal taken out',
          'delete from audit_seal where n = (select max(n) - 1 from audit_seal)',
          'seal-missing',
        ],
      ] as const)('[P149] shows %s among what is new', async (_what, sql, kind) => {
        await opened.sql(sql)
        expect(await kinds([], after)).toContain(kind)
      })

      it('[P149] shows that the end of what was found right is gone, and leaves what is older to the whole check', async () => {
        await opened.sql("update audit set account_id = 'bob' where id = (select min(id) from audit)")
        expect(await kinds([], after)).toEqual([])
        expect(await kinds()).toEqual(['row-changed'])
        await opened.sql('delete from audit where seal >= ?', after.n)
        await opened.sql('delete from audit_seal where n >= ?', after.n)
        expect(await kinds([], after)).toEqual(['kept-seal-missing'])
        await fill(40, 900)
        await sealAll()
        expect(await kinds([], after)).toContain('seal-changed')
      })

      it('[P149] begins with what is there once the seal was given up for its age', async () => {
        await store.audit({ at: noon + 3 * day, accountId: null, action: 'x', subject: '', detail: '' })
        await sealAll(noon + 3 * day)
        await store.pruneAudit(noon + 2 * day, noon + 3 * day)
        expect(await verify([], after)).toMatchObject({ rowsRead: 1, faults: [] })
      })
    })

    it('[P107] goes on from a kept seal once what is older was given up', async () => {
      await fill(200)
      await sealAll(noon + 1000)
      await store.audit({ at: noon + 3 * day, accountId: null, action: 'x', subject: '', detail: '' })
      await sealAll(noon + 3 * day)
      expect(await store.pruneAudit(noon - day, noon)).toBeNull()
      const pruned = await store.pruneAudit(noon + 2 * day, noon + 3 * day)
      expect(pruned).toMatchObject({ prunedAt: noon + 3 * day, rowsUntil: 200 })
      expect(await kinds()).toEqual([])
      while (await store.removePruned()) {
        // Batch by batch.
      }
      expect(await opened.sql('select action from audit')).toEqual([{ action: 'x' }])
      expect(await kinds([{ n: pruned?.n ?? 0, hash: pruned?.hash ?? '' }])).toEqual([])
      expect(await store.readChainState()).toMatchObject({ rows: 1, prunedUntil: { n: pruned?.n } })
      expect(await store.pruneAudit(noon + 2 * day, noon + 3 * day)).toBeNull()
      await opened.sql("update audit set detail = 'y'")
      expect(await kinds()).toEqual(['row-changed'])
    })

    it('[P107] shows a row put in under a seal that was given up, and not those that are still to go', async () => {
      await fill(200)
      await sealAll(noon + 1000)
      await store.audit({ at: noon + 3 * day, accountId: null, action: 'x', subject: '', detail: '' })
      await sealAll(noon + 3 * day)
      await store.pruneAudit(noon + 2 * day, noon + 3 * day)
      expect(await kinds()).toEqual([])
      await opened.sql(
        `insert into audit (id, at, account_id, action, subject, detail, seal)
          select max(id) + 1, max(at), 'bob', 'pop', 'customer:1', '', 1 from audit`,
      )
      expect(await kinds()).toEqual(['row-added'])
    })

    it('[P107] takes nothing for tampered with that was given up for its age while it was looked at', async () => {
      await fill(200)
      await sealAll(noon + 1000)
      await store.audit({ at: noon + 3 * day, accountId: null, action: 'x', subject: '', detail: '' })
      await sealAll(noon + 3 * day)
      const reader = opened.openChain()
      let isPruned = false
      const meanwhile: ChainReader = {
        ...reader,
        async readSealedRows(first, last) {
          if (!isPruned) {
            isPruned = true
            await store.pruneAudit(noon + 2 * day, noon + 3 * day)
            while (await store.removePruned()) {
              // Batch by batch.
            }
          }
          return reader.readSealedRows(first, last)
        },
      }
      const check = await verifyChain(meanwhile, { kept: [], startedAt: 1, tell: () => undefined })
      await reader.close()
      expect(check).toMatchObject({ rowsRead: 1, faults: [] })
    })

    it('[P106] keeps each of many rows of one instant, also where two processes make the same id', async () => {
      const rows = { at: noon, accountId: 'alice', action: 'pop', subject: 'customer:1' }
      await store.audit({ ...rows, detail: 'first' })
      const [first] = await opened.sql('select id from audit')
      await opened.sql(
        "insert into audit (id, at, account_id, action, subject, detail) values (?, ?, 'bob', 'pop', 'x', 'taken')",
        Number(first?.id) + 1,
        noon,
      )
      await store.audit({ ...rows, detail: 'second' })
      const kept = (await opened.sql('select detail from audit order by id')).map(({ detail }) => detail)
      expect(kept).toEqual(['first', 'taken', 'second'])
    })

    const created = async (name: string): Promise<number> => {
      const write = await store.createCustomer(person(name), [], noon)
      return write.kind === 'written' ? write.customer.id : 0
    }
    const list = async (filter: RecordFilter): Promise<string[]> => {
      const found: string[] = []
      for (let before: number | null = null; ; ) {
        const { rows, next } = await store.readRecord(filter, before)
        found.push(...rows.map(({ accountId, action, detail }) => `${accountId} ${action} ${detail}`))
        if (next === null) return found
        before = next
      }
    }

    it('[P108] finds by person, deed, thing, customer and time, each row once, sealed or not', async () => {
      await fill(700)
      await note(800, { accountId: 'bob', action: 'export', subject: 'history', detail: 'csv' })
      await sealAll()
      await fill(400, 900)
      await note(2000, { accountId: 'bob', detail: 'last' })
      expect((await list({})).length).toBe(1102)
      expect(new Set(await list({})).size).toBe(1102)
      expect((await list({}))[0]).toBe('bob pop last')
      expect(await list({ accountId: 'bob' })).toEqual(['bob pop last', 'bob export csv'])
      expect(await list({ action: 'export' })).toEqual(['bob export csv'])
      expect((await list({ action: 'pop' })).length).toBe(1101)
      expect((await list({ subject: 'customer:1', accountId: 'alice' })).length).toBe(233 + 133)
      expect(await list({ from: noon + 10_000, until: noon + 12_000 })).toEqual([
        'alice pop main:11',
        'alice pop main:10',
      ])
      expect(await list({ from: noon + 950_000, until: noon + 951_000 })).toEqual(['alice pop main:950'])
    })

    it('[P108] finds by customer also what was done to their contacts and to those merged into them', async () => {
      const ada = { id: await created('Ada') }
      const other = { id: await created('Adah') }
      const written = await store.addInteraction(
        interaction('note', { customerId: ada.id, callId: 'main:1' }),
      )
      const added = written.kind === 'written' ? written.interaction.id : 0
      await note(1, { subject: `customer:${other.id}`, detail: 'before the merge' })
      await note(2, { subject: `interaction:${added}`, detail: 'read' })
      await note(3, { subject: 'call:main:1', detail: 'explained' })
      await note(4, { subject: 'call:main:2', detail: 'another’s' })
      await opened.sql('update customer set merged_into = ? where id = ?', ada.id, other.id)
      const wanted = ['alice pop explained', 'alice pop read', 'alice pop before the merge']
      expect(await list({ customerId: ada.id })).toEqual(wanted)
      await sealAll()
      expect(await list({ customerId: ada.id })).toEqual(wanted)
    })
  })
}
