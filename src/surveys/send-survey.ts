import { createHash } from 'node:crypto'
import type { Store } from '../store/store.ts'
import type { CallToSurvey } from '../store/survey-store.ts'
import type { OutsideMessage } from '../store/webhook-store.ts'
import type { WebhookData } from '../wire/webhook-events.ts'
import { addressOf, chooseSurvey, type Survey } from './choose-survey.ts'
import { findWords } from './survey-words.ts'

export interface SurveySending {
  readonly surveys: readonly Survey[]
  readonly store: Pick<Store, 'readCallToSurvey' | 'sendSurvey'>
  readonly messagesOf: (data: () => WebhookData<'survey.sent'>) => readonly OutsideMessage[]
  readonly told: () => void
  readonly houseName: string
  readonly houseLanguage: string
  /** Without a slash at the end. */
  readonly publicUrl: string
  readonly randomBytes: (size: number) => Buffer
  readonly newId: () => string
  readonly now: () => number
}

const day = 24 * 60 * 60_000
/** 144 bits: nobody guesses one, and it fits into an SMS. */
export const tokenBytes = 18

/** What is kept of a token: whoever reads the database cannot answer in a customer's name. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}

/**
 * Asks how this call was, if a survey fits it and the customer may be asked: writes the survey down together with the
 * message to the house's gateway. True if it is on its way. May be called again; a call is asked about once.
 */
export async function sendSurvey(
  sending: SurveySending,
  callId: string,
  disposition: string | null,
): Promise<boolean> {
  const { surveys, store, now } = sending
  if (surveys.length === 0) return false
  const call = await store.readCallToSurvey(callId)
  const survey = call && chooseSurvey(surveys, call, disposition, now())
  if (!survey) return false
  const sent = await store.sendSurvey(write(sending, survey, call))
  if (sent) sending.told()
  return sent
}

function write(sending: SurveySending, survey: Survey, call: CallToSurvey) {
  const { randomBytes, newId, now, publicUrl } = sending
  const token = randomBytes(tokenBytes).toString('base64url')
  const link = `${publicUrl}/s/${token}`
  const words = findWords(call.customer?.language ?? sending.houseLanguage)
  const { callId, customerId, numberKey, queue } = call
  const sentAt = now()
  const expiresAt = sentAt + survey.expiresDays * day
  const id = newId()
  const said = () => ({
    surveyId: id,
    survey: survey.name,
    callId,
    customerId,
    externalId: call.customer?.externalId ?? null,
    to: { channel: survey.channel, address: addressOf(survey, call) ?? null },
    language: words.language,
    text: textOf(survey, words, { link, house: sending.houseName }),
    link,
    expiresAt,
  })
  return {
    id,
    tokenHash: hashToken(token),
    name: survey.name,
    callId,
    customerId,
    numberKey,
    queue,
    language: words.language,
    sentAt,
    expiresAt,
    notSince: sentAt - survey.everyDays * day,
    outside: sending.messagesOf(said),
  }
}

/** The house's own words in this language, or of its first part; else ours. */
function textOf(
  { text }: Survey,
  words: ReturnType<typeof findWords>,
  values: { readonly link: string; readonly house: string },
): string {
  const primary = words.language.split('-', 1)[0] ?? ''
  const template = text[words.language] ?? text[primary] ?? words.invitation
  return template.replace(/\{(link|house)\}/g, (_, key: 'link' | 'house') => values[key])
}
