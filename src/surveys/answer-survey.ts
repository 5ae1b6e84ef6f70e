import type { Store } from '../store/store.ts'
import type { StoredSurvey, SurveyAnswer } from '../store/survey-store.ts'
import type { Task, TaskToPlan } from '../store/task-store.ts'
import type { OutsideMessage } from '../store/webhook-store.ts'
import type { WebhookData } from '../wire/webhook-events.ts'
import type { Survey } from './choose-survey.ts'
import type { Filled } from './survey-page.ts'
import { findWords } from './survey-words.ts'

export interface SurveyAnswering {
  readonly surveys: readonly Survey[]
  readonly store: Pick<Store, 'readSurvey' | 'answerSurvey'>
  readonly messagesOf: (data: () => WebhookData<'survey.answered'>) => readonly OutsideMessage[]
  /** What is told of the callback that a bad answer becomes. */
  readonly callbackNews: (
    task: Task,
    of: { externalId: string | null; callId: string; queue: string | null },
  ) => readonly OutsideMessage[]
  readonly told: () => void
  /** Why this customer is not to be contacted so at this instant (ms), in words; null where they may be. */
  readonly against: (
    customerId: number,
    channel: 'call' | 'e-mail',
    instant: number,
  ) => Promise<string | null>
  readonly maskCards: (text: string) => string
  /** What is known of this customer has changed. */
  readonly customerChanged: (customerId: number) => Promise<void>
  readonly now: () => number
}

/** What a form has said. */
export type Said = Pick<SurveyAnswer, 'satisfaction' | 'recommendation' | 'effort' | 'text'>

const longestText = 2000
const longestReason = 500
const hour = 60 * 60_000
/** Hours of the window that are tried, before a customer counts as one who is not to be rung within it. */
const mostHours = 48

/** Reads a form; null where nothing was answered. What is not one of the choices was not answered. */
export function readForm(filled: Filled, maskCards: (text: string) => string): Said | null {
  const said = {
    satisfaction: within(filled.satisfaction, 1, 5),
    recommendation: within(filled.recommendation, 0, 10),
    effort: within(filled.effort, 1, 5),
    text: maskCards([...filled.text.trim()].slice(0, longestText).join('')),
  }
  const { satisfaction, recommendation, effort, text } = said
  const isEmpty = satisfaction === null && recommendation === null && effort === null && text === ''
  return isEmpty ? null : said
}

function within(value: string, least: number, most: number): number | null {
  const number = /^\d{1,2}$/.test(value) ? Number(value) : Number.NaN
  return number >= least && number <= most ? number : null
}

/** Keeps the first answer: in the history, for other systems, and as a callback where it was a bad one. False where it is too late. */
export async function answerSurvey(
  answering: SurveyAnswering,
  survey: StoredSurvey,
  said: Said,
): Promise<boolean> {
  const { surveys, store, now, told } = answering
  const configured = surveys.find(({ name }) => name === survey.name)
  const isBad = configured !== undefined && isBadAnswer(configured, said)
  const at = now()
  const taken = await store.answerSurvey(survey.id, {
    ...said,
    isBad,
    at,
    summary: summarise(survey, said),
    outside: answering.messagesOf(() => dataOf(survey, said, isBad, at)),
    task: configured && isBad ? await makeGood(answering, configured, survey, said, at) : null,
    newsOfTask: (task, externalId) =>
      task.kind === 'callback'
        ? answering.callbackNews(task, { externalId, callId: survey.callId, queue: survey.queue })
        : [],
  })
  if (!taken) return false
  told()
  if (survey.customerId !== null) await answering.customerChanged(survey.customerId)
  return true
}

function isBadAnswer({ bad }: Survey, { satisfaction, recommendation, effort }: Said): boolean {
  return (
    (satisfaction !== null && satisfaction <= bad.satisfaction) ||
    (recommendation !== null && recommendation <= bad.recommendation) ||
    (effort !== null && effort >= bad.effort)
  )
}

function dataOf(survey: StoredSurvey, said: Said, isBad: boolean, answeredAt: number) {
  const { id: surveyId, name, callId, customerId, externalId } = survey
  const { text, ...figures } = said
  return {
    surveyId,
    survey: name,
    callId,
    customerId,
    externalId,
    ...figures,
    isBad,
    answeredAt,
    personal: { text },
  }
}

/** In the words in which it was asked: the history is read by people, and searched. */
function summarise({ language }: StoredSurvey, { satisfaction, recommendation, effort, text }: Said): string {
  const words = findWords(language)
  const lines = [
    satisfaction === null
      ? ''
      : `${words.satisfaction} ${satisfaction}/5, ${words.satisfactions[satisfaction - 1]}`,
    recommendation === null ? '' : `${words.recommendation} ${recommendation}/10`,
    effort === null ? '' : `${words.effort} ${effort}/5, ${words.efforts[effort - 1]}`,
    text,
  ]
  return lines.filter((line) => line !== '').join('\n')
}

/**
 * A callback that begins when the customer may be rung; where that is never within its time, a message, and where that is
 * not wished either, something for a person to see to: a bad answer is never lost.
 */
async function makeGood(
  { against }: SurveyAnswering,
  configured: Survey,
  survey: StoredSurvey,
  said: Said,
  at: number,
): Promise<TaskToPlan | null> {
  const task = callBack(configured, survey, said, at)
  if (task === null || task.customerId === null) return task
  const { customerId, dueUntil } = task
  const why = await against(customerId, 'call', at)
  if (why === null) return task
  for (let n = 1; n <= mostHours && at + n * hour < dueUntil; n++) {
    const dueFrom = at + n * hour
    if ((await against(customerId, 'call', dueFrom)) === null) return { ...task, dueFrom }
  }
  const kind = (await against(customerId, 'e-mail', at)) === null ? 'message' : 'follow-up'
  return { ...task, kind, reason: `(${why}) ${task.reason}`.slice(0, longestReason) }
}

function callBack({ bad }: Survey, survey: StoredSurvey, said: Said, at: number): TaskToPlan | null {
  if (bad.callBackHours === 0 || (survey.customerId === null && survey.numberKey === null)) return null
  return {
    kind: 'callback',
    customerId: survey.customerId,
    numberKey: survey.numberKey,
    numberRaw: survey.numberKey,
    ownerId: null,
    team: bad.team ?? null,
    dueFrom: at,
    dueUntil: at + bad.callBackHours * hour,
    reason: summarise(survey, said).slice(0, longestReason),
    origin: 'survey',
    originId: survey.id,
    planKey: `survey:${survey.id}`,
    by: null,
  }
}
