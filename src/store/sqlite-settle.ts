import type { SqliteConnection } from './sqlite-connection.ts'
import { type Prepare, survivorOf } from './sqlite-customer-rows.ts'

/** Rows per transaction: about 1 ms, so that call events pass between two. */
const batch = 100

/**
 * Finishes what a merge or a new name began: moves the interactions of a merged customer to the survivor, lets those of a
 * renamed one be indexed anew. `customer.unsettled` keeps the place, so a stopped process goes on where it was.
 */
export async function settleCustomer(connection: SqliteConnection, id: number): Promise<void> {
  while (await connection.write(() => settleSome(connection, id)));
}

export function markUnsettled(connection: Prepare, id: number): void {
  connection.prepare('update customer set unsettled = 0 where id = ?').run(id)
}

export function unsettledCustomers(connection: Prepare): number[] {
  const rows = connection
    .prepare('select id from customer where unsettled is not null order by id limit 1000')
    .all()
  return (rows as { id: number }[]).map((row) => row.id)
}

/** One batch; true while more is left. Each batch leaves fewer rows or a later place, so it ends. */
function settleSome(connection: Prepare, id: number): boolean {
  const row = connection
    .prepare('select merged_into as "into", unsettled from customer where id = ? and unsettled is not null')
    .get(id) as { into: number | null; unsettled: number } | undefined
  if (!row) return false
  const more = row.into === null ? reindexSome(connection, id, row.unsettled) : moveSome(connection, id)
  if (!more) connection.prepare('update customer set unsettled = null where id = ?').run(id)
  return more
}

function moveSome(connection: Prepare, from: number): boolean {
  const into = survivorOf(connection, from)
  const interactions = connection
    .prepare(`update interaction set customer_id = ?, indexed = 0 where id in
      (select id from interaction where customer_id = ? order by id limit ${batch})`)
    .run(into, from)
  const members = connection
    .prepare(`update customer set belongs_to = ? where id in
      (select id from customer where belongs_to = ? order by id limit ${batch})`)
    .run(into, from)
  return interactions.changes === batch || members.changes === batch
}

function reindexSome(connection: Prepare, id: number, after: number): boolean {
  const rows = connection
    .prepare(`select id from interaction where customer_id = ? and id > ? order by id limit ${batch}`)
    .all(id, after) as { id: number }[]
  const last = rows.at(-1)?.id
  if (last === undefined) return false
  connection
    .prepare('update interaction set indexed = 0 where customer_id = ? and id > ? and id <= ?')
    .run(id, after, last)
  connection.prepare('update customer set unsettled = ? where id = ?').run(last, id)
  return rows.length === batch
}
