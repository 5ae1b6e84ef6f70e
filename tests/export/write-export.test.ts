import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { partOf, writeExport } from '../../src/export/write-export.ts'
import type { ExportReader } from '../../src/store/export-store.ts'

it('[P158] an export rests after each page, when that is written and told of', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'greetline-export-'))
  const path = join(folder, 'customers.csv')
  const pages = [500, 500, 3]
  const reader: Pick<ExportReader, 'readTable'> = {
    readTable: async ({ after }) => {
      const first = Number(after ?? 0) + 1
      return Array.from({ length: pages.shift() ?? 0 }, (_, n) => ({ id: first + n }))
    },
  }
  const deeds: string[] = []
  let size = 0
  await writeExport(
    {
      order: { kind: 'customers', from: null, until: null, teams: null },
      format: 'csv',
      bom: false,
      path,
      mostRows: 5000,
    },
    reader as ExportReader,
    ({ rows }) => deeds.push(`${rows} rows`),
    async () => {
      const { size: now } = statSync(partOf(path))
      deeds.push(now > size ? 'rest' : 'rest before writing')
      size = now
    },
  )
  expect(deeds).toEqual(['500 rows', 'rest', '1000 rows', 'rest', '1003 rows', 'rest'])
  rmSync(folder, { recursive: true, force: true })
})
