import type { CardPromise, CardSignal, CustomerMatters } from './customer-matters.ts'
import { all, type Steps, together } from './steps.ts'

/** More than these lead no pop. */
const mostRead = 30

const promiseColumns = `p.id, p.text, p.state, p.due_at as "dueAt",
  case when p.state = 'broken' then p.settled_at end as "brokenAt", p.owner_id as "ownerId",
  coalesce(a.name, p.department) as owner
  from promise p left join account a on a.id = p.owner_id`
const signalColumns = `s.id, s.kind, s.text, s.answer, s.severity, s.at, s.valid_from as "validFrom",
  s.valid_until as "validUntil" from signal s`
/** What was said of a number of theirs before it was known whose it is. */
const byNumbers = `customer_id is null and %.over_at is null
  and %.number_key in (select number_key from customer_number where customer_id = ?)`

const promisesSql = `select * from (
  select ${promiseColumns} where p.customer_id = ? and p.over_at is null
  union all select ${promiseColumns} where p.${byNumbers.replaceAll('%', 'p')}) known
  order by "dueAt", id limit ${mostRead}`
const signalsSql = `select * from (
  select ${signalColumns} where s.customer_id = ? and s.over_at is null
  union all select ${signalColumns} where s.${byNumbers.replaceAll('%', 's')}) known
  order by "validUntil", id limit ${mostRead}`
const promisesOfNumberSql = `select ${promiseColumns}
  where p.number_key = ? and p.customer_id is null and p.over_at is null order by p.due_at, p.id limit ${mostRead}`
const signalsOfNumberSql = `select ${signalColumns}
  where s.number_key = ? and s.customer_id is null and s.over_at is null order by s.valid_until, s.id limit ${mostRead}`

export type PromisesAndSignals = Pick<CustomerMatters, 'promises' | 'signals'>

/** What was promised to a customer and what other systems say of them: one statement each, by its own small index. */
export function* promisesAndSignalsOf(customerId: number): Steps<PromisesAndSignals> {
  const [promises, signals] = yield* together(
    all<CardPromise>(promisesSql, customerId, customerId),
    all<CardSignal>(signalsSql, customerId, customerId),
  )
  return { promises, signals }
}

/** The same of a number that is nobody's, or of several. */
export function* promisesAndSignalsOfNumber(numberKey: string): Steps<PromisesAndSignals> {
  const [promises, signals] = yield* together(
    all<CardPromise>(promisesOfNumberSql, numberKey),
    all<CardSignal>(signalsOfNumberSql, numberKey),
  )
  return { promises, signals }
}
