import type { Store } from '../store/store.ts'
import type { SurveyAnswer } from '../store/survey-store.ts'
import { hashToken } from '../surveys/send-survey.ts'

export type SurveyedStore = Pick<Store, 'sendSurvey' | 'answerSurvey'>

const hour = 60 * 60_000
const day = 24 * hour

interface DemoSurvey {
  readonly id: string
  readonly externalId: string
  readonly language: string
  readonly hoursAgo: number
  readonly answer: Pick<
    SurveyAnswer,
    'satisfaction' | 'recommendation' | 'effort' | 'text' | 'isBad' | 'summary'
  >
}

/** What two customers have answered of late: one was content, the other is to be called back. */
export const demoSurveys: readonly DemoSurvey[] = [
  {
    id: 'demo-good',
    externalId: 'SC-10023',
    language: 'en',
    hoursAgo: 26,
    answer: {
      satisfaction: 5,
      recommendation: 10,
      effort: 1,
      text: 'Knew what it was about before I said it.',
      isBad: false,
      summary:
        'Satisfaction 5/5 · Recommendation 10/10 · Effort 1/5\nKnew what it was about before I said it.',
    },
  },
  {
    id: 'demo-bad',
    externalId: 'SC-20023',
    language: 'de',
    hoursAgo: 2,
    answer: {
      satisfaction: 1,
      recommendation: 2,
      effort: 5,
      text: 'Dreimal angerufen, dreimal alles neu erzählt.',
      isBad: true,
      summary:
        'Zufriedenheit 1/5 · Empfehlung 2/10 · Aufwand 5/5\nDreimal angerufen, dreimal alles neu erzählt.',
    },
  },
]

/** Surveys that were answered before `now` (ms), each once; how many were not there yet. A bad answer is a callback. */
export async function loadSurveys(
  store: SurveyedStore,
  ids: ReadonlyMap<string, number>,
  now: number,
): Promise<number> {
  let loaded = 0
  for (const survey of demoSurveys) {
    const customerId = ids.get(survey.externalId)
    if (customerId !== undefined && (await loadSurvey(store, survey, customerId, now))) loaded++
  }
  return loaded
}

async function loadSurvey(
  store: SurveyedStore,
  { id, language, hoursAgo, answer }: DemoSurvey,
  customerId: number,
  now: number,
): Promise<boolean> {
  const at = now - hoursAgo * hour
  const sent = await store.sendSurvey({
    id,
    tokenHash: hashToken(id),
    name: 'after-call',
    callId: `demo:${id}`,
    customerId,
    numberKey: null,
    queue: null,
    language,
    sentAt: at - hour,
    expiresAt: at + day,
    notSince: at - hour,
    outside: [],
  })
  if (!sent) return false
  const task = {
    kind: 'callback' as const,
    customerId,
    numberKey: null,
    numberRaw: null,
    ownerId: null,
    team: null,
    dueFrom: at,
    dueUntil: now + 2 * hour,
    reason: answer.summary,
    origin: 'survey' as const,
    originId: id,
    planKey: `survey:${id}`,
    by: null,
  }
  const written = { ...answer, at, outside: [], task: answer.isBad ? task : null, newsOfTask: () => [] }
  return store.answerSurvey(id, written)
}
