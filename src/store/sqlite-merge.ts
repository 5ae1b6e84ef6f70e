import type { CustomerWrite } from './customer-store.ts'
import { type Prepare, readCustomerRow, survivorOf } from './sqlite-customer-rows.ts'
import { forgetName } from './sqlite-name-index.ts'
import { markUnsettled } from './sqlite-settle.ts'

/**
 * The part of a merge that must be whole: who survives, numbers, judgements and cases. Interactions and members follow in
 * batches (sqlite-settle.ts). The merged customer keeps its external id, so that an import finds the survivor by it.
 */
export function mergeRows(connection: Prepare, from: number, into: number, now: number): CustomerWrite {
  const loser = survivorOf(connection, from)
  const survivor = survivorOf(connection, into)
  if (loser === null || survivor === null) return { kind: 'not-found' }
  if (loser !== survivor) {
    moveNumbers(connection, loser, survivor)
    moveJudgements(connection, loser, survivor)
    connection.prepare('update customer_case set customer_id = ? where customer_id = ?').run(survivor, loser)
    connection
      .prepare(`update customer set merged_into = ?, belongs_to = null, version = version + 1, updated_at = ?
        where id = ?`)
      .run(survivor, now, loser)
    connection
      .prepare(`update customer set version = version + 1, updated_at = ?,
        belongs_to = case when belongs_to = ? then null else belongs_to end where id = ?`)
      .run(now, loser, survivor)
    forgetName(connection, loser)
    markUnsettled(connection, loser)
  }
  const customer = readCustomerRow(connection, survivor)
  return customer ? { kind: 'written', customer, created: false } : { kind: 'not-found' }
}

function moveNumbers(connection: Prepare, from: number, into: number): void {
  connection
    .prepare(`insert into customer_number (number_key, customer_id, raw, label, ending, verified_at, created_at)
      select number_key, ?, raw, label, ending, verified_at, created_at from customer_number where customer_id = ?
      on conflict (number_key, customer_id) do update
        set verified_at = coalesce(customer_number.verified_at, excluded.verified_at)`)
    .run(into, from)
  connection.prepare('delete from customer_number where customer_id = ?').run(from)
}

/** What was said last of a number stands. */
function moveJudgements(connection: Prepare, from: number, into: number): void {
  connection
    .prepare(`insert into judgement (number_key, customer_id, verdict, account_id, call_id, at)
      select number_key, ?, verdict, account_id, call_id, at from judgement where customer_id = ?
      on conflict (number_key, customer_id) do update
        set verdict = excluded.verdict, account_id = excluded.account_id, call_id = excluded.call_id, at = excluded.at
        where excluded.at > judgement.at`)
    .run(into, from)
  connection.prepare('delete from judgement where customer_id = ?').run(from)
}
