import { mergedWishes } from '../wire/stated-wishes.ts'
import { addMetrics } from './customer-metrics.ts'
import { holdCustomer, readCustomerRow, survivorOf, writeWishes } from './customer-rows.ts'
import type { CustomerWrite } from './customer-store.ts'
import { markDigests } from './digest-queries.ts'
import { markUnsettled } from './settle-customers.ts'
import { change, type Steps } from './steps.ts'
import type { TextIndex } from './text-index.ts'

/** `loser` is the customer whose interactions and members are still to be moved. */
export interface Merged {
  readonly loser: number | null
  readonly written: CustomerWrite
}

/**
 * The part of a merge that must be whole: who survives, numbers, judgements, cases, tasks, promises and signals. Interactions and members follow in
 * batches (settle-customers.ts). The merged customer keeps its external id, so that an import finds the survivor by it.
 */
export function* mergeRows(index: TextIndex, from: number, into: number, now: number): Steps<Merged> {
  for (;;) {
    const loser = yield* survivorOf(from)
    const survivor = yield* survivorOf(into)
    if (loser === null || survivor === null) return { loser, written: { kind: 'not-found' } }
    if (loser !== survivor) {
      if (!(yield* holdBoth(loser, survivor))) continue
      yield* moveInto(loser, survivor, now)
      yield* index.forget('customer_search', loser)
    }
    const customer = yield* readCustomerRow(survivor)
    return {
      loser,
      written: customer ? { kind: 'written', customer, created: false } : { kind: 'not-found' },
    }
  }
}

/**
 * Keeps both as they are until this transaction ends, in the order of their ids: another node may be merging the two the
 * other way round, and the two would lead to each other. False when one of them was merged meanwhile.
 */
function* holdBoth(one: number, other: number): Steps<boolean> {
  for (const id of [one, other].toSorted((a, b) => a - b)) {
    if (!(yield* holdCustomer(id))) return false
  }
  return true
}

function* moveInto(loser: number, survivor: number, now: number): Steps<void> {
  yield* moveNumbers(loser, survivor)
  yield* moveJudgements(loser, survivor)
  yield* moveFacts(loser, survivor, now)
  yield* joinWishes(loser, survivor)
  for (const table of [
    'customer_case',
    'task',
    'dialled_call',
    'webhook_message',
    'promise',
    'survey',
    'alert',
  ]) {
    yield* change(`update ${table} set customer_id = ? where customer_id = ?`, survivor, loser)
  }
  yield* moveSignals(loser, survivor)
  yield* mergeDigests(loser, survivor)
  yield* change(
    `update customer set merged_into = ?, belongs_to = null, version = version + 1, updated_at = ?
      where id = ?`,
    survivor,
    now,
    loser,
  )
  yield* change(
    `update customer set version = version + 1, updated_at = ?,
      belongs_to = case when belongs_to = ? then null else belongs_to end where id = ?`,
    now,
    loser,
    survivor,
  )
  yield* markUnsettled(loser)
}

function* moveNumbers(from: number, into: number): Steps<void> {
  yield* change(
    `insert into customer_number (number_key, customer_id, raw, label, ending, verified_at, created_at, read_by)
      select number_key, cast(? as bigint), raw, label, ending, verified_at, created_at, read_by
      from customer_number where customer_id = ?
      on conflict (number_key, customer_id) do update
        set verified_at = coalesce(customer_number.verified_at, excluded.verified_at)`,
    into,
    from,
  )
  yield* change('delete from customer_number where customer_id = ?', from)
}

/** The contacts of both are counted together when all have been moved; what other systems have counted is added up. */
function* mergeDigests(from: number, into: number): Steps<void> {
  yield* change('delete from customer_digest where customer_id = ?', from)
  yield* markDigests([into])
  const lost = (yield* readCustomerRow(from))?.metrics ?? null
  const kept = (yield* readCustomerRow(into))?.metrics ?? null
  if (lost === null) return
  yield* change('update customer set metrics = ? where id = ?', JSON.stringify(addMetrics(kept, lost)), into)
}

/** What was said last of a number stands. */
function* moveJudgements(from: number, into: number): Steps<void> {
  yield* change(
    `insert into judgement (number_key, customer_id, verdict, account_id, call_id, at)
      select number_key, cast(? as bigint), verdict, account_id, call_id, at from judgement where customer_id = ?
      on conflict (number_key, customer_id) do update
        set verdict = excluded.verdict, account_id = excluded.account_id, call_id = excluded.call_id, at = excluded.at
        where excluded.at > judgement.at`,
    into,
    from,
  )
  yield* change('delete from judgement where customer_id = ?', from)
}

/** Of each key what was said last holds; the rest is history. */
function* moveFacts(from: number, into: number, now: number): Steps<void> {
  yield* change(
    `update fact set replaced_at = ? where customer_id in (?, ?) and replaced_at is null and exists (
      select 1 from fact other where other.customer_id in (?, ?) and other.customer_id <> fact.customer_id
        and other.key = fact.key and other.replaced_at is null
        and (other.said_at > fact.said_at or (other.said_at = fact.said_at and other.id > fact.id)))`,
    now,
    from,
    into,
    from,
    into,
  )
  yield* change('update fact set customer_id = ? where customer_id = ?', into, from)
  yield* change('update asked_again set customer_id = ? where customer_id = ?', into, from)
}

function* moveSignals(from: number, into: number): Steps<void> {
  for (const which of ['is null', 'is not null']) {
    const sql = `update signal set customer_id = ? where customer_id = ? and over_at ${which}`
    yield* change(sql, into, from)
  }
}

/** Whatever either of the two has stated stands. */
function* joinWishes(from: number, into: number): Steps<void> {
  const [lost, kept] = [yield* readCustomerRow(from), yield* readCustomerRow(into)]
  if (!lost || !kept || lost.wishes.length + lost.contactWishes.length === 0) return
  const { wishes, contactWishes } = mergedWishes(lost, kept)
  yield* change(
    'update customer set wishes = ?, stated_wishes = ? where id = ?',
    JSON.stringify(wishes),
    writeWishes(contactWishes),
    into,
  )
}
