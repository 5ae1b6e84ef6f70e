import { holdSurvivor, survivorOf } from './customer-rows.ts'
import type { Sentiment } from './history-store.ts'
import { insertInteraction } from './interaction-rows.ts'
import { change, type Engine, one, type Steps } from './steps.ts'
import type { CallToSurvey, StoredSurvey, SurveyAnswer, SurveyStore, SurveyToSend } from './survey-store.ts'
import { planTask } from './task-queries.ts'
import type { TaskToPlan } from './task-store.ts'
import { tellOutside } from './webhook-queries.ts'

const callSql = `select c.id as "callId", c.direction, c.queue, c.answered_at as "answeredAt", c.customer_id as "customerId",
  c.number_key as "numberKey", c.presentation, c.answered_by as "answeredBy", k.external_id as "externalId", k.kind,
  k.language, k.time_zone as "timeZone", k.wishes, k.stated_wishes as "statedWishes"
  from call c left join customer k on k.id = c.customer_id where c.id = ?`
/** By the customer or, where nobody is known, by the number. */
const lateSql = `select 1 as asked from survey where sent_at > ?
  and ((customer_id is not null and customer_id = ?) or (customer_id is null and number_key = ?)) limit 1`
const sendSql = `insert into survey (id, token_hash, name, call_id, customer_id, number_key, queue, language, sent_at, expires_at)
  values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing`
const readSql = `select s.id, s.name, s.call_id as "callId", s.customer_id as "customerId", k.external_id as "externalId",
  s.number_key as "numberKey", s.queue, s.language, s.expires_at as "expiresAt", s.answered_at as "answeredAt"
  from survey s left join customer k on k.id = s.customer_id`
const answerSql = `update survey set answered_at = ?, satisfaction = ?, recommendation = ?, effort = ?, comment = ?,
  is_bad = ? where id = ? and answered_at is null and expires_at > ?`
const lastSql = `select answered_at as "at", is_bad as "isBad" from survey
  where customer_id = ? and answered_at is not null order by answered_at desc, id limit 1`
const externalIdSql = 'select external_id as "externalId" from customer where id = ?'
const forgetSql = `delete from survey where id in
  (select id from survey where answered_at is null and expires_at < ? limit ?)`

/** Surveys after a call. `ids` are timeIds(). */
export function surveyStore(engine: Engine, ids: (at: number) => number): SurveyStore {
  const { read, write } = engine
  return {
    readCallToSurvey: (callId) => read(() => readCall(callId)),
    sendSurvey: (survey) => write(() => send(survey)),
    async readSurvey(tokenHash) {
      return (await read(() => one<StoredSurvey>(`${readSql} where s.token_hash = ?`, tokenHash))) ?? null
    },
    answerSurvey(id, answer) {
      const wanted = { interaction: ids(answer.at), task: ids(answer.at) }
      return write(() => answerOnce(id, answer, wanted))
    },
    async readDissatisfied(customerId, since) {
      const last = await read(() => one<{ at: number; isBad: number }>(lastSql, customerId))
      return last && last.isBad === 1 && last.at >= since ? last.at : null
    },
    async forgetSurveys(expiredBefore, most) {
      return (await write(() => change(forgetSql, expiredBefore, most))) === most
    },
  }
}

function* readCall(callId: string): Steps<CallToSurvey | null> {
  type Row = Omit<CallToSurvey, 'customer' | 'agentId'> & {
    readonly answeredBy: string
    readonly externalId: string | null
    readonly kind: string | null
    readonly language: string | null
    readonly timeZone: string | null
    readonly wishes: string | null
    readonly statedWishes: string | null
  }
  const row = yield* one<Row>(callSql, callId)
  if (!row) return null
  const { answeredBy, externalId, kind, language, timeZone, wishes, statedWishes, ...call } = row
  const agents = (JSON.parse(answeredBy) as string[]).filter((agent) => !agent.startsWith('?'))
  const said = {
    externalId,
    language,
    timeZone,
    statedWishes,
    wishes: JSON.parse(wishes ?? '[]') as string[],
  }
  return { ...call, agentId: agents.at(-1) ?? null, customer: kind === null ? null : { ...said, kind } }
}

/** The customer is held, so that two calls that end at once at two nodes do not both ask. */
function* send(survey: SurveyToSend): Steps<boolean> {
  const { id, tokenHash, name, callId, numberKey, queue, language, sentAt, expiresAt, notSince } = survey
  const customerId = survey.customerId === null ? null : yield* holdSurvivor(survey.customerId)
  if (yield* one(lateSql, notSince, customerId, numberKey)) return false
  const sent = yield* change(
    sendSql,
    id,
    tokenHash,
    name,
    callId,
    customerId,
    numberKey,
    queue,
    language,
    sentAt,
    expiresAt,
  )
  if (sent === 0) return false
  yield* tellOutside(survey.outside)
  return true
}

function* answerOnce(
  id: string,
  answer: SurveyAnswer,
  wanted: { readonly interaction: number; readonly task: number },
): Steps<boolean> {
  const { at, satisfaction, recommendation, effort, text, isBad, task } = answer
  const bad = isBad ? 1 : 0
  if ((yield* change(answerSql, at, satisfaction, recommendation, effort, text, bad, id, at)) === 0)
    return false
  const survey = yield* one<StoredSurvey>(`${readSql} where s.id = ?`, id)
  if (!survey) return false
  const customerId = yield* survivorOf(survey.customerId ?? 0)
  const sentiment = sentimentOf(answer)
  yield* insertInteraction(wanted.interaction, { ...interactionOf(survey, customerId, answer), sentiment })
  if (sentiment !== null) yield* change(feltSql, sentiment, survey.callId)
  yield* tellOutside(answer.outside)
  if (task) yield* planMakingGood(wanted.task, { ...task, customerId }, answer)
  return true
}

function* planMakingGood(wantedId: number, task: TaskToPlan, { at, newsOfTask }: SurveyAnswer): Steps<void> {
  const planned = yield* planTask(wantedId, task, at)
  if (planned.kind !== 'planned' || !planned.isNew) return
  const customer = yield* one<{ externalId: string | null }>(externalIdSql, planned.task.customerId)
  yield* tellOutside(newsOfTask(planned.task, customer?.externalId ?? null))
}

/** What customers say of themselves counts for the call, too, whatever its agent took them to feel. */
const feltSql = 'update interaction set sentiment = ?, indexed = 0 where call_id = ?'

function sentimentOf({ isBad, satisfaction, recommendation, effort }: SurveyAnswer): Sentiment | null {
  if (isBad) return 'negative'
  if ((satisfaction ?? 0) >= 4 || (recommendation ?? 0) >= 9) return 'positive'
  return satisfaction === null && recommendation === null && effort === null ? null : 'neutral'
}

function interactionOf(
  survey: StoredSurvey,
  customerId: number | null,
  { at, isBad, summary }: SurveyAnswer,
) {
  return {
    externalId: `survey:${survey.id}`,
    channel: 'survey',
    direction: 'inbound' as const,
    startedAt: at,
    endedAt: at,
    customerId,
    numberKey: survey.numberKey,
    numberRaw: survey.numberKey,
    accountId: null,
    agentName: null,
    source: null,
    queue: survey.queue,
    queueName: null,
    callId: null,
    outcome: isBad ? 'dissatisfied' : 'answered',
    disposition: null,
    body: summary,
  }
}
