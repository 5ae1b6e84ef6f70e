import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ImportStore } from '../../src/store/import-store.ts'
import { noon } from './told-customers.ts'

export interface OpenedImports {
  readonly store: ImportStore
  close(): Promise<void>
}

/** What every engine must do with import jobs and their refusals. */
export function importContract(engine: string, open: () => Promise<OpenedImports>): void {
  describe(`imports on ${engine}`, () => {
    let opened: OpenedImports

    beforeEach(async () => {
      opened = await open()
    })
    afterEach(() => opened.close())

    const lease = { node: 'a', leaseUntil: noon + 100 }
    const begin = (fileName: string, more: object = {}) =>
      opened.store.beginImport({
        kind: 'customers',
        fileName,
        bytesTotal: 100,
        accountId: 'a',
        startedAt: noon,
        ...lease,
        ...more,
      })

    it('counts what is told of a job, a line with two faults once', async () => {
      const { id } = await begin('a.csv')
      const refusals = [
        { line: 3, field: 'tier', reason: 'no', value: 'x' },
        { line: 3, field: 'phone', reason: 'no', value: 'y' },
        { line: 4, field: 'phone', reason: 'no', value: 'z' },
      ]
      await opened.store.advanceImport(id, {
        bytesRead: 40,
        rowsRead: 5,
        rowsCreated: 2,
        rowsChanged: 1,
        refusals,
        leaseUntil: noon + 200,
      })
      await opened.store.advanceImport(id, {
        bytesRead: 100,
        rowsRead: 1,
        rowsCreated: 1,
        rowsChanged: 0,
        refusals: [],
        leaseUntil: noon + 200,
      })
      await opened.store.endImport(id, 'done', null, noon + 5)
      expect(await opened.store.readImport(id)).toMatchObject({
        state: 'done',
        bytesRead: 100,
        rowsRead: 6,
        rowsCreated: 3,
        rowsChanged: 1,
        rowsRefused: 2,
        finishedAt: noon + 5,
      })
      expect(await opened.store.readImportRefusals(id, 0, 1)).toHaveLength(2)
      expect(await opened.store.readImportRefusals(id, 3, 10)).toEqual([refusals[2]])
    })

    it('keeps more refusals of one batch than a statement holds', async () => {
      const { id } = await begin('a.csv')
      const refusals = Array.from({ length: 257 }, (_, n) => ({
        line: n + 2,
        field: 'phone',
        reason: 'no',
        value: String(n),
      }))
      const none = { bytesRead: 1, rowsRead: 257, rowsCreated: 0, rowsChanged: 0, leaseUntil: noon }
      expect(await opened.store.advanceImport(id, { ...none, refusals })).toBe(true)
      expect(await opened.store.readImportRefusals(id, 0, 500)).toEqual(refusals)
      expect(await opened.store.readImport(id)).toMatchObject({ rowsRefused: 257 })
    })

    it('[P45] marks what nobody runs any more, whoever ran it, and leaves alone what somebody runs', async () => {
      const done = await begin('done.csv', { leaseUntil: noon })
      const dead = await begin('dead.csv', { leaseUntil: noon + 10 })
      const running = await begin('running.csv', { node: 'b' })
      const waiting = await begin('waiting.csv', { leaseUntil: noon + 10 })
      await opened.store.endImport(done.id, 'done', null, noon)
      await opened.store.renewImports([waiting.id], noon + 100)
      expect(await opened.store.interruptImports(noon + 11)).toBe(1)
      const states = (await opened.store.readImports(10)).map((job) => [job.fileName, job.state])
      expect(states).toEqual([
        ['waiting.csv', 'running'],
        ['running.csv', 'running'],
        ['dead.csv', 'interrupted'],
        ['done.csv', 'done'],
      ])
      const step = { bytesRead: 9, rowsRead: 9, rowsCreated: 9, rowsChanged: 0, refusals: [] }
      expect(await opened.store.advanceImport(dead.id, { ...step, leaseUntil: noon + 300 })).toBe(false)
      await opened.store.endImport(dead.id, 'done', null, noon + 12)
      expect(await opened.store.readImport(dead.id)).toMatchObject({
        state: 'interrupted',
        rowsRead: 0,
        finishedAt: noon + 11,
      })
      expect(await opened.store.advanceImport(running.id, { ...step, leaseUntil: noon + 300 })).toBe(true)
      expect(await opened.store.interruptImports(noon + 250)).toBe(1)
    })
  })
}
