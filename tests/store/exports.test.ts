import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openExportReader } from '../../src/house-store.ts'
import type { ExportJob, ExportRow, TableOrder } from '../../src/store/export-store.ts'
import { engines } from './engines.ts'
import { noon } from './told-customers.ts'

const job: ExportJob = {
  id: 'one',
  kind: 'cases',
  format: 'csv',
  asked: '{}',
  accountId: 'sam',
  accountName: 'Sam',
  state: 'waiting',
  rows: 0,
  doneOfThousand: null,
  bytes: 0,
  sha256: null,
  why: null,
  askedAt: noon,
  finishedAt: null,
  expiresAt: noon + 1000,
}
const some = { rows: 5, doneOfThousand: 100, bytes: 99 }

describe.each(engines)('exports on %s', (_, open) => {
  it('[P130] one that was cancelled is not begun and never done; one whose node is gone counts as interrupted', async () => {
    const { store, close } = await open()
    try {
      await store.addExport(job, 'a', noon + 60_000)
      expect(await store.cancelExport('one', noon)).toBe(true)
      expect(await store.beginExport('one', 'a', noon + 60_000)).toBe(false)
      await store.addExport({ ...job, id: 'two', askedAt: noon + 1 }, 'a', noon + 60_000)
      expect(await store.beginExport('two', 'a', noon + 60_000)).toBe(true)
      expect(await store.beginExport('two', 'b', noon + 60_000)).toBe(false)
      expect(await store.advanceExport('two', some, noon + 61_000)).toBe(true)
      expect(await store.interruptExports(noon + 60_500)).toBe(0)
      expect(await store.interruptExports(noon + 61_001)).toBe(1)
      const over = { ...some, state: 'done', sha256: 'ab', why: null, at: noon } as const
      expect(await store.endExport('two', over)).toBe(false)
      await store.addExport({ ...job, id: 'three', accountId: 'ada', askedAt: noon + 2 }, 'a', noon + 60_000)
      await store.beginExport('three', 'a', noon + 60_000)
      expect(await store.endExport('three', over)).toBe(true)
      expect(await store.cancelExport('three', noon)).toBe(false)
      const states = (await store.readExports(null, 10)).map(({ id, state }) => [id, state])
      expect(states).toEqual([
        ['three', 'done'],
        ['two', 'interrupted'],
        ['one', 'cancelled'],
      ])
      expect((await store.readExports('ada', 10)).map(({ id }) => id)).toEqual(['three'])
      expect(await store.readExport('three')).toMatchObject({ ...some, sha256: 'ab', finishedAt: noon })
      expect(await store.forgetExports(noon + 2, 10)).toBe(false)
      expect((await store.readExports(null, 10)).map(({ id }) => id)).toEqual(['three'])
    } finally {
      await close()
    }
  })

  it('[P130] what waits is held by its node: it is interrupted when that falls silent, or goes', async () => {
    const { store, close } = await open()
    try {
      for (const [n, id] of ['held', 'silent', 'gone', 'begun'].entries()) {
        const node = id === 'gone' || id === 'begun' ? 'leaving' : 'staying'
        await store.addExport({ ...job, id, askedAt: noon + n }, node, noon + 60_000)
      }
      await store.beginExport('begun', 'leaving', noon + 60_000)
      await store.holdExports(['held'], noon + 90_000)
      await store.abandonExports('leaving', noon + 1)
      const states = async () =>
        Object.fromEntries((await store.readExports(null, 10)).map(({ id, state }) => [id, state]))
      const left = { gone: 'interrupted', begun: 'interrupted' }
      expect(await states()).toEqual({ held: 'waiting', silent: 'waiting', ...left })
      expect(await store.interruptExports(noon + 60_001)).toBe(1)
      expect(await states()).toEqual({ held: 'waiting', silent: 'interrupted', ...left })
    } finally {
      await close()
    }
  })

  it('[P130] tables are read page by page, whole and once, and no more of them than the teams see', async () => {
    const opened = await open()
    const { store, sql, close } = opened
    const url = (opened as { url?: string }).url
    const reader = openExportReader(
      url === undefined
        ? { kind: 'sqlite', file: join(opened.folder, 'house.sqlite') }
        : { kind: 'postgres', url },
    )
    const read = async (order: Partial<TableOrder> & Pick<TableOrder, 'kind'>): Promise<ExportRow[]> => {
      const found: ExportRow[] = []
      for (let after: ExportRow['id'] | null = null; ; ) {
        const page = await reader.readTable({
          after,
          from: null,
          until: null,
          teams: null,
          most: 2,
          ...order,
        })
        found.push(...page)
        if (page.length < 2) return found
        after = page.at(-1)?.id ?? null
      }
    }
    try {
      await sql(
        `insert into account (id, login, name, role, language, created_at, team) values ('al', 'al', 'Alice', 'agent', 'en', 1, 'north')`,
      )
      for (let n = 1; n <= 5; n++) {
        await sql(
          `insert into customer (id, kind, name, tier, wishes, version, created_at, updated_at)
            values (${n}, 'person', 'Muster ${n}', 'gold', '[]', 1, ${noon + n}, ${noon})`,
        )
        await sql(
          `insert into customer_number (number_key, customer_id, raw, created_at) values ('+4930${n}', ${n}, 'x', 1)`,
        )
        await sql(
          `insert into customer_case (id, customer_id, subject, opened_at, owner_id)
            values (${n}, ${n}, 'about ${n}', ${noon + n}, ${n < 3 ? "'al'" : 'null'})`,
        )
      }
      await store.audit({ at: noon, accountId: 'al', action: 'x', subject: 'y', detail: 'z' })
      const customers = await read({ kind: 'customers' })
      expect(customers.map(({ id, numbers }) => [id, numbers])).toEqual(
        [1, 2, 3, 4, 5].map((n) => [n, `+4930${n}`]),
      )
      expect(await read({ kind: 'customers', teams: ['north'] })).toEqual([])
      expect((await read({ kind: 'cases' })).map(({ id }) => id)).toEqual([1, 2, 3, 4, 5])
      expect((await read({ kind: 'cases', teams: ['north'] })).map(({ owner }) => owner)).toEqual([
        'Alice',
        'Alice',
      ])
      expect((await read({ kind: 'cases', teams: [] })).length).toBe(0)
      const some = await read({ kind: 'cases', from: noon + 2, until: noon + 4 })
      expect(some.map(({ id }) => id)).toEqual([2, 3])
      expect(await read({ kind: 'promises' })).toEqual([])
      expect(await read({ kind: 'surveys' })).toEqual([])
      expect((await read({ kind: 'audit', teams: [] })).map(({ accountName }) => accountName)).toEqual([
        'Alice',
      ])
    } finally {
      await reader.close()
      await close()
    }
  })
})
