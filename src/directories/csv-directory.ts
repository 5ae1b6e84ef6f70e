import { stat } from 'node:fs/promises'
import type { Directory, DirectoryEntry } from './directory.ts'
import { type FieldPlaces, readEntry } from './read-entry.ts'

export interface CsvDirectorySettings {
  readonly name: string
  readonly trusted: boolean
  readonly region: string
  readonly sameIds: boolean
  readonly file: string
  /** Names of columns, in any case. */
  readonly fields: FieldPlaces
  /** The rows of a CSV file, the header first. Rejects where it cannot be read. */
  readonly readRows: (file: string) => AsyncIterable<{ readonly cells: readonly string[] }>
  /** The key of a number; null where it cannot be read as one. */
  readonly keyOf: (raw: string) => string | null
  readonly tell: (news: CsvNews) => void
  readonly lookEveryMs?: number
}

export type CsvNews =
  | { readonly kind: 'loaded'; readonly rows: number; readonly unreadable: number }
  /** What was read before goes on being used. */
  | { readonly kind: 'faulty'; readonly why: string }

type Table = ReadonlyMap<string, readonly DirectoryEntry[]>

const usualLookMs = 5000
/** So many rows are read between two turns for calls. */
const rowsAtOnce = 200

/**
 * A file that is read into memory and read again when it has changed. It is looked at every few seconds instead of being
 * watched, which also notices a file that was replaced, or lies on another machine.
 */
export function csvDirectory(settings: CsvDirectorySettings): Directory {
  const { name, trusted, region, file, tell } = settings
  let table: Table | null = null
  let seen = ''
  let loading: Promise<void> = Promise.resolve()
  const look = async (): Promise<void> => {
    try {
      const { mtimeMs, size } = await stat(file)
      const now = `${mtimeMs} ${size}`
      if (now === seen) return
      seen = now
      const loaded = await load(settings)
      table = loaded.table
      tell({ kind: 'loaded', rows: loaded.rows, unreadable: loaded.unreadable })
    } catch (reason) {
      const why = (reason as Error).message
      if (seen !== `faulty ${why}`) tell({ kind: 'faulty', why })
      // Looked at anew each time until it is well again, and told once.
      seen = `faulty ${why}`
    }
  }
  const lookAgain = (): void => {
    loading = loading.then(look)
  }
  lookAgain()
  const timer = setInterval(lookAgain, settings.lookEveryMs ?? usualLookMs)
  timer.unref()
  return {
    name,
    trusted,
    region,
    isAtHand: true,
    async find({ e164 }) {
      if (!table) await loading
      if (!table) throw new Error('the file could not be read')
      return table.get(e164) ?? []
    },
    async close() {
      clearInterval(timer)
      await loading
    },
  }
}

async function load(settings: CsvDirectorySettings) {
  const { file, fields, readRows, keyOf, sameIds } = settings
  const table = new Map<string, DirectoryEntry[]>()
  let columns: ReadonlyMap<string, number> | null = null
  let rows = 0
  let unreadable = 0
  for await (const { cells } of readRows(file)) {
    if (!columns) {
      columns = columnsOf(cells, fields)
      continue
    }
    const places = columns
    rows++
    if (rows % rowsAtOnce === 0) await new Promise((resolve) => setImmediate(resolve))
    const found = readEntry(sameIds ? fields : { ...fields, externalId: undefined }, (column) => {
      const cell = cells[places.get(column.toLowerCase()) ?? -1]
      return cell ? [cell] : []
    })
    const keys = new Set((found?.numbers ?? []).map(keyOf).filter((key) => key !== null))
    if (!found || keys.size === 0) unreadable++
    else for (const key of keys) table.set(key, [...(table.get(key) ?? []), found])
  }
  if (!columns) throw new Error('the file is empty')
  return { table, rows, unreadable }
}

function columnsOf(
  header: readonly string[],
  { numbers, ...fields }: FieldPlaces,
): ReadonlyMap<string, number> {
  const columns = new Map(header.map((cell, n) => [cell.trim().toLowerCase(), n]))
  const missing = numbers.filter((column) => !columns.has(column.toLowerCase()))
  if (missing.length === numbers.length) throw new Error(`there is no column ${numbers.join(' or ')}`)
  const named = [fields.name, fields.givenName, fields.familyName, fields.company].filter(
    (one) => one !== undefined,
  )
  if (!named.some((column) => columns.has(column.toLowerCase()))) {
    throw new Error(`there is no column ${named.join(' or ')}`)
  }
  return columns
}
