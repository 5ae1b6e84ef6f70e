import { survivorOf } from './customer-rows.ts'
import { readShownPops } from './shown-pops.ts'
import { all, type Engine, one, type Steps } from './steps.ts'
import type { CallStory, PromiseOfStory, StoryStore } from './story-store.ts'
import { readTimeline } from './timeline-queries.ts'

const wrapUpsSql = `select account_id as "accountId", disposition, note, saved_at as "savedAt" from wrap_up
  where call_id = ? order by saved_at, account_id`
const factsSql = `select key, account_id as "accountId", said_at as at from fact where call_id = ? order by said_at, id`
const whoseSql = 'select customer_id as "customerId", arrived_at as "arrivedAt" from call where id = ?'
const askedSql = `select key, account_id as "accountId", at from asked_again
  where at between ? and ? and call_id = ? order by at, id`
const promisesSql = `select id, text, coalesce(owner_id, department) as owner, made_by as by, made_at as "madeAt",
  due_at as "dueAt", state, settled_at as "settledAt", settled_by as "settledBy" from promise
  where made_at between ? and ? and call_id = ? order by made_at, id`
const surveySql = `select sent_at as "sentAt", answered_at as "answeredAt", satisfaction, recommendation, effort, comment
  from survey where call_id = ?`

/** What comes of a call is written down by then, ms: its time is indexed, the call that it comes of is not. */
const withinMs = 2 * 24 * 60 * 60_000

/** What is told of a call and of a customer, in the order of time. */
export function storyStore({ read }: Engine): StoryStore {
  return {
    readShownPops: (callId) => read(() => readShownPops(callId)),
    readCallStory: (callId) => read(() => readCallStory(callId)),
    readTimeline: (customerId, kinds, after, most) =>
      read(function* () {
        const survivor = yield* survivorOf(customerId)
        return survivor === null ? [] : yield* readTimeline(survivor, kinds, after, most)
      }),
  }
}

function* readCallStory(callId: string): Steps<CallStory> {
  const call = yield* one<{ arrivedAt: number }>(whoseSql, callId)
  const since = call?.arrivedAt ?? Number.MAX_SAFE_INTEGER
  const until = since + withinMs
  return {
    wrapUps: yield* all(wrapUpsSql, callId),
    facts: yield* all(factsSql, callId),
    askedAgain: yield* all(askedSql, since, until, callId),
    promises: yield* all<PromiseOfStory>(promisesSql, since, until, callId),
    survey: (yield* one<NonNullable<CallStory['survey']>>(surveySql, callId)) ?? null,
  }
}
