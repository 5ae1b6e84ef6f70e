import { allOf, type SqlOf } from './many-rows.ts'
import { postSignals } from './post-signals.ts'
import type { SignalOwner, SignalRecord, SignalStore, SignalsWanted, SignalTopic } from './signal-store.ts'
import { all, change, type Engine, one, type Steps } from './steps.ts'
import { tellOutside } from './webhook-queries.ts'
import type { OutsideMessage } from './webhook-store.ts'

/** Of one customer in one topic. */
const mostAlike = 100

const columns = `s.id, s.sender, s.external_id as "externalId", s.customer_id as "customerId", k.name as "customerName",
  s.number_key as "numberKey", s.number_raw as "number", s.kind, s.topic, s.severity, s.text, s.answer, s.at,
  s.valid_from as "validFrom", s.valid_until as "validUntil", s.posted_at as "postedAt", s.changed_at as "changedAt",
  s.told_at as "toldAt", s.told_by as "toldBy", s.told_how as "toldHow", s.over_at as "overAt",
  s.withdrawn_at as "withdrawnAt"`
const signalSql = `select ${columns} from signal s left join customer k on k.id = s.customer_id`
const listSql = `${signalSql} where s.over_at is null and s.id > ?`
const ofTopicSql = `${listSql} and s.topic = ?`
const inOrder = 'order by s.id limit ?'
const toldIs = (told: boolean | null): string =>
  told === null ? '' : ` and s.told_at is ${told ? 'not null' : 'null'}`

/** Counted in the index alone; words and times are those of one of them. */
const topicsSql = `select t.topic, t.severity, t.customers, t.told from
  (select topic, severity, count(*) as customers, count(told_at) as told from signal
    where over_at is null and topic is not null group by topic, severity) t
  order by t.customers desc, t.topic limit ?`
const sampleSql = `select kind, text, valid_from as since, valid_until as "until" from signal
  where over_at is null and topic = ? and severity = ? limit 1`
const withdrawSql = `update signal set withdrawn_at = ?, over_at = ? where id = ? and over_at is null
  returning customer_id as "customerId", number_key as "numberKey"`
const withdrawTopicSql = `update signal set withdrawn_at = ?, over_at = ? where id in
  (select id from signal where topic = ? and over_at is null limit ?) and over_at is null
  returning customer_id as "customerId", number_key as "numberKey"`
const toldSql = `update signal set told_at = ?, told_by = ?, told_how = ? where id = ? and told_at is null`
const endSql = `update signal set over_at = valid_until where id in
  (select id from signal where over_at is null and valid_until <= ? order by valid_until limit ?)
  and over_at is null and valid_until <= ?`
const forgetSql = `delete from signal where id in
  (select id from signal where over_at is not null and over_at < ? order by over_at limit ?)`
const shownSql = `select distinct c.id as "callId", c.customer_id as "customerId", c.number_key as "numberKey"
  from pop p join call c on c.id = p.call_id where p.state <> 'closed'`
const existingSql: SqlOf = (places) => `select id from signal where id in ${places} order by id`

/** What other systems say of customers. */
export function signalStore({ read, write }: Engine): SignalStore {
  return {
    postSignals: (signals, now, newsOf) => write(() => postSignals(signals, now, newsOf)),
    async readSignal(id) {
      return (await read(() => one<SignalRecord>(`${signalSql} where s.id = ?`, id))) ?? null
    },
    readSignals: (wanted) => read(() => readSignals(wanted)),
    readSignalTopics: (most) => read(() => readTopics(most)),
    async withdrawSignal(id, now) {
      return (await write(() => one<SignalOwner>(withdrawSql, now, now, id))) ?? null
    },
    async findSignal(sender, externalId) {
      const sql = 'select id from signal where sender = ? and external_id = ?'
      return (await read(() => one<{ id: number }>(sql, sender, externalId)))?.id ?? null
    },
    withdrawTopic: (topic, now, most) =>
      write(() => all<SignalOwner>(withdrawTopicSql, now, now, topic, most)),
    signalsTold: (ids, { by, how, now }) => write(() => markTold(ids, by, how, now)),
    messageSignals: (id, { by, now }, messagesOf) => write(() => messageOnce(id, by, now, messagesOf)),
    async endSignals(now, most) {
      return (await write(() => change(endSql, now, most, now))) === most
    },
    async forgetSignals(overBefore, most) {
      return (await write(() => change(forgetSql, overBefore, most))) === most
    },
    readShownOwners: () => read(() => all<SignalOwner & { callId: string }>(shownSql)),
  }
}

function readSignals({ topic, told, after, most }: SignalsWanted): Steps<readonly SignalRecord[]> {
  return topic === null
    ? all(`${listSql}${toldIs(told)} ${inOrder}`, after, most)
    : all(`${ofTopicSql}${toldIs(told)} ${inOrder}`, after, topic, most)
}

function* readTopics(most: number): Steps<readonly SignalTopic[]> {
  type Counted = Pick<SignalTopic, 'topic' | 'severity' | 'customers' | 'told'>
  const topics: SignalTopic[] = []
  for (const counted of yield* all<Counted>(topicsSql, most)) {
    type Sample = Pick<SignalTopic, 'kind' | 'text' | 'since' | 'until'>
    const sample = yield* one<Sample>(sampleSql, counted.topic, counted.severity)
    if (sample) topics.push({ ...counted, ...sample })
  }
  return topics
}

/** In the order of their ids, so that two nodes never wait for each other; of two at once one marks none. */
function* messageOnce(
  id: number,
  by: string,
  now: number,
  messagesOf: (signals: readonly SignalRecord[]) => readonly OutsideMessage[],
): Steps<boolean> {
  const signal = yield* one<SignalRecord>(`${signalSql} where s.id = ?`, id)
  if (!signal) return false
  const { topic, customerId, numberKey } = signal
  const whose = customerId === null ? 's.customer_id is null and s.number_key = ?' : 's.customer_id = ?'
  const alikeSql = `${signalSql} where ${whose} and s.topic = ? and s.told_at is null and s.over_at is null
    order by s.id limit ?`
  const alike =
    topic === null ? [signal] : yield* all<SignalRecord>(alikeSql, customerId ?? numberKey, topic, mostAlike)
  const told: SignalRecord[] = []
  for (const each of alike) {
    if (each.overAt === null && (yield* change(toldSql, now, by, 'message', each.id)) === 1) told.push(each)
  }
  if (told.length === 0) return false
  yield* tellOutside(messagesOf(told))
  return true
}

function* markTold(ids: readonly number[], by: string, how: string, now: number): Steps<readonly number[]> {
  const told: number[] = []
  // In their order, so that two nodes never wait for each other.
  for (const { id } of yield* allOf<{ id: number }>(existingSql, ids)) {
    if ((yield* change(toldSql, now, by, how, id)) === 1) told.push(id)
  }
  return told
}
