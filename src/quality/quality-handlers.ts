import { Refusal } from '../errors.ts'
import type { CallRecord } from '../store/explain-store.ts'
import type { CallToReview, StoredReview } from '../store/quality-store.ts'
import type { Store } from '../store/store.ts'
import type { ReviewFormView, ReviewView } from '../wire/quality-api.ts'
import type { Asked, Handlers, Who } from '../wire/routes.ts'
import type { SampleFilter } from './draw-sample.ts'
import { faultsOfAnswers, scoreOf } from './score-review.ts'

type Named = { readonly id: string; readonly name: Readonly<Record<string, string>> }

export interface QualityRoom {
  readonly store: Pick<
    Store,
    'keepForm' | 'addReview' | 'readReview' | 'readReviews' | 'answerReview' | 'readTicks' | 'tick' | 'audit'
  >
  readonly forms: readonly ReviewFormView[]
  readonly checklist: readonly Named[]
  /** On a thread of its own. */
  readonly draw: (
    week: string,
    filter: SampleFilter,
    who: Pick<Who, 'accountId' | 'teams'>,
  ) => Promise<readonly (CallToReview & { readonly outOf: number })[]>
  /** Null where it is not there, or another team's. */
  readonly seenCall: (callId: string, who: Pick<Who, 'teams'>) => Promise<CallRecord | null>
  /** What an agent enters, without card numbers. */
  readonly mask: (text: string) => string
  /** The day of the house's clock: `2026-11-23`. */
  readonly today: () => string
  readonly newId: () => string
  readonly now: () => number
}

type QualityRoute =
  | 'readReviewForms'
  | 'drawSample'
  | 'addReview'
  | 'readReviews'
  | 'readOwnReviews'
  | 'answerReview'
  | 'readChecklist'
  | 'tickChecklist'

const day = 24 * 60 * 60_000
const mostReviews = 500
/** A mean of fewer says more of the lot than of the agent. */
const fairlyMany = 5

export function qualityHandlers(room: QualityRoom): Handlers<QualityRoute> {
  const { store, forms, checklist, today, now } = room
  return {
    readReviewForms: async () => ({ items: [...forms] }),
    async drawSample({ query, who }) {
      const { week, filter = 'any' } = query
      const drawn = await room.draw(week, filter, who)
      await record(room, who, 'draw-sample', `week:${week}`, `${filter}, ${drawn.length} calls`)
      return {
        items: drawn.map(({ id: _, isReviewed, isComplaint: __, isBadSurvey: ___, ...call }) => ({
          ...call,
          isReviewed: isReviewed === 1,
        })),
      }
    },
    addReview: ({ body, who }) => add(room, body, who),
    async readReviews({ query, who }) {
      const { from = now() - 90 * day, until = now() + 1 } = query
      const wanted = { accountId: null, teams: who.teams, from, until, most: mostReviews }
      const found = (await store.readReviews(wanted)).map(viewOf)
      await record(room, who, 'read-reviews', 'reviews', `${found.length}`)
      return { items: found, agents: meansOf(found) }
    },
    async readOwnReviews({ who }) {
      const from = now() - 90 * day
      const wanted = { accountId: who.accountId, teams: null, from, until: now() + 1, most: mostReviews }
      return { items: (await store.readReviews(wanted)).map(viewOf) }
    },
    async answerReview({ params, body, who }) {
      const reply = body.reply === null ? null : room.mask(body.reply)
      const answered = await store.answerReview({ id: params.id, accountId: who.accountId, reply, at: now() })
      if (!answered) throw new Refusal('not-found')
    },
    async readChecklist({ who }) {
      const ticks = new Map((await store.readTicks(who.accountId, today())).map(({ item, at }) => [item, at]))
      return { items: checklist.map((item) => ({ ...item, doneAt: ticks.get(item.id) ?? null })) }
    },
    async tickChecklist({ params, body, who }) {
      if (!checklist.some(({ id }) => id === params.id)) throw new Refusal('not-found')
      const { done } = body
      await store.tick({ accountId: who.accountId, day: today(), item: params.id, done, at: now() })
    },
  }
}

async function add(room: QualityRoom, body: Asked<'addReview'>['body'], who: Who): Promise<ReviewView> {
  const { store, forms, newId, now } = room
  const { callId, accountId, formId, answers } = body
  const form = forms.find(({ id }) => id === formId)
  const call = await room.seenCall(callId, who)
  const spoke = call?.pops.some((pop) => pop.accountId === accountId && pop.answeredAt !== null)
  if (!form || !call || !(spoke || call.answeredBy.includes(accountId))) throw new Refusal('not-found')
  if (accountId === who.accountId) throw new Refusal('forbidden')
  const faults = faultsOfAnswers(form.questions, answers)
  if (faults.length > 0) throw new Refusal('bad-input', { faults })
  const masked = Object.fromEntries(
    Object.entries(answers).map(([id, answer]) => [
      id,
      typeof answer === 'string' ? room.mask(answer) : answer,
    ]),
  )
  const formVersion = await store.keepForm(formId, JSON.stringify(form), now())
  const id = newId()
  const added = await store.addReview({
    id,
    callId,
    accountId,
    reviewerId: who.accountId,
    reviewerName: who.name,
    formId,
    formVersion,
    answers: JSON.stringify(masked),
    score: scoreOf(form.questions, masked),
    comment: room.mask(body.comment),
    at: now(),
  })
  if (!added) throw new Refusal('already-exists')
  await record(room, who, 'review-call', `call:${callId}`, accountId)
  const stored = await store.readReview(id)
  if (!stored) throw new Refusal('not-found')
  return viewOf(stored)
}

function viewOf({ form, answers, reviewerId: _, formId: __, ...review }: StoredReview): ReviewView {
  return { ...review, form: JSON.parse(form), answers: JSON.parse(answers) }
}

function meansOf(reviews: readonly ReviewView[]) {
  const agents = Map.groupBy(reviews, ({ accountId }) => accountId)
  return [...agents].map(([accountId, own]) => {
    const scores = own.flatMap(({ score }) => score ?? [])
    const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length
    return {
      accountId,
      agentName: own[0]?.agentName ?? null,
      reviews: own.length,
      score: scores.length < fairlyMany ? null : Math.round(mean),
    }
  })
}

async function record(
  { store, now }: QualityRoom,
  { accountId }: Who,
  action: string,
  subject: string,
  detail: string,
): Promise<void> {
  await store.audit({ at: now(), accountId, action, subject, detail })
}
