import { createHash } from 'node:crypto'
import type { AuditRow, Seal } from './audit-store.ts'

/** What a seal says of its rows, before the hash. */
export type SealHeader = Omit<Seal, 'hash' | 'prunedAt'>

/**
 * The hash of a seal: over the hash of the seal before it (empty for the first), its own header and its rows in the order
 * of their ids. A row or a header that is changed, added, left out or moved makes another hash, and so do all seals after
 * it. Written as JSON arrays, one to a line, so that it can be computed again by any other program (docs/record.md).
 */
export function hashOfSeal(previous: string, header: SealHeader, rows: readonly AuditRow[]): string {
  const { n, at, rowCount, rowsUntil, firstId, lastId, newestAt } = header
  const hash = createHash('sha256')
  hash.update(`${JSON.stringify([previous, n, at, rowCount, rowsUntil, firstId, lastId, newestAt])}\n`)
  for (const row of rows) hash.update(`${canonicalRow(row)}\n`)
  return hash.digest('hex')
}

/** U+0000 is U+FFFD on PostgreSQL: both are written alike, so that a chain goes on after a move. */
function canonicalRow({ id, at, accountId, action, subject, detail }: AuditRow): string {
  return JSON.stringify([id, at, accountId, action, subject, detail]).replaceAll('\\u0000', '\uFFFD')
}
