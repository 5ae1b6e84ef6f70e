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

    const begin = (fileName: string) =>
      opened.store.beginImport({
        kind: 'customers',
        fileName,
        bytesTotal: 100,
        accountId: 'a',
        startedAt: noon,
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
      })
      await opened.store.advanceImport(id, {
        bytesRead: 100,
        rowsRead: 1,
        rowsCreated: 1,
        rowsChanged: 0,
        refusals: [],
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

    it('marks what was running when the process stopped, and nothing else', async () => {
      const done = await begin('done.csv')
      const running = await begin('running.csv')
      await opened.store.endImport(done.id, 'done', null, noon)
      await opened.store.interruptImports(noon + 1)
      const states = (await opened.store.readImports(10)).map((job) => [job.id, job.state])
      expect(states).toEqual([
        [running.id, 'interrupted'],
        [done.id, 'done'],
      ])
    })
  })
}
