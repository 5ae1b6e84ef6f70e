import { randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type ExportRunner, exportRunner } from '../../src/export/run-exports.ts'
import type { ExportJob } from '../../src/store/export-store.ts'
import { openFileStore } from '../store/open-file-store.ts'

const file = {
  order: { kind: 'cases', from: null, until: null, teams: null },
  format: 'csv',
  bom: true,
  mostRows: 1000,
} as const

describe('an export that is being written', () => {
  let opened: Awaited<ReturnType<typeof openFileStore>>
  let folder: string
  let runner: ExportRunner
  const faults: unknown[] = []

  beforeEach(async () => {
    opened = await openFileStore()
    folder = mkdtempSync(join(tmpdir(), 'greetline-exports-'))
    faults.length = 0
    runner = exportRunner({
      store: opened.store,
      folder,
      workerFile: new URL('./endless-export.ts', import.meta.url),
      place: null,
      node: 'here',
      onFault: (reason) => faults.push(reason),
      now: Date.now,
    })
  })
  afterEach(async () => {
    await runner.stop()
    await opened.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const begin = async (): Promise<string> => {
    const job: ExportJob = {
      id: randomUUID(),
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
      askedAt: Date.now(),
      finishedAt: null,
      expiresAt: Date.now() + 60_000,
    }
    await runner.add(job)
    runner.enqueue(job, file)
    return job.id
  }
  const isWriting = (id: string) =>
    vi.waitFor(() => expect(readdirSync(folder)).toContain(`${id}.csv.part`), { timeout: 10_000 })
  const states = async (...ids: string[]) =>
    Promise.all(ids.map(async (id) => (await opened.store.readExport(id))?.state))

  it('[P130] is given up within seconds when it is cancelled, with its file, and the next one begins', async () => {
    const first = await begin()
    const second = await begin()
    await isWriting(first)
    expect(await opened.store.cancelExport(first, Date.now())).toBe(true)
    await isWriting(second)
    expect(readdirSync(folder)).toEqual([`${second}.csv.part`])
    expect(await states(first, second)).toEqual(['cancelled', 'running'])
    expect(faults).toEqual([])
  }, 20_000)

  it('[P130] and those that wait are interrupted when the house stops, and leave nothing behind', async () => {
    const first = await begin()
    const second = await begin()
    await isWriting(first)
    await runner.stop()
    expect(readdirSync(folder)).toEqual([])
    expect(await states(first, second)).toEqual(['interrupted', 'interrupted'])
    expect(faults).toEqual([])
  }, 20_000)
})
