import type { SqliteConnection } from './sqlite-connection.ts'

type Prepare = Pick<SqliteConnection, 'prepare'>

const mostMerges = 64

/** The customer that this id leads to now; null when there is none. A merge is always into a survivor, so no circle. */
export function survivorOf(connection: Prepare, id: number): number | null {
  const step = connection.prepare('select merged_into as "into" from customer where id = ?')
  let at = id
  for (let merges = 0; merges < mostMerges; merges++) {
    const row = step.get(at) as { into: number | null } | undefined
    if (!row) return null
    if (row.into === null) return at
    at = row.into
  }
  return at
}
