import type { CallsToReviewOrder, CallToReview, QualityStore, StoredReview } from './quality-store.ts'
import { doneBySeen, seenBy } from './seen-by-teams.ts'
import { all, change, type Engine, one, type Steps } from './steps.ts'
import { firstIdAt } from './time-id.ts'

const columns = `r.id, r.call_id as "callId", r.account_id as "accountId", a.name as "agentName",
  r.reviewer_id as "reviewerId", r.reviewer_name as "reviewerName", r.form_id as "formId",
  r.form_version as "formVersion", f.body as form, r.answers, r.score, r.comment, r.at, r.seen_at as "seenAt", r.reply,
  r.replied_at as "repliedAt" from review r left join account a on a.id = r.account_id
  join review_form f on f.id = r.form_id and f.version = r.form_version`
const insertSql = `insert into review (id, call_id, account_id, reviewer_id, reviewer_name, form_id, form_version, answers,
  score, comment, at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (call_id, account_id) do nothing`
const answerSql = `update review set seen_at = coalesce(seen_at, ?), reply = coalesce(?, reply),
  replied_at = case when ? = 1 then ? else replied_at end where id = ? and account_id = ?`
const newestFormSql = 'select version, body from review_form where id = ? order by version desc limit 1'
const tickSql = `insert into check_tick (account_id, day, item, at) values (?, ?, ?, ?)
  on conflict (account_id, day, item) do nothing`

/** Reviews of calls, and what agents tick off. */
export function qualityStore({ read, write }: Engine): QualityStore {
  return {
    keepForm: (id, body, at) => write(() => keepForm(id, body, at)),
    addReview: async (review) => (await write(() => insert(review))) === 1,
    async readReview(id) {
      return (await read(() => one<StoredReview>(`select ${columns} where r.id = ?`, id))) ?? null
    },
    readReviews: (wanted) => read(() => readReviews(wanted)),
    async answerReview({ id, accountId, reply, at }) {
      return (
        (await write(() => change(answerSql, at, reply, reply === null ? 0 : 1, at, id, accountId))) === 1
      )
    },
    readTicks: (accountId, day) =>
      read(() => all('select item, at from check_tick where account_id = ? and day = ?', accountId, day)),
    async tick({ accountId, day, item, done, at }) {
      await write(() =>
        done
          ? change(tickSql, accountId, day, item, at)
          : change(
              'delete from check_tick where account_id = ? and day = ? and item = ?',
              accountId,
              day,
              item,
            ),
      )
    },
  }
}

/** Two nodes may come with the same new version at once: the second finds it taken, and the whole verb is run again. */
function* keepForm(id: string, body: string, at: number): Steps<number> {
  const newest = yield* one<{ version: number; body: string }>(newestFormSql, id)
  if (newest?.body === body) return newest.version
  const version = (newest?.version ?? 0) + 1
  yield* change('insert into review_form (id, version, body, at) values (?, ?, ?, ?)', id, version, body, at)
  return version
}

function insert(review: Parameters<QualityStore['addReview']>[0]): Steps<number> {
  const {
    id,
    callId,
    accountId,
    reviewerId,
    reviewerName,
    formId,
    formVersion,
    answers,
    score,
    comment,
    at,
  } = review
  return change(
    insertSql,
    id,
    callId,
    accountId,
    reviewerId,
    reviewerName,
    formId,
    formVersion,
    answers,
    score,
    comment,
    at,
  )
}

type Wanted = Parameters<QualityStore['readReviews']>[0]

function readReviews({ accountId, teams, from, until, most }: Wanted): Steps<readonly StoredReview[]> {
  const seen = doneBySeen('r.account_id', teams)
  return all(
    `select ${columns} where (r.account_id = ? or ? = 1) and r.at >= ? and r.at < ? and ${seen.sql}
      order by r.at desc, r.id limit ?`,
    accountId,
    accountId === null ? 1 : 0,
    from,
    until,
    ...seen.values,
    most,
  )
}

/** Answered calls of agents in the order of their ids, for the thread that draws the sample. */
export function* readCallsToReview(order: CallsToReviewOrder): Steps<readonly CallToReview[]> {
  const { from, until, after, teams, most } = order
  const seen = seenBy('i.team', teams)
  return yield* all<CallToReview>(
    `select i.id, i.call_id as "callId", i.account_id as "accountId", i.agent_name as "agentName",
      c.name as "customerName", i.started_at as "startedAt", i.ended_at as "endedAt", i.queue_name as "queueName",
      i.disposition,
      case when exists (select 1 from review r where r.call_id = i.call_id and r.account_id = i.account_id)
        then 1 else 0 end as "isReviewed",
      case when exists (select 1 from case_contact l join customer_case k on k.id = l.case_id
        where l.contact = 'call:' || i.call_id and k.complaint_at is not null) then 1 else 0 end as "isComplaint",
      case when exists (select 1 from survey s where s.call_id = i.call_id and s.is_bad = 1)
        then 1 else 0 end as "isBadSurvey"
      from interaction i left join customer c on c.id = i.customer_id
      where i.id > ? and i.id < ? and i.call_id is not null and i.account_id is not null and i.outcome = 'answered'
      and ${seen.sql} order by i.id limit ?`,
    Math.max(after, firstIdAt(from) - 1),
    firstIdAt(until),
    ...seen.values,
    most,
  )
}
