import type { StoreTrouble } from './store-trouble.ts'

/** What the disk does to a write, as opposed to what is wrong with the write itself. Null for the latter. */
export function storageFault(reason: unknown): Pick<StoreTrouble, 'kind' | 'says'> | null {
  const code = (reason as { code?: unknown } | null)?.code
  if (typeof code !== 'string') return null
  if (code === 'SQLITE_FULL' || code === 'ENOSPC') return { kind: 'full', says: 'the disk is full' }
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') {
    return { kind: 'damaged', says: `the database is damaged (${code}): restore a backup` }
  }
  if (code.startsWith('SQLITE_READONLY') || code === 'EROFS') {
    return { kind: 'read-only', says: 'the disk can only be read' }
  }
  if (code.startsWith('SQLITE_IOERR') || code.startsWith('SQLITE_CANTOPEN') || code === 'EIO') {
    return { kind: 'failing', says: `the disk reports errors (${code})` }
  }
  return null
}

export function isStorageFault(reason: unknown): boolean {
  return storageFault(reason) !== null
}
