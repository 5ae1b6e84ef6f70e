import { readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeExport } from '../src/export/write-export.ts'
import { daysIn } from '../src/history/days.ts'
import { readSearch } from '../src/history/find-interactions.ts'
import { openExportReader } from '../src/house-store.ts'
import { databaseIn } from '../src/store/sqlite-files.ts'

/** What an export of everything took; memory in MB, apart from pages of the database that the system has mapped in. */
export interface ExportDone {
  readonly rows: number
  readonly seconds: number
  readonly bytes: number
  /** Own memory after each tenth: it grows within the first half million rows, until caches and heaps have their size. */
  readonly own: readonly number[]
  /** Mapped pages of files at the end, which the system takes back when somebody else needs them. */
  readonly mapped: number
}

/** Writes one file of all contacts, as the thread of the product does, in a process of which nothing else is measured. */
const [folder, rowsWanted] = process.argv.slice(2)
if (folder === undefined) throw new Error('usage: node bench/export-process.ts FOLDER ROWS')
const tenth = Math.max(1, Math.floor(Number(rowsWanted) / 10))
const path = join(tmpdir(), `greetline-bench-${process.pid}.csv`)
const reader = openExportReader({ kind: 'sqlite', file: databaseIn(folder) })
const own: number[] = []
const began = performance.now()

const nothing = { agents: [], teams: [], queues: [], dispositions: [], tiers: [], causes: [] }
const { order } = readSearch(
  { text: '' },
  {
    readNumber: () => ({ number: { kind: 'unreadable', raw: '' }, key: null }) as never,
    vocabulary: { ...nothing, days: daysIn('Europe/Berlin') },
    teams: null,
    now: Date.now(),
  },
)
if (!order) throw new Error('nothing is asked')
try {
  const written = await writeExport(
    {
      order: { kind: 'interactions', search: order },
      format: 'csv',
      bom: true,
      path,
      mostRows: Number.MAX_SAFE_INTEGER,
    },
    reader,
    ({ rows }) => {
      if (rows >= (own.length + 1) * tenth) own.push(memory().anonymous)
    },
    async () => undefined,
  )
  const seconds = (performance.now() - began) / 1000
  const { rows, bytes } = written
  process.send?.({ rows, bytes, seconds, own, mapped: memory().mapped } satisfies ExportDone)
} finally {
  await reader.close()
  rmSync(path, { force: true })
  process.disconnect?.()
}

/** MB, by proc(5): `RssAnon` is what the process has for itself, `RssFile` what it has mapped of files. */
function memory(): { anonymous: number; mapped: number } {
  const status = readFileSync('/proc/self/status', 'utf8')
  const of = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0) / 1024
  return { anonymous: of('RssAnon'), mapped: of('RssFile') }
}
