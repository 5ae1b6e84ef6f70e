import { survivorOf } from './customer-rows.ts'
import { all, change, type Engine, one, type Steps } from './steps.ts'

/** Rows per transaction: about 1 ms, so that call events pass between two. */
const batch = 100

/**
 * Finishes what a merge or a new name began: moves the interactions of a merged customer to the survivor, lets those of a
 * renamed one be indexed anew. `customer.unsettled` keeps the place, so a stopped process goes on where it was.
 */
export async function settleCustomer(engine: Engine, id: number): Promise<void> {
  while (await engine.write(() => settleSome(id)));
}

export async function settleCustomers(engine: Engine): Promise<void> {
  for (let round = 0; round < 1000; round++) {
    const waiting = await engine.read(unsettledCustomers)
    if (waiting.length === 0) return
    for (const { id } of waiting) await settleCustomer(engine, id)
  }
}

export function* markUnsettled(id: number): Steps<void> {
  yield* change('update customer set unsettled = 0 where id = ?', id)
}

function unsettledCustomers(): Steps<readonly { id: number }[]> {
  return all('select id from customer where unsettled is not null order by id limit 1000')
}

/** One batch; true while more is left. Each batch leaves fewer rows or a later place, so it ends. */
function* settleSome(id: number): Steps<boolean> {
  const row = yield* one<{ into: number | null; unsettled: number }>(
    'select merged_into as "into", unsettled from customer where id = ? and unsettled is not null',
    id,
  )
  if (!row) return false
  const more = row.into === null ? yield* reindexSome(id, row.unsettled) : yield* moveSome(id)
  if (!more) yield* change('update customer set unsettled = null where id = ?', id)
  return more
}

function* moveSome(from: number): Steps<boolean> {
  const into = yield* survivorOf(from)
  const interactions = yield* change(
    `update interaction set customer_id = ?, indexed = 0 where id in
      (select id from interaction where customer_id = ? order by id limit ${batch})`,
    into,
    from,
  )
  const members = yield* change(
    `update customer set belongs_to = ? where id in
      (select id from customer where belongs_to = ? order by id limit ${batch})`,
    into,
    from,
  )
  return interactions === batch || members === batch
}

function* reindexSome(id: number, after: number): Steps<boolean> {
  const rows = yield* all<{ id: number }>(
    `select id from interaction where customer_id = ? and id > ? order by id limit ${batch}`,
    id,
    after,
  )
  const last = rows.at(-1)?.id
  if (last === undefined) return false
  yield* change(
    'update interaction set indexed = 0 where customer_id = ? and id > ? and id <= ?',
    id,
    after,
    last,
  )
  yield* change('update customer set unsettled = ? where id = ?', last, id)
  return rows.length === batch
}
