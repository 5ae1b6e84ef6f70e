import type {
  DayAsked,
  DayCall,
  DayCase,
  DayContact,
  DayPop,
  DayPromise,
  DaySignal,
  DaySurvey,
  DayWrapUp,
  FigureReader,
  FigureRow,
  NearContact,
  Place,
  SurveyComment,
  TierStanding,
} from './figure-store.ts'
import { hourReader } from './hour-queries.ts'
import { all, type Engine, type Value } from './steps.ts'
import { instantOfId } from './time-id.ts'

/** Whose record was merged into another has that one's tier. */
const tier = 'coalesce(m.tier, k.tier) as tier'
const customerOf = (column: string) =>
  `left join customer k on k.id = ${column} left join customer m on m.id = k.merged_into`
const behind = (at: string, key: string) =>
  `(${at}, ${key}) > (?, ?) and ${at} < ? order by ${at}, ${key} limit ?`

/** A leg that was joined to another call has ended with it, and is counted there. */
const isOwn = "(c.end_reason is null or c.end_reason <> 'joined')"

const callsSql = `select c.id, c.source, c.direction, c.arrived_at as "arrivedAt", c.answered_at as "answeredAt",
  c.ended_at as "endedAt", c.outcome, c.queue, ${tier}, c.answered_by as "answeredBy", c.recognition,
  case when i.id is null then 0 else 1 end as "isHistory", i.team
  from call c left join interaction i on i.call_id = c.id ${customerOf('c.customer_id')}
  where c.test_at is null and ${isOwn} and ${behind('c.arrived_at', 'c.id')}`
/** What came last before it was stored is what made it. */
const popsSql = `select p.call_id as "callId", p.account_id as "accountId",
  (select max(e.received_at) from call_event e where e.call_id = p.call_id and e.received_at <= p.stored_at) as "receivedAt",
  p.stored_at as "storedAt", p.sent_at as "sentAt", p.rendered_at as "renderedAt", p.answered_at as "answeredAt"
  from call c join pop p on p.call_id = c.id
  where (c.arrived_at, c.id) > (?, ?) and (c.arrived_at, c.id) <= (?, ?) and c.direction = 'inbound'
  and c.test_at is null and ${isOwn} and p.answered_at is not null`
const askedSql = `select q.id, q.at, q.key, q.call_id as "callId", q.account_id as "accountId", q.known, c.queue, ${tier}, i.team
  from asked_again q left join call c on c.id = q.call_id left join interaction i on i.call_id = q.call_id
  ${customerOf('c.customer_id')} where c.test_at is null and ${behind('q.at', 'q.id')}`
const wrapUpsSql = `select w.call_id as "callId", w.account_id as "accountId", w.saved_at as "savedAt", w.disposition,
  w.after_call_ms as "afterCallMs", w.typed_ms as "typedMs", c.queue, ${tier}, i.team
  from wrap_up w left join call c on c.id = w.call_id left join interaction i on i.call_id = w.call_id
  ${customerOf('c.customer_id')} where w.after_call_ms is not null and c.test_at is null and ${behind('w.saved_at', "w.call_id || ' ' || w.account_id")}`
const caseOf = (row: string) => `(select min(t.case_id) from case_contact t where t.contact =
  case when ${row}.call_id is null then 'interaction:' || ${row}.id else 'call:' || ${row}.call_id end)`
const isContact = (row: string) => `${row}.direction = 'inbound' and ${row}.channel <> 'survey'
  and (${row}.channel <> 'call' or ${row}.outcome = 'answered')`
const contactsSql = `select i.id, i.channel, i.started_at as "startedAt", i.call_id as "callId",
  i.customer_id as "customerId", ${tier}, i.number_key as "numberKey", i.account_id as "accountId", i.queue, i.outcome,
  i.disposition, i.team, i."caseId", x.root_cause as "rootCause"
  from (select i.*, ${caseOf('i')} as "caseId" from interaction i
    where i.id > ? and i.id < ? and ${isContact('i')} order by i.id limit ?) i
  left join customer_case x on x.id = i."caseId" ${customerOf('i.customer_id')} order by i.id`
const nearSql = `select i.id as "of", n.id, n.disposition, ${caseOf('n')} as "caseId"
  from interaction i join interaction n on n.customer_id = i.customer_id and n.id >= ? and n.id < ? and n.id <> i.id
  where i.id > ? and i.id <= ? and i.customer_id is not null and ${isContact('i')} and ${isContact('n')}`
/** Callers of whom nobody is known are told apart by their number. */
const nearByNumberSql = `select i.id as "of", n.id, n.disposition, ${caseOf('n')} as "caseId"
  from interaction i join call c on c.number_key = i.number_key and c.arrived_at >= ? and c.arrived_at < ?
  join interaction n on n.call_id = c.id and n.id >= ? and n.id < ? and n.id <> i.id and n.customer_id is null
  where i.id > ? and i.id <= ? and i.customer_id is null and i.number_key is not null
  and ${isContact('i')} and ${isContact('n')}`
const caseColumns = `select x.id, x.opened_at as "openedAt", x.closed_at as "closedAt", x.root_cause as "rootCause",
  x.complaint_at as "complaintAt", x.contacts, x.owner_id as "ownerId", x.department, ${tier}, a.team
  from customer_case x left join account a on a.id = x.owner_id ${customerOf('x.customer_id')}`
