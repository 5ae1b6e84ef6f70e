import { readCard } from './caller-queries.ts'
import type {
  CustomerStanding,
  Digest,
  DigestContact,
  DigestStore,
  OutcomePoint,
  PastOutcome,
  SeasonCount,
} from './digest-store.ts'
import { changeMany, type SqlOf } from './many-rows.ts'
import { all, change, type Engine, one, type Steps, type Value } from './steps.ts'

/** So many contacts of a customer a digest is made of. */
const contactsRead = 100

/**
 * Claimed before anything is read: whoever marks such a customer meanwhile waits for the end of this transaction, and makes
 * it due again.
 */
const claimSql = `update customer_digest set due_at = ? where customer_id in
  (select customer_id from customer_digest where due_at <= ? order by due_at limit ?)
  returning customer_id as "id"`
const contactsSql = `select started_at as at, disposition, queue from interaction
  where customer_id = ? and direction = 'inbound' order by id desc limit ${contactsRead}`
const writeSql = `update customer_digest set due_at = ?, habit = ?, contacts = ?, value = ?, risk = ?
  where customer_id = ?`
const marksSql: SqlOf = (
  places,
) => `insert into customer_digest (customer_id, due_at, contacts, risk) values ${places}
  on conflict (customer_id) do update set due_at = 0 where customer_digest.due_at > 0`
/** Those who have news come first: they are due since 0. */
const seedSql = `insert into customer_digest (customer_id, due_at, contacts, risk)
  select id, 1, 0, 0 from customer where id > ? and id <= ? and merged_into is null
  on conflict (customer_id) do nothing`
const nextSql = `select max(id) as last from (select id from customer where id > ? order by id limit ?) ahead`
const standingColumns = `d.customer_id as "customerId", c.name, c.tier, d.value, d.risk
  from customer_digest d join customer c on c.id = d.customer_id`
const standingsSql = {
  value: `select ${standingColumns} where d.value is not null and c.merged_into is null
    order by d.value desc, d.customer_id limit ? offset ?`,
  risk: `select ${standingColumns} where d.risk > 0 and c.merged_into is null
    order by d.risk desc, d.customer_id limit ? offset ?`,
}
const insertSeasons: SqlOf = (places) =>
  `insert into season (month, disposition, queue, contacts) values ${places}
    on conflict (month, disposition, queue) do update set contacts = excluded.contacts`

/** Digests of customers and of the house. */
export function digestStore(engine: Engine): DigestStore {
  return {
    refreshDigests: (now, most, digestOf) => engine.write(() => refresh(now, most, digestOf)),
    seedDigests: (after, most) => engine.write(() => seed(after, most)),
    markDigest: (customerId) => engine.write(() => markDigests([customerId])),
    readStandings: (by, skip, most) => engine.read(() => all<CustomerStanding>(standingsSql[by], most, skip)),
    readSeasons: () =>
      engine.read(() => all<SeasonCount>('select month, disposition, queue, contacts from season')),
    writeSeasons: (months, counts) => engine.write(() => writeSeasons(months, counts)),
  }
}

/** In the order of their ids, so that two nodes do not wait for each other. */
export function* markDigests(customerIds: readonly number[]): Steps<void> {
  const ids = [...new Set(customerIds)].toSorted((a, b) => a - b)
  yield* changeMany(
    marksSql,
    ids.map((id) => [id, 0, 0, 0]),
  )
}

type DigestOf = Parameters<DigestStore['refreshDigests']>[2]

function* refresh(now: number, most: number, digestOf: DigestOf): Steps<number> {
  const claimed = yield* all<{ id: number }>(claimSql, now + 60_000, now, most)
  for (const { id } of claimed) {
    const merged = yield* one<{ into: number | null }>(
      'select merged_into as "into" from customer where id = ?',
      id,
    )
    const card = merged?.into === null ? yield* readCard(id) : null
    if (!card) {
      yield* change('delete from customer_digest where customer_id = ?', id)
      continue
    }
    const contacts = yield* all<DigestContact>(contactsSql, id)
    yield* change(writeSql, ...valuesOf(digestOf(card, contacts)), id)
  }
  return claimed.length
}

function valuesOf({ dueAt, habit, contacts, value, risk }: Digest): Value[] {
  return [dueAt, habit, contacts, value, risk]
}

function* seed(after: number, most: number): Steps<number | null> {
  const last = (yield* one<{ last: number | null }>(nextSql, after, most))?.last ?? null
  if (last !== null) yield* change(seedSql, after, last)
  return last
}

function* writeSeasons(months: readonly number[], counts: readonly SeasonCount[]): Steps<void> {
  for (const month of months) yield* change('delete from season where month = ?', month)
  yield* changeMany(
    insertSeasons,
    counts.map(({ month, disposition, queue, contacts }) => [month, disposition, queue, contacts]),
  )
}

const outcomeColumns = `id, customer_id as "customerId", started_at as at, disposition, queue from interaction`
const theirs = `direction = 'inbound' and disposition is not null`

/** For a connection that only reads; see OutcomeReader. */
export function readOutcomes(after: number, most: number): Steps<readonly PastOutcome[]> {
  return all(`select ${outcomeColumns} where id > ? and ${theirs} order by id limit ?`, after, most)
}

export function readOutcomesByCustomer(
  { customerId, id }: OutcomePoint,
  most: number,
): Steps<readonly PastOutcome[]> {
  return all(
    `select ${outcomeColumns} where customer_id is not null and (customer_id, id) > (?, ?) and ${theirs}
      order by customer_id, id limit ?`,
    customerId,
    id,
    most,
  )
}
