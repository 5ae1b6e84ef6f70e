import type { Logger } from 'pino'
import { callbackData } from './callback-news.ts'
import type { Config } from './config.ts'
import { houseZone } from './house-bearings.ts'
import type { Journey } from './journey.ts'
import type { Outside } from './open-outside.ts'
import { speaksAgainst } from './speaks-against.ts'
import type { Store } from './store/store.ts'
import { sendSurvey } from './surveys/send-survey.ts'
import type { SurveyPages } from './surveys/survey-routes.ts'
import { maskCards } from './wrapup/mask-cards.ts'

interface SurveysSettings {
  readonly config: Pick<Config, 'surveys' | 'house' | 'publicUrl' | 'sources'>
  readonly store: Store
  readonly outside: Pick<Outside, 'messagesOf' | 'told'>
  readonly journey: Pick<Journey, 'customerChanged'>
  readonly randomBytes: (size: number) => Buffer
  readonly newId: () => string
  readonly log: Logger
  readonly now: () => number
}

export interface Surveys {
  /** A call is over, or wrapped up with this disposition: whether somebody is asked how it was. Never rejects. */
  readonly afterCall: (callId: string, disposition: string | null) => Promise<void>
  readonly pages: SurveyPages
}

/** Asking customers how it was: what sends the links, and the page behind them. */
export function openSurveys(settings: SurveysSettings): Surveys {
  const { config, store, outside, log, now } = settings
  const failed = (reason: unknown): void => {
    if (!store.trouble()) log.error({ err: reason }, 'a survey could not be dealt with')
  }
  const sending = {
    ...settings,
    surveys: config.surveys,
    messagesOf: (data: Parameters<typeof outside.messagesOf<'survey.sent'>>[1]) =>
      outside.messagesOf('survey.sent', data),
    told: outside.told,
    houseName: config.house.name,
    houseLanguage: config.house.language,
    publicUrl: (config.publicUrl ?? '').replace(/\/+$/, ''),
  }
  return {
    async afterCall(callId, disposition) {
      await sendSurvey(sending, callId, disposition).catch(failed)
    },
    pages: {
      surveys: config.surveys,
      store,
      messagesOf: (data) => outside.messagesOf('survey.answered', data),
      callbackNews: (task, of) => outside.messagesOf('callback.planned', () => callbackData(task, of)),
      told: outside.told,
      maskCards,
      against: speaksAgainst(store, houseZone(config)),
      customerChanged: settings.journey.customerChanged,
      houseName: config.house.name,
      failed,
      now,
    },
  }
}