const casesSql = {
  opened: `${caseColumns} where ${behind('x.opened_at', 'x.id')}`,
  complaint: `${caseColumns} where x.complaint_at is not null and ${behind('x.complaint_at', 'x.id')}`,
}
const promiseColumns = `select p.id, p.made_at as "madeAt", p.due_at as "dueAt", p.first_due_at as "firstDueAt", p.state,
  p.standing, p.owner_id as "ownerId", p.department, p.made_good_at as "madeGoodAt", ${tier}, a.team
  from promise p left join account a on a.id = p.owner_id ${customerOf('p.customer_id')}`
const promisesSql = {
  made: `${promiseColumns} where ${behind('p.made_at', 'p.id')}`,
  due: `${promiseColumns} where ${behind('p.due_at', 'p.id')}`,
}
const surveysSql = `select s.id, s.name, s.sent_at as "sentAt", s.answered_at as "answeredAt", s.satisfaction,
  s.recommendation, s.effort, s.is_bad as "isBad", s.queue, i.account_id as "accountId", ${tier}, i.team
  from survey s left join interaction i on i.call_id = s.call_id ${customerOf('s.customer_id')}
  where ${behind('s.sent_at', 's.id')}`
const signalsSql = `select s.id, s.posted_at as "postedAt", s.topic, s.kind, s.told_at as "toldAt", ${tier},
  (select min(i.started_at) from interaction i where i.customer_id = s.customer_id
    and i.id >= (s.posted_at - 946684800000) * 4096 and i.id < ? and i.started_at <= s.valid_until
    and i.channel = 'call' and i.direction = 'inbound') as "calledAt"
  from signal s ${customerOf('s.customer_id')} where s.customer_id is not null and ${behind('s.posted_at', 's.id')}`
const standingsSql = `select c.tier, count(*) as customers, sum(case when d.risk >= ? then 1 else 0 end) as some,
  sum(case when d.risk >= ? then 1 else 0 end) as high
  from customer_digest d join customer c on c.id = d.customer_id where c.merged_into is null group by c.tier order by c.tier`
const commentColumns = `select s.answered_at as at, s.call_id as "callId", s.name as survey, s.satisfaction,
  s.recommendation, s.effort, s.comment from survey s left join interaction i on i.call_id = s.call_id
  where s.answered_at >= ? and s.answered_at < ? and s.comment is not null and s.comment <> ''`

interface TeamRow {
  readonly id: string
  readonly team: string
}

const places = (values: readonly unknown[]) => values.map(() => '?').join(', ')

/** For an engine that only reads. */
export function figureReader({ read }: Pick<Engine, 'read'>): Omit<FigureReader, 'close'> {
  const rows = <R>(sql: string, ...values: readonly Value[]) => read(() => all<R>(sql, ...values))
  const page = <R>(sql: string, after: Place<string | number>, until: number, most: number) =>
    rows<R>(sql, after.at, after.key, until, most)
  return {
    ...hourReader({ read }),
    readDayCalls: (after, until, most) => page<DayCall>(callsSql, after, until, most),
    readDayPops: (after, last) => rows<DayPop>(popsSql, after.at, after.key, last.at, last.key),
    readDayAsked: (after, until, most) => page<DayAsked>(askedSql, after, until, most),
    readDayWrapUps: (after, until, most) => page<DayWrapUp>(wrapUpsSql, after, until, most),
    readDayContacts: (afterId, untilId, most) => rows<DayContact>(contactsSql, afterId, untilId, most),
    async readNearContacts(afterId, lastId, from, until) {
      const known = await rows<NearContact>(nearSql, from, until, afterId, lastId)
      const [since, before] = [instantOfId(from), instantOfId(until)]
      const ofNobody = await rows<NearContact>(nearByNumberSql, since, before, from, until, afterId, lastId)
      return [...known, ...ofNobody]
    },
    readDayCases: (what, after, until, most) => page<DayCase>(casesSql[what], after, until, most),
    readDayPromises: (what, after, until, most) => page<DayPromise>(promisesSql[what], after, until, most),
    readDaySurveys: (after, until, most) => page<DaySurvey>(surveysSql, after, until, most),
    readDaySignals: (after, until, callsUntil, most) =>
      rows<DaySignal>(signalsSql, callsUntil, after.at, after.key, until, most),
    readStandingsByTier: (some, high) => rows<TierStanding>(standingsSql, some, high),
    async readTeams() {
      const agents = await rows<TeamRow>('select id, team from account where team is not null')
      return { agents, queues: await rows<TeamRow>('select queue as id, team from queue_team') }
    },
    readComments({ from, until, queue, teams }, most) {
      const limits = [
        ...(queue === null ? [] : ['and s.queue = ?']),
        ...(teams === null
          ? []
          : [teams.length === 0 ? 'and 1 = 0' : `and coalesce(i.team, '') in (${places(teams)})`]),
      ]
      const sql = `${commentColumns} ${limits.join(' ')} order by s.answered_at desc, s.id limit ?`
      return rows<SurveyComment>(sql, from, until, ...(queue === null ? [] : [queue]), ...(teams ?? []), most)
    },
    readFigures: (reports, groupings, from, until) =>
      rows<FigureRow>(
        `select report, grouping, day, body from figure where report in (${places(reports)})
          and grouping in (${places(groupings)}) and day >= ? and day <= ? order by day, report, grouping`,
        ...reports,
        ...groupings,
        from,
        until,
      ),
  }
}
