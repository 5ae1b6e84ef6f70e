import { createHash, type Hash } from 'node:crypto'
import { type FileHandle, open, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { ExportReader } from '../store/export-store.ts'
import { csvCell, csvLine, isoOf } from '../wire/csv-line.ts'
import { type ExportKind, exportColumns } from './columns.ts'
import { type ExportOrder, exportPages } from './export-pages.ts'

export interface FileOrder {
  readonly order: ExportOrder
  readonly format: 'csv' | 'json-lines'
  /** Whether a CSV begins with a byte order mark, by which spreadsheets know that it is UTF-8. */
  readonly bom: boolean
  /** Where it is to stand once it is whole. */
  readonly path: string
  /** More rows than these are not written: the file then fails. */
  readonly mostRows: number
}

export interface Written {
  readonly rows: number
  readonly bytes: number
  readonly share: number | null
}

/** Where a file stands while it is not whole. */
export function partOf(path: string): string {
  return `${path}.part`
}

/**
 * Writes page by page into a file beside the one that is wanted, which takes its place when all is on the disk: whatever
 * dies meanwhile, no half file looks whole. `rest` is awaited after each page. Resolves with the SHA-256 of all bytes (hexadecimal).
 */
export async function writeExport(
  wanted: FileOrder,
  reader: ExportReader,
  tell: (written: Written) => void,
  rest: () => Promise<void>,
): Promise<Written & { readonly sha256: string }> {
  const { order, path, mostRows } = wanted
  const file = await open(partOf(path), 'wx', 0o600)
  try {
    const sink = openSink(file)
    await sink.write(headOf(wanted))
    let rows = 0
    for await (const page of exportPages(order, reader)) {
      rows += page.rows.length
      if (rows > mostRows) throw new Error('too-many-rows')
      await sink.write(page.rows.map((row) => lineOf(wanted, row)).join(''))
      tell({ rows, bytes: sink.bytes(), share: page.share })
      await rest()
    }
    await file.sync()
    await file.close()
    await rename(partOf(path), path)
    await syncFolder(dirname(path))
    return { rows, bytes: sink.bytes(), share: 1, sha256: sink.digest() }
  } finally {
    await file.close().catch(() => undefined)
  }
}

function openSink(file: FileHandle) {
  const hash: Hash = createHash('sha256')
  let written = 0
  return {
    async write(text: string): Promise<void> {
      if (text === '') return
      const bytes = Buffer.from(text)
      hash.update(bytes)
      await file.writeFile(bytes)
      written += bytes.length
    },
    bytes: () => written,
    digest: () => hash.digest('hex'),
  }
}

function headOf({ format, bom, order }: FileOrder): string {
  if (format === 'json-lines') return ''
  const names = exportColumns[order.kind as ExportKind].map(([name]) => `"${name}"`)
  return `${bom ? '\uFEFF' : ''}${csvLine(names)}`
}

function lineOf({ format, order }: FileOrder, row: Readonly<Record<string, string | number | null>>): string {
  const columns = exportColumns[order.kind as ExportKind]
  if (format === 'csv') return csvLine(columns.map(([name, kind]) => csvCell(row[name], kind)))
  const fields = columns.map(([name, kind]) => {
    const value = row[name] ?? null
    return [name, kind === 'instant' && typeof value === 'number' ? isoOf(value) : value] as const
  })
  return `${JSON.stringify(Object.fromEntries(fields))}\n`
}

/** The name in the folder is durable only with the folder. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
