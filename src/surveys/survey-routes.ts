import express, { type Request, type Response, Router } from 'express'
import type { Store } from '../store/store.ts'
import type { StoredSurvey } from '../store/survey-store.ts'
import { answerSurvey, readForm, type SurveyAnswering } from './answer-survey.ts'
import { countVisits } from './count-visits.ts'
import { hashToken } from './send-survey.ts'
import { type Filled, notePage, nothingFilled, questionPage } from './survey-page.ts'
import { findWords, type SurveyWords, surveyLanguages } from './survey-words.ts'

export interface SurveyPages extends SurveyAnswering {
  readonly store: Pick<Store, 'readSurvey' | 'answerSurvey'>
  readonly houseName: string
  readonly failed: (reason: unknown) => void
}

/** An SMS gateway, a virus scanner and a customer may all open a link; nobody opens thirty within a minute. */
const mostVisits = 30
const tokenShape = /^[A-Za-z0-9_-]{24}$/

/**
 * The page behind a survey's link. The token is all the right there is: nobody is signed in, and what is not a live token
 * gets the same answer, whatever it is.
 */
export function surveyRouter(pages: SurveyPages): Router {
  const router = Router({ caseSensitive: true })
  const visits = countVisits(mostVisits, 60_000, pages.now)
  const open = async (request: Request, response: Response): Promise<StoredSurvey | null> => {
    response.setHeader('Cache-Control', 'no-store')
    response.setHeader('X-Robots-Tag', 'noindex')
    if (!visits.mayCome(request.ip ?? '')) {
      response.setHeader('Retry-After', '60')
      send(response, 429, notePage(wordsFor(request, null), pages.houseName, wordsFor(request, null).tooMany))
      return null
    }
    const survey = await find(pages, String(request.params.token))
    if (survey) return survey
    const words = wordsFor(request, null)
    send(response, 410, notePage(words, pages.houseName, words.over))
    return null
  }
  router.get('/s/:token', async (request, response) => {
    const survey = await open(request, response)
    if (survey) send(response, 200, questionPage(wordsFor(request, survey), pages.houseName))
  })
  router.post(
    '/s/:token',
    express.urlencoded({ extended: false, limit: '16kb', parameterLimit: 20, inflate: false }),
    async (request, response) => {
      const survey = await open(request, response)
      if (survey) await answer(pages, survey, request, response)
    },
  )
  router.use('/s/', (reason: unknown, request: Request, response: Response, _next: unknown) => {
    const words = wordsFor(request, null)
    const status = (reason as { status?: unknown }).status
    if (typeof status === 'number' && status < 500) {
      send(response, status, notePage(words, pages.houseName, words.over))
      return
    }
    pages.failed(reason)
    send(response, 503, notePage(words, pages.houseName, words.later))
  })
  return router
}

async function answer(
  pages: SurveyPages,
  survey: StoredSurvey,
  request: Request,
  response: Response,
): Promise<void> {
  const words = wordsFor(request, survey)
  const filled = readFilled(request.body as unknown)
  const said = readForm(filled, pages.maskCards)
  if (!said) {
    send(response, 422, questionPage(words, pages.houseName, filled, words.nothingSaid))
    return
  }
  const taken = await answerSurvey(pages, survey, said)
  send(response, taken ? 200 : 410, notePage(words, pages.houseName, taken ? words.thanks : words.over))
}

async function find({ store, now }: SurveyPages, token: string): Promise<StoredSurvey | null> {
  if (!tokenShape.test(token)) return null
  const survey = await store.readSurvey(hashToken(token))
  return survey && survey.answeredAt === null && survey.expiresAt > now() ? survey : null
}

function readFilled(body: unknown): Filled {
  const given = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {}
  const text = (name: keyof Filled): string => {
    const value = Object.hasOwn(given, name) ? given[name] : ''
    return typeof value === 'string' ? value : nothingFilled[name]
  }
  return {
    satisfaction: text('satisfaction'),
    recommendation: text('recommendation'),
    effort: text('effort'),
    text: text('text'),
  }
}

/** The language that was chosen on the page, that of the survey, that of the browser. */
function wordsFor(request: Request, survey: StoredSurvey | null): SurveyWords {
  const body = typeof request.body === 'object' && request.body !== null ? (request.body as object) : {}
  const chosen = request.query.language ?? (body as { language?: unknown }).language
  const known = surveyLanguages.find(({ language }) => language === chosen)
  if (known) return known
  return findWords(survey?.language ?? request.acceptsLanguages()[0] ?? 'en')
}

function send(response: Response, status: number, page: string): void {
  response.status(status).type('text/html').send(page)
}
