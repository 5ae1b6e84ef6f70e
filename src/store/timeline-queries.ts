import type { FoundInteraction } from './history-store.ts'
import { foundColumns } from './interaction-rows.ts'
import { all, type Steps, type Value } from './steps.ts'
import type { CallLegs, TimelineEntry, TimelineKind, TimelinePlace } from './story-store.ts'
import { firstIdAt } from './time-id.ts'

type Entry<K extends TimelineKind> = Extract<TimelineEntry, { kind: K }>

/** Of one instant entries stand in this order: the contact first, then what came of it. */
const order = ['interaction', 'case', 'promise', 'task', 'signal', 'fact', 'asked-again'] as const

/**
 * What was with a customer, newest first. Each kind is read from its own index as far as one page may need it, and what
 * is read is put together: no table knows of the others.
 */
export function* readTimeline(
  customerId: number,
  kinds: readonly TimelineKind[],
  after: TimelinePlace | null,
  most: number,
): Steps<readonly TimelineEntry[]> {
  const until = after?.at ?? Number.MAX_SAFE_INTEGER
  const entries: TimelineEntry[] = []
  for (const kind of kinds)
    entries.push(...(yield* readers[kind](customerId, until, most + beyond(after, kind))))
  const page = entries
    .filter((entry) => after === null || inOrder(after, entry) < 0)
    .toSorted(inOrder)
    .slice(0, most)
  return yield* withLegs(page)
}

/** Of the place's own instant some were shown before: so many more are read. */
const mostOfOneInstant = 50
function beyond(after: TimelinePlace | null, kind: TimelineKind): number {
  return after === null || kind === 'interaction' ? 0 : mostOfOneInstant
}

function inOrder(one: TimelinePlace, other: TimelinePlace): number {
  return (
    other.at - one.at ||
    order.indexOf(one.kind) - order.indexOf(other.kind) ||
    other.id - one.id ||
    other.part - one.part
  )
}

type Reader = (customerId: number, until: number, most: number) => Steps<readonly TimelineEntry[]>

const readers: Record<TimelineKind, Reader> = {
  *interaction(customerId, until, most) {
    const sql = `select ${foundColumns} from interaction i left join customer c on c.id = i.customer_id
      where i.customer_id = ? and i.id < ? order by i.id desc limit ?`
    const before = until === Number.MAX_SAFE_INTEGER ? until : firstIdAt(until + 1)
    const rows = yield* all<FoundInteraction>(sql, customerId, before, most + mostOfOneInstant)
    return rows.map((interaction) => ({
      kind: 'interaction',
      at: interaction.startedAt,
      id: interaction.id,
      part: 0,
      interaction,
      legs: null,
    }))
  },
  promise: (customerId, until, most) =>
    readRows(
      'promise',
      `select made_at as at, id, 0 as part, 'made' as what, text, due_at as "dueAt",
        coalesce(owner_id, department) as owner, made_by as by from promise where customer_id = ?
      union all select settled_at, id, 1, state, text, due_at, coalesce(owner_id, department), settled_by
        from promise where customer_id = ? and settled_at is not null and state <> 'open'`,
      [customerId, customerId],
      until,
      most,
    ),
  case: (customerId, until, most) =>
    readRows(
      'case',
      `select h.at, k.id, h.n as part, k.id as "caseId", k.subject, h.what, h.old_value as "from",
        h.new_value as "to", h.account_id as by
        from customer_case k join case_change h on h.case_id = k.id
        where k.customer_id = ?
      union all select opened_at, id, 0, id, subject, 'opened', null, null, null from customer_case k
        where customer_id = ? and not exists (select 1 from case_change where case_id = k.id and what = 'opened')`,
      [customerId, customerId],
      until,
      most,
    ),
  signal: (customerId, until, most) =>
    readRows(
      'signal',
      `${signalSql('over_at is null')} union all ${signalSql('over_at is not null')}`,
      Array.from({ length: 6 }, () => customerId),
      until,
      most,
    ),
  fact: (customerId, until, most) =>
    readRows(
      'fact',
      `select said_at as at, id, 0 as part, key, value, said_by as "saidBy", channel, account_id as by from fact
        where customer_id = ?`,
      [customerId],
      until,
      most,
    ),
  task: (customerId, until, most) =>
    readRows(
      'task',
      `select created_at as at, id, 0 as part, 'planned' as what, kind as task, reason, created_by as by from task
        where customer_id = ?
      union all select closed_at, id, 1, state, kind, reason, closed_by from task
        where customer_id = ? and closed_at is not null`,
      [customerId, customerId],
      until,
      most,
    ),
  'asked-again': (customerId, until, most) =>
    readRows(
      'asked-again',
      'select at, id, 0 as part, key, account_id as by from asked_again where customer_id = ?',
      [customerId],
      until,
      most,
    ),
}

/** Signals lie under two indexes, those that matter and those of the past. */
function signalSql(which: string): string {
  const columns = `kind as signal, severity, text`
  return `select at, id, 0 as part, 'came' as what, ${columns}, null as by from signal where customer_id = ? and ${which}
    union all select told_at, id, 1, 'told', ${columns}, told_by from signal
      where customer_id = ? and ${which} and told_at is not null
    union all select withdrawn_at, id, 2, 'withdrawn', ${columns}, null from signal
      where customer_id = ? and ${which} and withdrawn_at is not null`
}

function* readRows<K extends TimelineKind>(
  kind: K,
  sql: string,
  values: readonly Value[],
  until: number,
  most: number,
): Steps<readonly Entry<K>[]> {
  return yield* all<Entry<K>>(
    `select '${kind}' as kind, told.* from (${sql}) told where at <= ? order by at desc, id desc, part desc limit ?`,
    ...values,
    until,
    most,
  )
}

function* withLegs(entries: readonly TimelineEntry[]): Steps<readonly TimelineEntry[]> {
  const told: TimelineEntry[] = []
  for (const entry of entries) {
    const callId = entry.kind === 'interaction' ? entry.interaction.callId : null
    told.push(
      callId === null || entry.kind !== 'interaction' ? entry : { ...entry, legs: yield* readLegs(callId) },
    )
  }
  return told
}

const legsSql = `select id as "callId", arrived_at as "arrivedAt", answered_at as "answeredAt", ended_at as "endedAt"
  from call where id = ?`
const offersSql = `select account_id as "accountId", offered_at as "offeredAt", answered_at as "answeredAt", closing
  from pop where call_id = ? order by stored_at, account_id`

function* readLegs(callId: string): Steps<CallLegs | null> {
  const [call] = yield* all<Omit<CallLegs, 'offers'>>(legsSql, callId)
  return call ? { ...call, offers: yield* all<CallLegs['offers'][number]>(offersSql, callId) } : null
}
