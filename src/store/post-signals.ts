import { holdSurvivor } from './customer-rows.ts'
import { insertUnderFreeId } from './free-id.ts'
import type { NewSignal, SignalNewsOf, SignalOwner, SignalPosted } from './signal-store.ts'
import { all, change, one, type Steps, type Value } from './steps.ts'
import { firstIdAt } from './time-id.ts'
import { tellOutside } from './webhook-queries.ts'

const ofExternalSql = 'select id from customer where external_id = ?'
const externalIdSql = 'select external_id as "externalId" from customer where id = ?'
const ownersSql = 'select customer_id as id from customer_number where number_key = ? limit 2'
const knownSql = `select id, customer_id as "customerId", number_key as "numberKey", number_raw as "numberRaw", kind, topic,
  severity, text, answer, at, valid_from as "validFrom", valid_until as "validUntil", withdrawn_at as "withdrawnAt"
  from signal where sender = ? and external_id = ?`
const insertSql = `insert into signal (id, sender, external_id, customer_id, number_key, number_raw, kind, topic, severity,
  text, answer, at, valid_from, valid_until, posted_at, changed_at)
  values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing`
/** What has changed has not been told yet. */
const updateSql = `update signal set customer_id = ?, number_key = ?, number_raw = ?, kind = ?, topic = ?, severity = ?,
  text = ?, answer = ?, at = ?, valid_from = ?, valid_until = ?, changed_at = ?, withdrawn_at = null,
  over_at = null, told_at = null, told_by = null, told_how = null where id = ?`

export function* postSignals(
  signals: readonly NewSignal[],
  now: number,
  newsOf?: SignalNewsOf,
): Steps<readonly SignalPosted[]> {
  const posted: SignalPosted[] = []
  for (const signal of signals) {
    const one = yield* postSignal(signal, now)
    posted.push(one)
    if (newsOf && (one.kind === 'created' || one.kind === 'changed')) yield* tell(signal, one, newsOf)
  }
  return posted
}

function* tell(
  signal: NewSignal,
  { id, whose }: Extract<SignalPosted, { id: number }>,
  newsOf: SignalNewsOf,
): Steps<void> {
  const { customerId } = whose
  const named =
    customerId === null ? undefined : yield* one<{ externalId: string | null }>(externalIdSql, customerId)
  yield* tellOutside(newsOf(id, signal, customerId, named?.externalId ?? null))
}

type Known = Omit<NewSignal, 'sender' | 'externalId' | 'of'> &
  SignalOwner & {
    readonly id: number
    readonly numberRaw: string | null
    readonly withdrawnAt: number | null
  }

function* postSignal(signal: NewSignal, now: number): Steps<SignalPosted> {
  const owner = yield* ownerOf(signal)
  if (!owner) return { kind: 'no-such-customer' }
  const { customerId, numberKey } = owner
  const whose = { customerId, numberKey: customerId === null ? numberKey : null }
  const columns = columnsOf(signal, whose)
  const known = yield* knownSignal(signal)
  if (known) return yield* changeSignal(known, signal, whose, now)
  const { sender, externalId } = signal
  const insert = function* (id: number): Steps<boolean> {
    return (yield* change(insertSql, id, sender, externalId, ...columns, now, now)) === 1
  }
  const taken = function* (): Steps<boolean> {
    return (yield* knownSignal(signal)) !== undefined
  }
  const id = yield* insertUnderFreeId('signal', firstIdAt(now), insert, taken)
  if (id !== null) return { kind: 'created', id, whose }
  const faster = yield* knownSignal(signal)
  return faster ? yield* changeSignal(faster, signal, whose, now) : { kind: 'no-such-customer' }
}

function* changeSignal(
  known: Known,
  signal: NewSignal,
  whose: SignalOwner,
  now: number,
): Steps<SignalPosted> {
  const { id } = known
  const stands = known.withdrawnAt === null && known.validUntil > now
  const kept = stands ? (signal.unsaid ?? []).map((time) => [time, known[time]]) : []
  const columns = columnsOf({ ...signal, ...Object.fromEntries(kept) }, whose)
  const same = columnsOf(known, known).every((value, n) => value === columns[n])
  if (same && known.withdrawnAt === null) return { kind: 'unchanged', id, whose }
  yield* change(updateSql, ...columns, now, id)
  return { kind: 'changed', id, whose }
}

function* knownSignal({ sender, externalId }: NewSignal): Steps<Known | undefined> {
  return externalId === null ? undefined : yield* one<Known>(knownSql, sender, externalId)
}

function* ownerOf({ of }: NewSignal): Steps<SignalOwner | null> {
  if (of.kind === 'number') {
    const owners = yield* all<{ id: number }>(ownersSql, of.numberKey)
    const only = owners.length === 1 ? (owners[0]?.id ?? null) : null
    return { customerId: only === null ? null : yield* holdSurvivor(only), numberKey: of.numberKey }
  }
  const id = of.kind === 'customer' ? of.id : (yield* one<{ id: number }>(ofExternalSql, of.externalId))?.id
  const customerId = id === undefined ? null : yield* holdSurvivor(id)
  return customerId === null ? null : { customerId, numberKey: null }
}

type Said = Omit<NewSignal, 'sender' | 'externalId' | 'of'> &
  Partial<Pick<NewSignal, 'of'>> & { readonly numberRaw?: string | null }

function columnsOf(signal: Said, { customerId, numberKey }: SignalOwner): Value[] {
  const raw = signal.of?.kind === 'number' ? signal.of.raw : (signal.numberRaw ?? null)
  return [
    customerId,
    numberKey,
    numberKey === null ? null : raw,
    signal.kind,
    signal.topic,
    signal.severity,
    signal.text,
    signal.answer,
    signal.at,
    signal.validFrom,
    signal.validUntil,
  ]
}
